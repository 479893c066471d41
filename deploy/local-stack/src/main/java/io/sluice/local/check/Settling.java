package io.sluice.local.check;

import io.sluice.contracts.topic.Topics;
import io.sluice.local.topic.KafkaAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Waits until everything that happened before a moment has been read and normalized: the services that poll say of
 * every connection that its reading is complete beyond that moment and that young incidents were read again since, and
 * after that nothing is added to the topics any more.
 */
public final class Settling {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofSeconds(4);

    private final KafkaAddress kafka;
    private final InstantSource clock;
    private final Waiting waiting;

    /** Takes where the topics are, the time, and whom to tell what is waited for. */
    public Settling(KafkaAddress kafka, InstantSource clock, Waiting waiting) {
        this.kafka = kafka;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * Waits.
     *
     * @param moment the moment before which everything happened
     * @param polled what each service polls that does
     * @return false if it took longer than the patience
     */
    public boolean await(Instant moment, List<PolledBy> polled, Duration patience) throws InterruptedException {
        Instant deadline = clock.instant().plus(patience);
        for (PolledBy service : polled) {
            PollLag lag = new PollLag(service.management());
            Optional<String> lacking = lacking(service, moment, lag);
            while (lacking.isPresent()) {
                if (clock.instant().isAfter(deadline)) {
                    return false;
                }
                waiting.on(lacking.get());
                Thread.sleep(LOOK);
                lacking = lacking(service, moment, lag);
            }
        }
        return new Silence(kafka, clock, waiting).await(Topics.ALERTS, Topics.INCIDENTS, QUIET, deadline);
    }

    /** What a service says of its lag was so when it was asked, or later: it may take seconds to answer. */
    private Optional<String> lacking(PolledBy service, Instant moment, PollLag lag) throws InterruptedException {
        Instant asked = clock.instant();
        return service.lacking(moment, lag.howFar(), asked);
    }
}
