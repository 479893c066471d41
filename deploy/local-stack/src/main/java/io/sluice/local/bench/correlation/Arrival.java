package io.sluice.local.bench.correlation;

import java.time.Instant;

/**
 * An event on its way.
 *
 * @param at when it arrives
 */
record Arrival(Event event, Instant at) {}
