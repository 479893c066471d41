package io.sluice.microsoft.quota;

import java.time.Duration;

/**
 * What one of Microsoft's interfaces allows an application in a tenant.
 *
 * @param what the interface, for people
 * @param atOnce how many calls run at once
 * @param calls how many calls begin in any {@code window}, at least 2
 * @param window such as 30 seconds
 */
public record TurnLimits(String what, int atOnce, int calls, Duration window) {

    public TurnLimits {
        if (atOnce < 1 || calls < 2 || !window.isPositive()) {
            throw new IllegalArgumentException("At least one call at once and two in a window must be allowed");
        }
    }

    /** How many calls may come at once after a pause. With what a window refills they never exceed its calls. */
    int burst() {
        return Math.max(1, calls / 3);
    }
}
