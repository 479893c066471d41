/** Tests of Azure Resource Manager. */
@NullMarked
package io.sluice.simulator.arm;

import org.jspecify.annotations.NullMarked;
