/** The simulated Microsoft tenants and the applications registered in them. */
@NullMarked
package io.sluice.simulator.tenant;

import org.jspecify.annotations.NullMarked;
