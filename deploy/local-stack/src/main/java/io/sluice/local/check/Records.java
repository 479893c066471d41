package io.sluice.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.RelatedEvent;
import io.sluice.contracts.topic.Topic;
import io.sluice.local.topic.KafkaAddress;
import io.sluice.local.topic.RecordReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What a {@code read_committed} consumer sees on a topic, in the terms of the comparison. */
final class Records {

    private static final int ALERT = 2004;

    private Records() {}

    /** Reads a topic from its beginning to its end; returns the records of each family. */
    static Map<Family, List<Seen>> of(KafkaAddress kafka, Topic topic) {
        Map<Family, List<Seen>> seen = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            seen.put(family, new ArrayList<>());
        }
        RecordReader.readAll(kafka, topic, received -> {
            Family family = Family.of(header(received, "ce_source"));
            Objects.requireNonNull(seen.get(family))
                    .add(
                            switch (family) {
                                case DEFENDER -> seen(received);
                                case SENTINEL -> seenOfSentinel(received);
                            });
        });
        return seen;
    }

    static Seen seen(ConsumerRecord<byte[], byte[]> received) {
        JsonNode finding = read(received.value());
        return new Seen(
                finding.at("/metadata/tenant_uid").asText(""),
                finding.path("class_uid").asInt() == ALERT ? alert(finding) : incident(finding),
                header(received, "ce_id"),
                received.partition(),
                received.offset());
    }

    /**
     * What is compared of a finding of Sentinel: of an alert not when its row was written, and not how many pieces of
     * evidence it has, since several entities can be one.
     */
    static Seen seenOfSentinel(ConsumerRecord<byte[], byte[]> received) {
        JsonNode finding = read(received.value());
        boolean alert = finding.path("class_uid").asInt() == ALERT;
        Content content = alert ? alert(finding) : incident(finding);
        List<String> listed = new ArrayList<>();
        for (JsonNode event : finding.at("/finding_info_list/0/related_events")) {
            if (event.path("type").asText("").equals(RelatedEvent.ALERT)) {
                listed.add(event.path("uid").asText(""));
            }
        }
        return new Seen(
                finding.at("/metadata/tenant_uid").asText(""),
                alert
                        ? new Content(
                                content.uid(),
                                content.related(),
                                0,
                                content.title(),
                                content.severity(),
                                content.status(),
                                0)
                        : content,
                listed.stream().sorted().toList(),
                header(received, "ce_source"),
                finding.path("observables").toString(),
                header(received, "ce_id"),
                received.partition(),
                received.offset());
    }

    private static String header(ConsumerRecord<byte[], byte[]> received, String name) {
        Header header = received.headers().lastHeader(name);
        return header == null ? "none" : new String(header.value(), StandardCharsets.UTF_8);
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
