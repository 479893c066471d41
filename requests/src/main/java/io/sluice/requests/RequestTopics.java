package io.sluice.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.topic.Topic;
import java.time.Duration;
import java.util.Map;

/**
 * Where a service's requests come from and its answers go to.
 *
 * @param kafka how Kafka is reached: {@code bootstrap.servers} and what security needs
 * @param application the service's name, which its transactional ids begin with; the same for all its instances
 * @param requests the topic of the requests
 * @param results the topic of the answers; has as many partitions
 */
public record RequestTopics(Map<String, Object> kafka, String application, Topic requests, Topic results) {

    /** How long an answered request is remembered: longer than its topic keeps it. */
    static final Duration MEMORY_BEYOND_RETENTION = Duration.ofHours(1);

    public RequestTopics {
        kafka = Map.copyOf(kafka);
        if (requests.partitions() != results.partitions()) {
            throw new IllegalArgumentException(
                    requests.name() + " and " + results.name() + " must have the same number of partitions");
        }
    }

    Duration memory() {
        return requests.retention().plus(MEMORY_BEYOND_RETENTION);
    }

    /** The name of a request that has no id: its place. */
    String nameOf(int partition, long offset) {
        return requests.entity() + "-" + partition + "-" + offset;
    }

    /** Marks a request that was brought to the partition of its tenant; its value is the request's id. */
    static final String FORWARDED = "sluice_forwarded";

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
