package io.sluice.sentinel.investigation;

import java.time.Instant;

/**
 * The time that a question is about.
 *
 * @param from its beginning, which belongs to it
 * @param to its end, which does not
 */
public record Window(Instant from, Instant to) {

    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A window that ends at " + to + " cannot begin at " + from);
        }
    }
}
