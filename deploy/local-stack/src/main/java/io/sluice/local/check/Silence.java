package io.sluice.local.check;

import io.sluice.contracts.topic.Topic;
import io.sluice.local.home.Ports;
import io.sluice.local.topic.RecordReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Waits until nothing is added to two topics any more. */
final class Silence {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Ports ports;
    private final InstantSource clock;

    Silence(Ports ports, InstantSource clock) {
        this.ports = ports;
        this.clock = clock;
    }

    /**
     * Waits.
     *
     * @param quiet for how long nothing may have been added
     * @param deadline until when
     * @return false if it took longer
     */
    boolean await(Topic first, Topic second, Duration quiet, Instant deadline) throws InterruptedException {
        try (RecordReader one = new RecordReader(ports);
                RecordReader other = new RecordReader(ports)) {
            one.open(first.name(), false);
            other.open(second.name(), false);
            long end = one.end() + other.end();
            Instant since = clock.instant();
            while (since.plus(quiet).isAfter(clock.instant())) {
                if (clock.instant().isAfter(deadline)) {
                    return false;
                }
                Thread.sleep(LOOK);
                long now = one.end() + other.end();
                if (now != end) {
                    end = now;
                    since = clock.instant();
                }
            }
        }
        return true;
    }
}
