package io.sluice.simulator.sentinel;

import java.time.Instant;

/**
 * Something that Sentinel has written down about an incident or an alert.
 *
 * @param content what
 * @param generated when; later ones about the same have later times, except a row that was written twice
 * @param ingested when queries begin to find it
 * @param order numbers everything in the order in which it was written
 * @param <T> incidents or alerts
 */
record Written<T>(T content, Instant generated, Instant ingested, long order) {}
