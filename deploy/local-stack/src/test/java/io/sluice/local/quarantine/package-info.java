/** Tests of how requests are shown. */
@NullMarked
package io.sluice.local.quarantine;

import org.jspecify.annotations.NullMarked;
