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

    /** On a request that was brought to the partition of its tenant: its id, where it has none of its own. */
    static final String FORWARDED = "sluice_forwarded";

    /** On an answer: the place that its request had. */
    static final String PLACE = "sluice_request";

    /** How long an answered request is remembered: longer than its topic keeps it, which deletes by the hour. */
    private static final Duration MEMORY_BEYOND_RETENTION = Duration.ofHours(6);

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

    /** The place of a request on its topic, which is also the name of one that has no id. */
    String place(int partition, long offset) {
        return requests.entity() + "-" + partition + "-" + offset;
    }

    /** Whether a text has the form of a place: no request may call itself so. */
    static boolean isPlace(Topic requests, String text) {
        return text.matches(requests.entity() + "-\\d{1,9}-\\d{1,19}");
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
