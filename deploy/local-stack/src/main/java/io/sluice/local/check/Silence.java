package io.sluice.local.check;

import io.sluice.contracts.topic.Topic;
import io.sluice.local.topic.KafkaAddress;
import io.sluice.local.topic.RecordReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Waits until nothing is added to two topics any more. */
final class Silence {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final KafkaAddress kafka;
    private final InstantSource clock;
    private final Waiting waiting;

    Silence(KafkaAddress kafka, InstantSource clock, Waiting waiting) {
        this.kafka = kafka;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * Waits.
     *
     * @param quiet for how long nothing may have been added
     * @param deadline until when
     * @return false if it took longer
     */
    boolean await(Topic first, Topic second, Duration quiet, Instant deadline) throws InterruptedException {
        waiting.on(first.name() + " and " + second.name() + " to be still for " + quiet.toSeconds() + " s");
        try (RecordReader one = new RecordReader(kafka);
                RecordReader other = new RecordReader(kafka)) {
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
