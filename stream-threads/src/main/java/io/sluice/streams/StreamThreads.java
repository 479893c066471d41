package io.sluice.streams;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;

/**
 * Sees to it that Kafka Streams has as many threads as it should. It replaces a thread that met a fault itself, but
 * tries that once: where a new one cannot be made at that moment, as while the name of no broker resolves, it goes on
 * without, in the end without any thread, and its state is {@code RUNNING} all the same.
 */
public final class StreamThreads {

    private static final Logger LOG = Logger.getLogger(StreamThreads.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** The states of threads that take no work any more. */
    private static final Set<String> GONE = Set.of("DEAD", "PENDING_SHUTDOWN");

    private final KafkaStreams streams;
    private final int wanted;

    private StreamThreads(KafkaStreams streams, int wanted) {
        this.streams = streams;
        this.wanted = wanted;
    }

    /** Returns what is done about a thread that met a fault: its tasks begin again where they committed last. */
    public static StreamsUncaughtExceptionHandler replaced() {
        return fault -> {
            LOG.error("A stream thread met a fault and is replaced; its work begins again at its last commit.", fault);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        };
    }

    /**
     * Starts threads that are missing, as long as the client is not closed: looks every ten seconds.
     *
     * @param wanted how many there should be ({@code num.stream.threads})
     */
    public static void keep(KafkaStreams streams, int wanted) {
        keep(streams, wanted, PAUSE);
    }

    static void keep(KafkaStreams streams, int wanted, Duration pause) {
        StreamThreads threads = new StreamThreads(streams, wanted);
        Thread.ofVirtual().name("stream threads").start(() -> threads.watch(pause));
    }

    private void watch(Duration pause) {
        try {
            int missingBefore = 0;
            while (!streams.state().hasCompletedShutdown()) {
                int missing = missing();
                // Seen twice: one that is just being replaced is missing for a moment.
                start(Math.min(missing, missingBefore));
                missingBefore = missing;
                Thread.sleep(pause);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private int missing() {
        return streams.state().isRunningOrRebalancing() ? wanted - alive() : 0;
    }

    private void start(int threads) {
        try {
            for (int i = 0; i < threads && missing() > 0; i++) {
                if (streams.addStreamThread().isPresent()) {
                    LOG.info("A stream thread is started in the place of one that could not be replaced.");
                }
            }
        } catch (RuntimeException notYet) {
            LOG.warnf("A stream thread cannot be started, and is tried again: %s", notYet);
        }
    }

    private int alive() {
        int alive = 0;
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            if (!GONE.contains(thread.threadState())) {
                alive++;
            }
        }
        return alive;
    }
}
