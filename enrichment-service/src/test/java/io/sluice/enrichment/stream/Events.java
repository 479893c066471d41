package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.quoted;

import com.fasterxml.jackson.databind.JavaType;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.DirectoryContext;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.connection.Quarantine;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.contracts.query.QueryPart;
import io.sluice.contracts.request.Result;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What comes besides alerts. */
final class Events {

    private Events() {}

    /** A version of an incident that was merged into others, or into none. */
    static Event incident(String tenant, String uid, int version, String... mergedInto) {
        Instant created = AlertEvent.MORNING.minusSeconds(60);
        Instant modified = created.plusSeconds(version);
        String json = """
                {"activity_id":1,"category_uid":2,"class_uid":2005,"type_uid":200501,"time":%d,"time_dt":"%s","severity_id":3,
                "status_id":1,"status":"New","verdict_id":0,"message":"Incident %s",
                "cloud":{"provider":"Azure","account":{"uid":"%s","type_id":6}},
                "metadata":{"version":"1.8.0","product":{"name":"Microsoft Defender XDR","vendor_name":"Microsoft"},
                "uid":"%s/%s/%d","tenant_uid":"%s","original_event_uid":"%s","log_name":"incidents","source":"defender-xdr",
                "logged_time":%d,"logged_time_dt":"%s","processed_time":%d,"processed_time_dt":"%s"},
                "finding_info_list":[{"uid":"%s","title":"Incident %s","created_time":%d,"related_events":[%s]}]}""".formatted(
                        modified.toEpochMilli(),
                        modified,
                        uid,
                        tenant,
                        tenant,
                        uid,
                        version,
                        tenant,
                        uid,
                        modified.toEpochMilli(),
                        modified,
                        modified.toEpochMilli(),
                        modified,
                        uid,
                        uid,
                        created.toEpochMilli(),
                        Arrays.stream(mergedInto)
                                .map(other -> "{\"type\":\"Incident\",\"uid\":\"" + other + "\"}")
                                .collect(Collectors.joining(",")));
        return Event.of(Topics.INCIDENTS, tenant, uid, json, IncidentFinding.class);
    }

    /** A message that was fetched from quarantine. */
    static Event quarantined(String tenant, String request, String networkMessageId, String recipient, Instant at) {
        return quarantined(tenant, request, networkMessageId, List.of(recipient), List.of(), at);
    }

    /** A message to several, with what Exchange tags them by. */
    static Event quarantined(
            String tenant,
            String request,
            String networkMessageId,
            List<String> recipients,
            List<String> tags,
            Instant at) {
        return answer(
                Topics.QUARANTINE_RESULTS, tenant, request, 1, "completed", at, QuarantinedMessage.class, """
                {"outcome":"fetched","identity":"%s\\\\%s","networkMessageId":"%s","receivedAt":"2026-05-04T07:58:00Z",
                "sender":"billing@maple.example","recipients":%s,"recipientTags":%s,"subject":"Overdue",
                "type":"HighConfPhish","direction":"Inbound","releaseStatus":"NotReleased"}""".formatted(
                        networkMessageId, recipients.getFirst(), networkMessageId, list(recipients), list(tags)));
    }

    private static String list(List<String> texts) {
        return texts.stream().map(AlertEvent::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    /** A message that was exported from quarantine, with what its analysis says. */
    static Event exported(String tenant, String request, String networkMessageId, Instant at, String analysis) {
        return answer(
                Topics.QUARANTINE_RESULTS, tenant, request, 1, "completed", at, QuarantinedMessage.class, """
                {"outcome":"fetched","identity":"%s\\\\ann@contoso.com","networkMessageId":"%s","receivedAt":"2026-05-04T07:58:00Z",
                "sender":"billing@maple.example","recipients":["ann@contoso.com"],"subject":"Overdue","type":"HighConfPhish",
                "direction":"Inbound","releaseStatus":"NotReleased","analysis":{"size":1,"headers":{"fields":1},
                "authentication":{},"urls":[],"urlsLeftOut":0,"parts":[],"messages":[],%s}}""".formatted(
                                networkMessageId, networkMessageId, analysis));
    }

    /** Rows of sign-ins: each a time, a user, an application and an address. */
    static Event signIns(String tenant, String request, int part, String status, Instant at, String... rows) {
        return answer(Topics.QUERY_RESULTS, tenant, request, part, status, at, QueryPart.class, """
                {"columns":[{"name":"TimeGenerated","type":"datetime"},{"name":"User","type":"string"},
                {"name":"Application","type":"string"},{"name":"IPAddress","type":"string"}],"rows":[%s]}""".formatted(
                        Arrays.stream(rows)
                                .map(row -> Stream.of(row.split(" ", 4))
                                        .map(AlertEvent::quoted)
                                        .collect(Collectors.joining(",", "[", "]")))
                                .collect(Collectors.joining(","))));
    }

    static Event directory(String tenant, String request, String entry, Instant at) {
        return answer(Topics.DIRECTORY_RESULTS, tenant, request, 1, "completed", at, DirectoryEntry.class, entry);
    }

    /** An answer that says why there is none. */
    static Event failed(Topic topic, String tenant, String question, String kind, Instant at) {
        return answer(
                topic, tenant, question, 1, "failed", at, DirectoryEntry.class, "", """
                ,"error":{"kind":%s,"message":"It is so.","at":"%s"}""".formatted(quoted(kind), at));
    }

    /** An answer to a question that named what it is about: a request's id, a space, and the cause. */
    static Event answer(
            Topic topic,
            String tenant,
            String question,
            int part,
            String status,
            Instant at,
            Class<?> type,
            String item) {
        return answer(topic, tenant, question, part, status, at, type, item, "");
    }

    private static Event answer(
            Topic topic,
            String tenant,
            String question,
            int part,
            String status,
            Instant at,
            Class<?> type,
            String item,
            String more) {
        int space = question.indexOf(' ');
        String request = space < 0 ? question : question.substring(0, space);
        String json = """
                {"requestId":%s,"causationId":%s,"tenantId":"%s","connectionId":"c-1","status":"%s","part":%d,"items":[%s],"at":"%s"%s}""".formatted(
                        quoted(request),
                        quoted(space < 0 ? null : question.substring(space + 1)),
                        tenant,
                        status,
                        part,
                        item,
                        at,
                        more);
        JavaType result = Json.MAPPER.getTypeFactory().constructParametricType(Result.class, type);
        try {
            return new Event(
                    topic,
                    Keys.of(tenant, request),
                    Json.write(Json.MAPPER.readValue(json.getBytes(StandardCharsets.UTF_8), result)));
        } catch (IOException wrong) {
            throw new UncheckedIOException(json, wrong);
        }
    }

    /** The connection of a tenant, through which everything can be asked. */
    static Event connection(String tenant) {
        Connection connection = new Connection(
                "c-1",
                "contoso",
                tenant,
                "contoso.onmicrosoft.com",
                "commercial",
                Map.of(),
                "client",
                true,
                Duration.ofMinutes(1),
                new Capabilities(
                        new DefenderIncidents(IncidentSource.XDR, Duration.ofDays(1)),
                        new Quarantine(),
                        null,
                        null,
                        null,
                        new DirectoryContext()),
                1,
                Instant.EPOCH);
        return new Event(Topics.CONNECTIONS, connection.key(), Json.write(connection));
    }
}
