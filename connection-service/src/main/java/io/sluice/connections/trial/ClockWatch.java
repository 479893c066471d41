package io.sluice.connections.trial;

import io.sluice.connections.trial.TrialReport.Clock;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Compares this service's clock with the {@code Date} of answers, and remembers the greatest difference. Entra ID
 * accepts a signed assertion for some minutes around its time, so a clock that is five minutes off explains refusals.
 */
final class ClockWatch {

    private static final Duration TOLERABLE = Duration.ofMinutes(5);

    private final AtomicReference<Clock> worst = new AtomicReference<>();

    /** Looks at an answer. */
    void see(URI address, Answer answer) {
        answer.clockAheadSeconds().ifPresent(ahead -> see(address, ahead));
    }

    /** Takes down by how many seconds this service's clock is ahead of a server's. */
    void see(URI address, long aheadSeconds) {
        Clock seen = new Clock(aheadSeconds, String.valueOf(address.getHost()));
        worst.accumulateAndGet(
                seen,
                (one, other) ->
                        one != null && Math.abs(one.aheadSeconds()) >= Math.abs(other.aheadSeconds()) ? one : other);
    }

    /** Returns the greatest difference, if any answer told one. */
    Optional<Clock> worst() {
        return Optional.ofNullable(worst.get());
    }

    /** Returns what is wrong with the clock, for people, if something is. */
    Optional<String> complaint() {
        return worst().filter(clock -> Math.abs(clock.aheadSeconds()) > TOLERABLE.toSeconds())
                .map(clock -> "The clock of this service is " + Math.abs(clock.aheadSeconds()) + " seconds "
                        + (clock.aheadSeconds() > 0 ? "ahead of" : "behind") + " that of " + clock.toldBy() + ".");
    }
}
