package io.sluice.local.bench.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record as it was on a topic.
 *
 * @param topic the topic
 * @param key the key
 * @param value the value, JSON
 * @param headers the headers
 * @param time when its content came about ({@code ce_time})
 */
record Event(String topic, String key, String value, Map<String, String> headers, Instant time) {

    /** Copies the headers. */
    Event {
        headers = Map.copyOf(headers);
    }

    /** Takes a record; what the services of this stack write always says its time. */
    static Event of(ConsumerRecord<byte[], byte[]> received) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : received.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return new Event(
                received.topic(),
                new String(received.key(), UTF_8),
                new String(received.value(), UTF_8),
                headers,
                Instant.parse(headers.getOrDefault("ce_time", Instant.EPOCH.toString())));
    }
}
