/** Tests of faults. */
@NullMarked
package io.sluice.simulator.fault;

import org.jspecify.annotations.NullMarked;
