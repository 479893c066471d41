package io.sluice.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.RelatedEvent;
import io.sluice.contracts.topic.Topic;
import io.sluice.local.home.Ports;
import io.sluice.local.topic.RecordReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What a {@code read_committed} consumer sees on a topic, in the terms of the comparison. */
final class Records {

    private static final int ALERT = 2004;

    private Records() {}

    /** Reads a topic from its beginning to its end. */
    static List<Seen> of(Ports ports, Topic topic) {
        List<Seen> seen = new ArrayList<>();
        try (RecordReader reader = new RecordReader(ports)) {
            reader.open(topic.name(), true);
            while (!reader.isAtEnd()) {
                for (ConsumerRecord<byte[], byte[]> received : reader.poll(Duration.ofSeconds(1))) {
                    seen.add(seen(received));
                }
            }
        }
        return seen;
    }

    static Seen seen(ConsumerRecord<byte[], byte[]> received) {
        Header id = received.headers().lastHeader("ce_id");
        String eventId = id == null ? "none" : new String(id.value(), StandardCharsets.UTF_8);
        JsonNode finding = read(received.value());
        return new Seen(
                finding.at("/metadata/tenant_uid").asText(""),
                finding.path("class_uid").asInt() == ALERT ? alert(finding) : incident(finding),
                eventId,
                received.partition(),
                received.offset());
    }

    private static Content alert(JsonNode finding) {
        return new Content(
                finding.at("/finding_info/uid").asText(""),
                finding.at("/finding_info/related_events/0/uid").asText(""),
                finding.at("/finding_info/modified_time").asLong(),
                finding.at("/finding_info/title").asText(""),
                finding.path("severity").asText(""),
                finding.path("status").asText(""),
                finding.path("evidences").size());
    }

    private static Content incident(JsonNode finding) {
        JsonNode info = finding.at("/finding_info_list/0");
        String redirect = "";
        int alerts = info.path("related_events_count").asInt();
        for (JsonNode event : info.path("related_events")) {
            if (event.path("type").asText("").equals(RelatedEvent.INCIDENT)) {
                redirect = event.path("uid").asText("");
                alerts--;
            }
        }
        return new Content(
                info.path("uid").asText(""),
                redirect,
                info.path("modified_time").asLong(),
                info.path("title").asText(""),
                finding.path("severity").asText(""),
                finding.path("status").asText(""),
                alerts);
    }

    /** Anything that is no JSON object becomes an empty one: it will be found wrong. */
    private static JsonNode read(byte[] value) {
        try {
            return value == null ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(value);
        } catch (IOException notJson) {
            return Json.MAPPER.createObjectNode();
        }
    }
}
