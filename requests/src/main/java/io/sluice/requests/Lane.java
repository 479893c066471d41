package io.sluice.requests;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the requests, as long as this instance has it.
 *
 * <p>Answers are written by a producer whose transactional id is the partition's: who opens the lane fences whoever had
 * it before, so an instance that has lost the partition without knowing it cannot write any more. Then the lane reads
 * which requests have an answer. Both are done again after every failure. That gives exactly one answer: what fails
 * before the commit leaves nothing, what fails after it finds its answer there.
 */
final class Lane implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final RequestTopics topics;
    private final int partition;
    private final AnsweredRequests answered;
    private final Set<String> beingAnswered = new HashSet<>();
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean closed;
    private volatile @Nullable Producer<String, byte[]> producer;

    Lane(RequestTopics topics, int partition, InstantSource clock) {
        this.topics = topics;
        this.partition = partition;
        this.answered = new AnsweredRequests(
                topics.kafka(), new TopicPartition(topics.results().name(), partition), topics.memory(), clock);
    }

    int partition() {
        return partition;
    }

    /**
     * Takes a request to answer it.
     *
     * @return false if it has an answer, or is being answered
     */
    boolean claim(String key) throws LaneLostException, InterruptedException {
        return inTurn(_ -> !answered.contains(key) && beingAnswered.add(key));
    }

    /** Gives a request back, answered or not. */
    void release(String key) {
        turn.lock();
        try {
            beingAnswered.remove(key);
        } finally {
            turn.unlock();
        }
    }

    /** Writes an answer and what belongs to it, all or nothing; does nothing if the request has one already. */
    void publish(String key, List<ProducerRecord<String, byte[]>> records)
            throws LaneLostException, InterruptedException {
        inTurn(open -> {
            if (!answered.contains(key)) {
                transaction(open, records);
                answered.add(key);
            }
            return true;
        });
    }

    /** Writes a record that is no answer. */
    void forward(ProducerRecord<String, byte[]> record) throws LaneLostException, InterruptedException {
        inTurn(open -> {
            transaction(open, List.of(record));
            return true;
        });
    }

    /** Stops: who is in here leaves with {@link LaneLostException}. */
    @Override
    public void close() {
        closed = true;
        discard();
    }

    private static void transaction(Producer<String, byte[]> open, List<ProducerRecord<String, byte[]>> records) {
        open.beginTransaction();
        for (ProducerRecord<String, byte[]> record : records) {
            // The commit fails if any of them does.
            var _ = open.send(record);
        }
        open.commitTransaction();
    }

    /** Does something with an open lane, again and again until Kafka takes it. */
    private boolean inTurn(Step step) throws LaneLostException, InterruptedException {
        turn.lockInterruptibly();
        try {
            Duration pause = SHORTEST_PAUSE;
            while (true) {
                if (closed) {
                    throw new LaneLostException(partition);
                }
                try {
                    return step.take(opened());
                } catch (InterruptException stopped) {
                    discard();
                    throw (InterruptedException) new InterruptedException("Stopped while writing").initCause(stopped);
                } catch (KafkaException | IllegalStateException failed) {
                    discard();
                    if (!closed) {
                        LOG.warnf(
                                "Partition %d of %s cannot be written to (%s); trying again in %d ms.",
                                partition, topics.results().name(), failed.getMessage(), pause.toMillis());
                        Thread.sleep(pause);
                        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                                ? pause.multipliedBy(2)
                                : LONGEST_PAUSE;
                    }
                }
            }
        } finally {
            turn.unlock();
        }
    }

    @FunctionalInterface
    private interface Step {
        boolean take(Producer<String, byte[]> open);
    }

    private Producer<String, byte[]> opened() {
        Producer<String, byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
            producer = open;
            open.initTransactions();
            answered.catchUp();
        }
        return open;
    }

    private void discard() {
        Producer<String, byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(topics.kafka());
        settings.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                topics.application() + "-" + topics.requests().entity() + "-" + partition);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topics.results().maxMessageBytes());
        // There is a producer for each partition: none may hoard.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * topics.results().maxMessageBytes());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 45_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return settings;
    }
}
