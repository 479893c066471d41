package io.sluice.contracts.topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Kafka topic as Sluice needs it. Code, AsyncAPI, deployment and documentation all read it from {@link Topics}.
 *
 * @param name the full name, {@code sluice.<entity>.v<major>}
 * @param traffic who writes it
 * @param entity what one record is about, as in {@code ce_type} and in the schema's name, such as {@code alert}
 * @param partitions fixed for the topic's life: a change would move tenants to other partitions
 * @param cleanup what Kafka removes
 * @param retention how long a record is kept at least; with compaction, how long the last record of a key is kept
 * @param maxMessageBytes the largest record batch that the topic takes, in bytes
 * @param key the form of the record key, for people
 * @param description what a record says, for people
 */
public record Topic(
        String name,
        Traffic traffic,
        String entity,
        int partitions,
        Cleanup cleanup,
        Duration retention,
        int maxMessageBytes,
        String key,
        String description) {

    /** Who writes a topic. */
    public enum Traffic {
        /** Sluice's services; anyone may read. */
        EVENTS,
        /** Analysts and programs that ask for something, with any Kafka client and without CloudEvents headers. */
        REQUESTS
    }

    /** What Kafka removes from a topic. */
    public enum Cleanup {
        /** Records older than the retention. */
        DELETE,
        /** All but the last record of a key, for ever; a record without a value deletes its key. */
        COMPACT,
        /** All but the last record of a key once it is a week old, and everything older than the retention. */
        COMPACT_AND_DELETE
    }

    /** How long every version stays readable on a topic that is compacted as well as deleted. */
    public static final Duration COMPACTION_LAG = Duration.ofDays(7);

    /** Returns the topic's settings under the names that Apache Kafka gives them ("Topic-level configs"). */
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        switch (cleanup) {
            case DELETE -> {
                config.put("cleanup.policy", "delete");
                config.put("retention.ms", Long.toString(retention.toMillis()));
            }
            case COMPACT -> config.put("cleanup.policy", "compact");
            case COMPACT_AND_DELETE -> {
                config.put("cleanup.policy", "compact,delete");
                config.put("retention.ms", Long.toString(retention.toMillis()));
                config.put("min.compaction.lag.ms", Long.toString(COMPACTION_LAG.toMillis()));
            }
        }
        if (traffic == Traffic.REQUESTS) {
            // Kafka deletes whole segments: without this, a quiet partition would keep its requests for a week.
            config.put("segment.ms", Long.toString(Duration.ofHours(1).toMillis()));
            // By its time is decided who serves a request: the clock of an analyst's machine must not count.
            config.put("message.timestamp.type", "LogAppendTime");
        }
        config.put("max.message.bytes", Integer.toString(maxMessageBytes));
        return config;
    }

    /**
     * Returns the largest value that a record of this topic can have, in bytes: some room is left for key and headers.
     */
    public int maxValueBytes() {
        return maxMessageBytes - 64 * 1024;
    }

    /** Returns the CloudEvents type of this topic's records, such as {@code io.sluice.alert.v1}. */
    public String eventType() {
        return "io.sluice." + entity + ".v1";
    }

    /** Returns the identifier of the JSON Schema of this topic's values, such as {@code urn:sluice:schema:alert:v1}. */
    public String schemaId() {
        return "urn:sluice:schema:" + entity + ":v1";
    }
}
