package io.sluice.enrichment.graph;

import java.time.Duration;

/**
 * When findings belong together.
 *
 * @param window how far apart what two alerts are about may lie for entities of medium strength to join them
 * @param busyFrom from how many incidents or single alerts on an entity joins nothing: a shared address, a help desk
 */
public record CorrelationRules(Duration window, int busyFrom) {

    public CorrelationRules {
        if (window.isNegative() || busyFrom < 2) {
            throw new IllegalArgumentException("A window is not negative, and two can share an entity");
        }
    }
}
