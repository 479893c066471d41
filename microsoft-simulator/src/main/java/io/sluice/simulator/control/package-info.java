/** Runs the simulation and takes orders for it on the control port. */
@NullMarked
package io.sluice.simulator.control;

import org.jspecify.annotations.NullMarked;
