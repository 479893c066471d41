package io.sluice.microsoft.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Notices that a topic which is followed was deleted. A consumer that was given its partitions is not told: it goes on
 * asking for them, thousands of times a second, and where a topic of that name is made anew, it reads on from wherever
 * it is. For the thread of its consumer.
 */
public final class SameTopic {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Consumer<?, ?> consumer;
    private final List<TopicPartition> partitions;
    private Map<TopicPartition, Long> ends;
    private long lookedAt = System.nanoTime();

    /** Begins with the ends that partitions have now, which the consumer has been assigned. */
    public SameTopic(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = List.copyOf(partitions);
        this.ends = consumer.endOffsets(this.partitions, PATIENCE);
    }

    /** Returns where the partitions ended when that was last looked at. */
    public Map<TopicPartition, Long> ends() {
        return Map.copyOf(ends);
    }

    /**
     * Looks whether it is still the same topic, each ten seconds; to be called as often as the consumer polls.
     *
     * @throws KafkaException if Kafka cannot say where it ends, as of a topic that is gone, or if it ends before where
     *     it has ended: it must be read from its beginning
     */
    public void look() {
        if (System.nanoTime() - lookedAt < INTERVAL.toNanos()) {
            return;
        }
        Map<TopicPartition, Long> now = consumer.endOffsets(partitions, PATIENCE);
        if (now.entrySet().stream().anyMatch(end -> end.getValue() < ends.getOrDefault(end.getKey(), 0L))) {
            throw new KafkaException("it was made anew");
        }
        ends = now;
        lookedAt = System.nanoTime();
    }
}
