/** Faults that a test can switch on for a tenant and a surface. */
@NullMarked
package io.sluice.simulator.fault;

import org.jspecify.annotations.NullMarked;
