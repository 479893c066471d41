/** Plays scenarios over the tenants: what happens when, decided by the seed alone. */
@NullMarked
package io.sluice.simulator.engine;

import org.jspecify.annotations.NullMarked;
