/** Tests of the control port. */
@NullMarked
package io.sluice.simulator.control;

import org.jspecify.annotations.NullMarked;
