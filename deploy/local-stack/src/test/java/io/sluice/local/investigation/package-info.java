/** Tests of how investigations are read and shown. */
@NullMarked
package io.sluice.local.investigation;

import org.jspecify.annotations.NullMarked;
