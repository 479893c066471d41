/** Azure Resource Manager: Sentinel's incidents. */
@NullMarked
package io.sluice.simulator.arm;

import org.jspecify.annotations.NullMarked;
