package io.sluice.local.check;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.correlation.HowFarRead;
import io.sluice.local.topic.KafkaAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until enrichment-service has taken in what is on {@code alerts} and {@code incidents}, and has written what
 * follows: its consumer group is beyond the last record, and after that nothing is added to the investigations any
 * more.
 */
final class Correlation {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final KafkaAddress kafka;
    private final InstantSource clock;
    private final Waiting waiting;

    Correlation(KafkaAddress kafka, InstantSource clock, Waiting waiting) {
        this.kafka = kafka;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * Waits.
     *
     * @param alerts what is on {@code alerts}
     * @param incidents what is on {@code incidents}
     * @param deadline until when
     * @return false if it took longer
     */
    boolean await(List<Seen> alerts, List<Seen> incidents, Instant deadline) throws InterruptedException {
        Map<TopicPartition, Long> last = new HashMap<>();
        last(last, Topics.ALERTS, alerts);
        last(last, Topics.INCIDENTS, incidents);
        waiting.on("enrichment-service to take in what is on alerts and incidents");
        try (Admin admin = Admin.create(kafka.with(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "30000")))) {
            while (!isBeyond(last, HowFarRead.of(admin))) {
                if (clock.instant().isAfter(deadline)) {
                    return false;
                }
                Thread.sleep(LOOK);
            }
        }
        return new Silence(kafka, clock, waiting)
                .await(Topics.INVESTIGATIONS, Topics.INVESTIGATION_CHANGES, QUIET, deadline);
    }

    private static void last(Map<TopicPartition, Long> last, Topic topic, List<Seen> seen) {
        seen.forEach(each -> last.merge(new TopicPartition(topic.name(), each.partition()), each.offset(), Math::max));
    }

    /** A group commits the offset that it reads next. */
    static boolean isBeyond(Map<TopicPartition, Long> last, Map<TopicPartition, Long> committed) {
        return last.entrySet().stream().allMatch(each -> committed.getOrDefault(each.getKey(), 0L) > each.getValue());
    }
}
