package io.sluice.local.bench.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.topic.Topics;
import io.sluice.local.home.Ports;
import io.sluice.local.topic.RecordReader;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sees the investigations as a consumer does that keeps the newest record of each key. */
final class InvestigationWatch implements AutoCloseable {

    private final RecordReader reader;
    private final Map<String, byte[]> newest = new TreeMap<>();
    private long records;

    /**
     * Begins to watch.
     *
     * @param fromBeginning whether also what was written before is seen
     */
    InvestigationWatch(Ports ports, boolean fromBeginning) {
        reader = new RecordReader(ports);
        reader.open(Topics.INVESTIGATIONS.name(), fromBeginning);
    }

    /** Returns the newest record of each key, once everything that is committed has been seen. */
    Map<String, Investigated> newest() {
        while (!reader.isAtEnd()) {
            for (ConsumerRecord<byte[], byte[]> received : reader.poll(Duration.ofSeconds(1))) {
                records++;
                String key = new String(received.key(), UTF_8);
                if (received.value() == null) {
                    newest.remove(key);
                } else {
                    newest.put(key, received.value());
                }
            }
        }
        Map<String, Investigated> all = new TreeMap<>();
        newest.forEach((key, value) -> all.put(key, Investigated.of(key, value)));
        return all;
    }

    /** Returns how many records were seen. */
    long records() {
        return records;
    }

    @Override
    public void close() {
        reader.close();
    }
}
