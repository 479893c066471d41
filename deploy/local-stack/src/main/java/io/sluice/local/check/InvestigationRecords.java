package io.sluice.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.topic.KafkaAddress;
import io.sluice.local.topic.RecordReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What a {@code read_committed} consumer sees of investigations and of their changes. */
final class InvestigationRecords {

    /** How often both topics are read at most: answers to questions can still come, but not for ever. */
    private static final int TRIES = 10;

    private InvestigationRecords() {}

    /**
     * What is on both topics at one moment.
     *
     * @param investigations what is on {@code investigations}
     * @param changes what is on {@code investigation-changes}
     */
    record Both(List<InvestigationRecord> investigations, List<ChangeRecord> changes) {

        Both {
            investigations = List.copyOf(investigations);
            changes = List.copyOf(changes);
        }
    }

    /** Reads both topics from their beginnings to their ends. */
    static Both of(KafkaAddress kafka) {
        try (RecordReader investigations = new RecordReader(kafka);
                RecordReader changes = new RecordReader(kafka)) {
            investigations.open(Topics.INVESTIGATIONS.name(), false);
            changes.open(Topics.INVESTIGATION_CHANGES.name(), false);
            return atOneMoment(
                    () -> investigations.end() + changes.end(),
                    () -> new Both(
                            read(kafka, Topics.INVESTIGATIONS, InvestigationRecords::investigation),
                            read(kafka, Topics.INVESTIGATION_CHANGES, InvestigationRecords::change)));
        }
    }

    /**
     * A version and its change are written together, but read one after the other: reads again where something was
     * added meanwhile.
     */
    static Both atOneMoment(LongSupplier end, Supplier<Both> reading) {
        long before = end.getAsLong();
        for (int tries = 1; ; tries++) {
            Both both = reading.get();
            long after = end.getAsLong();
            if (after == before || tries == TRIES) {
                return both;
            }
            before = after;
        }
    }

    private static <T> List<T> read(
            KafkaAddress kafka, Topic topic, Function<ConsumerRecord<byte[], byte[]>, T> reading) {
        List<T> all = new ArrayList<>();
        RecordReader.readAll(kafka, topic, received -> all.add(reading.apply(received)));
        return all;
    }

    static InvestigationRecord investigation(ConsumerRecord<byte[], byte[]> received) {
        JsonNode finding = json(received.value());
        JsonNode detail = finding.path("unmapped");
        Set<String> listed = new HashSet<>();
        finding.path("finding_info_list")
                .forEach(info -> listed.add(info.path("uid").asText("")));
        Set<String> named = new HashSet<>();
        for (JsonNode join : detail.path("joins")) {
            named.add(join.path("finding").asText(""));
            named.add(join.path("with").asText(""));
        }
        for (JsonNode moment : detail.path("timeline")) {
            if (moment.path("kind").asText("").equals("alert")) {
                named.add(moment.path("uid").asText(""));
            }
        }
        Set<String> incidents = new HashSet<>();
        detail.path("incidents").forEach(uid -> incidents.add(uid.asText("")));
        return new InvestigationRecord(
                finding.at("/metadata/tenant_uid").asText(""),
                finding.at("/metadata/original_event_uid").asText(""),
                detail.path("state").asText(""),
                detail.path("mergedInto").asText(""),
                eventId(received),
                listed,
                named,
                detail.path("alerts").asInt(),
                detail.at("/omitted/findings").asInt(),
                incidents,
                received.partition(),
                received.offset());
    }

    static ChangeRecord change(ConsumerRecord<byte[], byte[]> received) {
        JsonNode change = json(received.value());
        return new ChangeRecord(
                change.path("tenantId").asText(""),
                change.path("investigationId").asText(""),
                change.path("kind").asText(""),
                change.path("version").asText(""),
                change.path("previousVersion").asText(""),
                received.partition(),
                received.offset());
    }

    private static String eventId(ConsumerRecord<byte[], byte[]> received) {
        Header header = received.headers().lastHeader("ce_id");
        return header == null ? "none" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Anything that is no JSON object becomes an empty one: it will be found wrong. */
    private static JsonNode json(byte[] value) {
        try {
            return value == null ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(value);
        } catch (IOException notJson) {
            return Json.MAPPER.createObjectNode();
        }
    }
}
