/** Tests of what is said of investigations. */
@NullMarked
package io.sluice.contracts.correlation;

import org.jspecify.annotations.NullMarked;
