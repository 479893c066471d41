/** Tests of the comparison with the truth. */
@NullMarked
package io.sluice.local.check;

import org.jspecify.annotations.NullMarked;
