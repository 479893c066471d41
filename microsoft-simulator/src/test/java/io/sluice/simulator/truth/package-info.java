/** Tests of what is told. */
@NullMarked
package io.sluice.simulator.truth;

import org.jspecify.annotations.NullMarked;
