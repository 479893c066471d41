package io.sluice.local.topic;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record as one line of JSON, for people and for {@code jq}. */
public final class RecordLine {

    /** Keeps decimals as they were written. */
    private static final ObjectReader READER = Json.MAPPER
            .reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private RecordLine() {}

    /**
     * Returns the line: topic, partition, offset, timestamp, key, headers and value. A value that is no JSON becomes a
     * string, and so do keys and headers; a header that occurs more than once becomes an array. Mail and alerts quote
     * what attackers wrote: what could steer a terminal is escaped.
     */
    public static String of(ConsumerRecord<byte[], byte[]> received) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("topic", received.topic());
        line.put("partition", received.partition());
        line.put("offset", received.offset());
        line.put("timestamp", Instant.ofEpochMilli(received.timestamp()).toString());
        line.put("key", text(received.key()));
        ObjectNode headers = line.putObject("headers");
        for (Header header : received.headers()) {
            JsonNode earlier = headers.get(header.key());
            if (earlier == null) {
                headers.put(header.key(), text(header.value()));
            } else if (earlier instanceof ArrayNode several) {
                several.add(text(header.value()));
            } else {
                headers.putArray(header.key()).add(earlier).add(text(header.value()));
            }
        }
        line.set("value", value(received.value()));
        return Printable.json(new String(Json.write(line), StandardCharsets.UTF_8));
    }

    private static JsonNode value(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Json.MAPPER.nullNode();
        }
        try {
            JsonNode json = READER.readTree(bytes);
            return json.isMissingNode() ? Json.MAPPER.getNodeFactory().textNode("") : json;
        } catch (IOException notJson) {
            return Json.MAPPER.getNodeFactory().textNode(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
