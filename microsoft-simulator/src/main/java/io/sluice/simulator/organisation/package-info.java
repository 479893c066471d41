/** The people, devices and addresses of a tenant, from which attacks draw their victims. */
@NullMarked
package io.sluice.simulator.organisation;

import org.jspecify.annotations.NullMarked;
