/** Azure Resource Manager: Sentinel's incidents and what belongs to them. */
@NullMarked
package io.sluice.simulator.arm;

import org.jspecify.annotations.NullMarked;
