package io.sluice.local.bench.incidents;

import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import io.sluice.local.topic.RecordReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Waits, as a {@code read_committed} consumer, until alerts are on their topic. */
final class AlertWatch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final RecordReader reader;
    private final Set<String> seen = new HashSet<>();
    private long bytes;

    /** Begins at the beginning. */
    AlertWatch(Ports ports) {
        reader = new RecordReader(ports);
        reader.open(Topics.ALERTS.name(), true);
    }

    /**
     * Returns when all of these have been seen.
     *
     * @param keys the keys of their records
     */
    void awaitAll(Set<String> keys) {
        Set<String> missing = new HashSet<>(keys);
        missing.removeAll(seen);
        long begun = System.nanoTime();
        while (!missing.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> received : reader.poll(LOOK)) {
                String key = new String(received.key(), StandardCharsets.UTF_8);
                seen.add(key);
                missing.remove(key);
                bytes += received.value().length;
            }
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new UserError(missing.size() + " of " + keys.size() + " alerts did not come within "
                        + PATIENCE.toMinutes() + " minutes; ./sluice logs incident-poller may say why.");
            }
        }
    }

    /** Returns how many bytes the values have that were read so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        reader.close();
    }
}
