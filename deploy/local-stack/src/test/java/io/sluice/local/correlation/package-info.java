/** Tests of how investigations are compared with the truth. */
@NullMarked
package io.sluice.local.correlation;

import org.jspecify.annotations.NullMarked;
