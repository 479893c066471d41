package io.sluice.simulator.arm;

import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.sentinel.HeldIncident;
import io.sluice.simulator.sentinel.SentinelIncident;
import io.sluice.simulator.sentinel.SentinelIncident.Comment;
import io.sluice.simulator.sentinel.SentinelIncident.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Incidents and their comments in the form of Azure Resource Manager. */
final class IncidentObject {

    private IncidentObject() {}

    /** The object. Its path says {@code Incidents}, as the real one does, however the caller writes it. */
    static Map<String, @Nullable Object> of(HeldIncident held) {
        SentinelIncident incident = held.incident();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", incident.path());
        object.put("name", incident.name());
        object.put("etag", etag(incident.name(), held.modified()));
        object.put("type", "Microsoft.SecurityInsights/Incidents");
        object.put("properties", properties(held));
        return object;
    }

    /** Changes with everything that changes; the quotation marks are part of it. */
    static String etag(String name, Instant modified) {
        return "\"" + name.substring(0, 8) + "-0000-0d00-0000-" + "%012x".formatted(modified.toEpochMilli()) + "\"";
    }

    private static Map<String, @Nullable Object> properties(HeldIncident held) {
        SentinelIncident incident = held.incident();
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("title", incident.title());
        properties.put("description", incident.description());
        properties.put("severity", incident.severity());
        properties.put("status", incident.status());
        Verdict verdict = incident.verdict();
        if (verdict != null) {
            properties.put("classification", verdict.classification());
            properties.put("classificationReason", verdict.reason());
            properties.put("classificationComment", verdict.comment());
        }
        properties.put("owner", incident.ownerMembers());
        properties.put("labels", incident.labelMembers());
        incident.firstActivity().ifPresent(it -> properties.put("firstActivityTimeUtc", WireTime.text(it)));
        incident.lastActivity().ifPresent(it -> properties.put("lastActivityTimeUtc", WireTime.text(it)));
        properties.put("lastModifiedTimeUtc", WireTime.text(held.modified()));
        properties.put("createdTimeUtc", WireTime.text(incident.created()));
        properties.put("incidentNumber", incident.number());
        properties.put("additionalData", incident.additionalData());
        properties.put("relatedAnalyticRuleIds", incident.ruleIds());
        properties.put("incidentUrl", incident.url());
        properties.put("providerName", incident.providerName());
        properties.put("providerIncidentId", incident.providerIncidentId());
        return properties;
    }

    /** The name of a comment, a GUID. */
    static String name(SentinelIncident incident, Comment comment) {
        return UUID.nameUUIDFromBytes(
                        (incident.name() + comment.time() + comment.message()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** A comment. */
    static Map<String, @Nullable Object> comment(SentinelIncident incident, Comment comment) {
        String name = name(incident, comment);
        Map<String, @Nullable Object> author = new LinkedHashMap<>();
        author.put("objectId", null);
        author.put("email", comment.author());
        author.put("userPrincipalName", comment.author());
        author.put("name", comment.author());
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("message", comment.message());
        properties.put("createdTimeUtc", WireTime.text(comment.time()));
        properties.put("lastModifiedTimeUtc", WireTime.text(comment.time()));
        properties.put("author", author);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", incident.path() + "/Comments/" + name);
        object.put("name", name);
        object.put("etag", etag(name, comment.time()));
        object.put("type", "Microsoft.SecurityInsights/Incidents/Comments");
        object.put("properties", properties);
        return object;
    }

    /** A relation to an alert or another entity. */
    static Map<String, @Nullable Object> relation(SentinelIncident incident, Map<String, @Nullable Object> entity) {
        String entityName = String.valueOf(entity.get("name"));
        String name = incident.name() + "_" + entityName;
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", incident.path() + "/relations/" + name);
        object.put("name", name);
        object.put("etag", etag(entityName, incident.created()));
        object.put("type", "Microsoft.SecurityInsights/Incidents/relations");
        object.put(
                "properties",
                Map.of(
                        "relatedResourceId",
                        String.valueOf(entity.get("id")),
                        "relatedResourceName",
                        entityName,
                        "relatedResourceType",
                        "Microsoft.SecurityInsights/entities",
                        "relatedResourceKind",
                        String.valueOf(entity.get("kind"))));
        return object;
    }

    /** Nothing, in the form of a list. */
    static Map<String, @Nullable Object> none() {
        Map<String, @Nullable Object> list = new LinkedHashMap<>();
        list.put("value", List.of());
        return list;
    }
}
