package io.sluice.requests;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions of the requests that this instance has. Whoever consumes them tells it when that changes. */
public final class Lanes implements AutoCloseable {

    private final RequestTopics topics;
    private final InstantSource clock;
    private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
    /** Kept when a partition goes: should it come back, only what is new must be read. */
    private final Map<Integer, AnsweredRequests> answered = new HashMap<>();

    private boolean closed;

    /** Begins without partitions. */
    public Lanes(RequestTopics topics, InstantSource clock) {
        this.topics = topics;
        this.clock = clock;
    }

    /** Partitions have come to this instance. One that it seemed to have was lost without a word, and begins anew. */
    public synchronized void assigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (!closed && partition.topic().equals(topics.requests().name())) {
                int number = partition.partition();
                close(lanes.put(
                        number,
                        new Lane(
                                topics,
                                number,
                                answered.computeIfAbsent(number, _ -> new AnsweredRequests(topics, number, clock)))));
            }
        }
    }

    /** Partitions have gone to other instances, which answer what is not answered yet. */
    public synchronized void revoked(Collection<TopicPartition> partitions) {
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

    /** Returns how many partitions this instance has but cannot write answers to at present. */
    long stuck() {
        return lanes.values().stream().filter(Lane::isStuck).count();
    }

    @Override
    public synchronized void close() {
        closed = true;
        lanes.values().forEach(Lane::close);
        lanes.clear();
    }

    private static void close(@Nullable Lane lane) {
        if (lane != null) {
            lane.close();
        }
    }
}
