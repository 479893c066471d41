package io.sluice.requests;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
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
    private final Map<String, Claimed> claims = new ConcurrentHashMap<>();
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean closed;
    private volatile boolean stuck;
    private volatile @Nullable Producer<String, byte[]> producer;

    /** What there is to do for a request. */
    enum Claim {
        /** Answer it, and release it then. */
        ANSWER,
        /** Nothing: it has an answer, or will have that of another record with its id. */
        NOTHING,
        /** Nothing now: this very record is being answered, and is not done with before that. */
        WAIT
    }

    /** An answer could not be written again and again, though the lane could be opened in between. */
    static final class UnwrittenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnwrittenException() {
            super("An answer could not be written", null, false, false);
        }
    }

    private record Claimed(String place, Thread by) {}

    /**
     * Makes a lane; it is opened when it is first needed.
     *
     * @param answered what is known of the partition's answers
     */
    Lane(RequestTopics topics, int partition, AnsweredRequests answered) {
        this.topics = topics;
        this.partition = partition;
        this.answered = answered;
    }

    int partition() {
        return partition;
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether it could not be written to lately. */
    boolean isStuck() {
        return stuck;
    }

    /** Says whether the record at a place has been answered, under whatever key. */
    boolean isAnswered(String place) throws LaneLostException, InterruptedException {
        return isOpen() ? answered.contains(place) : inTurn(_ -> answered.contains(place));
    }

    /**
     * Whether it is known what is answered, so that nobody must wait for the answer that is just being written. What
     * that one is, its claim tells.
     */
    private boolean isOpen() {
        return producer != null && !closed;
    }

    /** Takes a request to answer it. If the lane is lost, the thread that has taken one is interrupted. */
    Claim claim(String key, String place) throws LaneLostException, InterruptedException {
        return isOpen() ? claimNow(key, place) : inTurn(_ -> claimNow(key, place));
    }

    private Claim claimNow(String key, String place) {
        Claimed other = claims.putIfAbsent(key, new Claimed(place, Thread.currentThread()));
        if (other != null) {
            return other.place().equals(place) ? Claim.WAIT : Claim.NOTHING;
        }
        // Looked for after the claim: whoever had it before has written the answer before giving the claim back.
        if (answered.contains(key)) {
            claims.remove(key);
            return Claim.NOTHING;
        }
        return Claim.ANSWER;
    }

    /** Gives a request back, answered or not. */
    void release(String key) {
        claims.remove(key);
    }

    /**
     * Writes an answer and what belongs to it, all or nothing; does nothing if the request has one already.
     *
     * @param records made one by one, and again for each try: they need not fit into memory together
     * @param tries how often it is tried
     * @throws RecordTooLargeException if the topic does not take it; nothing was written
     * @throws UnwrittenException if no try succeeded; nothing was written
     */
    void publish(String key, String place, Iterable<ProducerRecord<String, byte[]>> records, int tries)
            throws LaneLostException, InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        inTurn(open -> {
            if (!answered.contains(key)) {
                if (begun.incrementAndGet() > tries) {
                    throw new UnwrittenException();
                }
                transaction(open, records);
                answered.add(key, place);
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

    /** Stops: who is in here leaves with {@link LaneLostException}, who is answering is interrupted. */
    @Override
    public void close() {
        closed = true;
        discard();
        claims.values().forEach(claimed -> claimed.by().interrupt());
    }

    private static void transaction(Producer<String, byte[]> open, Iterable<ProducerRecord<String, byte[]>> records) {
        open.beginTransaction();
        for (ProducerRecord<String, byte[]> record : records) {
            // The commit fails if any of them does.
            var _ = open.send(record);
        }
        open.commitTransaction();
    }

    @FunctionalInterface
    private interface Step<T> {
        T take(Producer<String, byte[]> open);
    }

    /** Does something with an open lane, again and again until Kafka takes it. */
    private <T> T inTurn(Step<T> step) throws LaneLostException, InterruptedException {
        turn.lockInterruptibly();
        try {
            Duration pause = SHORTEST_PAUSE;
            while (true) {
                if (closed) {
                    throw new LaneLostException(partition);
                }
                try {
                    T done = step.take(opened());
                    stuck = false;
                    return done;
                } catch (InterruptException stopped) {
                    // Kafka sets the thread's flag again, which would interrupt the closing too.
                    Thread.interrupted();
                    discard();
                    throw (InterruptedException) new InterruptedException("Stopped while writing").initCause(stopped);
                } catch (KafkaException | IllegalStateException failed) {
                    discard();
                    if (failed.getCause() instanceof RecordTooLargeException tooLarge) {
                        throw tooLarge;
                    }
                    if (!closed) {
                        stuck = true;
                        LOG.warnf(
                                "Partition %d of %s cannot be written to (%s); trying again in %d ms.",
                                partition, topics.results().name(), failed.getMessage(), pause.toMillis());
                        Thread.sleep(pause);
                        pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                    }
                }
            }
        } finally {
            if (closed) {
                discard();
            }
            turn.unlock();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** A lane is open once it knows what is answered: not one step earlier. */
    private Producer<String, byte[]> opened() {
        Producer<String, byte[]> open = producer;
        if (open != null) {
            return open;
        }
        open = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
        boolean usable = false;
        try {
            open.initTransactions();
            answered.catchUp(() -> closed);
            usable = true;
            producer = open;
            return open;
        } finally {
            if (!usable) {
                open.close(Duration.ZERO);
            }
        }
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
