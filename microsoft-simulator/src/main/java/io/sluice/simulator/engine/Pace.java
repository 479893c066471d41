package io.sluice.simulator.engine;

import java.time.Duration;

/**
 * How much happens and how fast.
 *
 * @param seed decides every choice
 * @param incidentsPerHour runs begun an hour
 * @param speed of evolution: pauses are divided by it
 * @param extraEvidence bytes of additional evidence in each alert
 * @param shortestDelay shortest time until a change is visible
 * @param longestDelay longest time until a change is visible
 */
public record Pace(
        long seed,
        double incidentsPerHour,
        double speed,
        int extraEvidence,
        Duration shortestDelay,
        Duration longestDelay) {

    /** Checks the bounds. */
    public Pace {
        if (speed <= 0 || incidentsPerHour < 0 || extraEvidence < 0) {
            throw new IllegalArgumentException("Speed must be positive, rate and extra evidence not negative");
        }
        if (shortestDelay.isNegative() || longestDelay.compareTo(shortestDelay) < 0) {
            throw new IllegalArgumentException("The visibility delay needs 0 <= min <= max");
        }
    }
}
