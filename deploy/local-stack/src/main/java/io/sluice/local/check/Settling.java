package io.sluice.local.check;

import io.sluice.contracts.topic.Topics;
import io.sluice.local.home.Ports;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * Waits until everything that happened before a moment has been read and normalized: the services that poll say of
 * every connection that its reading is complete beyond that moment and that young incidents were read again since, and
 * after that nothing is added to the topics any more.
 */
public final class Settling {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofSeconds(4);

    private final Ports ports;
    private final InstantSource clock;

    /** Takes the ports of the stack, and the time. */
    public Settling(Ports ports, InstantSource clock) {
        this.ports = ports;
        this.clock = clock;
    }

    /**
     * Waits.
     *
     * @param moment the moment before which everything happened
     * @param polled by the management port of each service that polls, the names of the connections that it polls
     * @return false if it took longer than the patience
     */
    public boolean await(Instant moment, Map<Integer, Set<String>> polled, Duration patience)
            throws InterruptedException {
        Instant deadline = clock.instant().plus(patience);
        for (Map.Entry<Integer, Set<String>> service : polled.entrySet()) {
            PollLag lag = new PollLag(service.getKey());
            while (!hasReadBeyond(moment, service.getValue(), lag.reading())
                    || !hasReadBeyond(moment, service.getValue(), lag.settling())) {
                if (clock.instant().isAfter(deadline)) {
                    return false;
                }
                Thread.sleep(LOOK);
            }
        }
        return new Silence(ports, clock).await(Topics.ALERTS, Topics.INCIDENTS, QUIET, deadline);
    }

    private boolean hasReadBeyond(Instant moment, Set<String> connections, Map<String, Duration> lags) {
        Instant now = clock.instant();
        return connections.stream()
                .allMatch(name ->
                        lags.containsKey(name) && now.minus(lags.get(name)).isAfter(moment));
    }
}
