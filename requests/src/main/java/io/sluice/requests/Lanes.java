package io.sluice.requests;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** The partitions of the requests that this instance has. Whoever consumes them tells it when that changes. */
public final class Lanes implements AutoCloseable {

    private final RequestTopics topics;
    private final InstantSource clock;
    private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();

    /** Begins without partitions. */
    public Lanes(RequestTopics topics, InstantSource clock) {
        this.topics = topics;
        this.clock = clock;
    }

    /** Partitions have come to this instance. */
    public void assigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (partition.topic().equals(topics.requests().name())) {
                lanes.computeIfAbsent(partition.partition(), number -> new Lane(topics, number, clock));
            }
        }
    }

    /** Partitions have gone to other instances, which answer what is not answered yet. */
    public void revoked(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (partition.topic().equals(topics.requests().name())) {
                close(lanes.remove(partition.partition()));
            }
        }
    }

    /** Says whether this instance answers the requests of a partition. */
    public boolean has(int partition) {
        return lanes.containsKey(partition);
    }

    Optional<Lane> lane(int partition) {
        return Optional.ofNullable(lanes.get(partition));
    }

    @Override
    public void close() {
        lanes.values().forEach(Lane::close);
        lanes.clear();
    }

    private static void close(@org.jspecify.annotations.Nullable Lane lane) {
        if (lane != null) {
            lane.close();
        }
    }
}
