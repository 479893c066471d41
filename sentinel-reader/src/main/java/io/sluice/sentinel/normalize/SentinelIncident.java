package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.polling.finding.Fields;
import io.sluice.polling.finding.IncidentFacts;
import io.sluice.polling.finding.Members;
import io.sluice.polling.finding.SourceTime;
import io.sluice.polling.finding.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an incident of Sentinel: a row of SecurityIncident (Microsoft Learn: "Manage your SOC better with incident
 * metrics") or an incident of Azure Resource Manager (Azure's specification of Microsoft.SecurityInsights).
 */
final class SentinelIncident {

    /** The label that an incident gets whose alerts were moved to another one. */
    static final String REDIRECTED = "redirected";

    private SentinelIncident() {}

    /** Reads a row whose JSON is opened. */
    static IncidentFacts ofRow(JsonNode row, @Nullable JsonNode entities) {
        String id = AlertIdentity.ofIncidentRow(row);
        Fields fields = new Fields(row);
        if (id != null) {
            fields.takeIfEqual("IncidentName", id);
        }
        JsonNode additional = Members.object(row, "AdditionalData");
        List<String> techniques = new ArrayList<>(4);
        Techniques.addTo(techniques, additional.path("techniques"));
        Entities read = entities(entities);
        return new IncidentFacts(
                id,
                null,
                mirrored(Members.text(row, "ProviderName"), Members.id(row, "ProviderIncidentId")),
                fields.text("Title"),
                fields.text("Description"),
                fields.text("Severity"),
                fields.text("Status"),
                fields.text("Classification"),
                Members.text(row, "ClassificationReason"),
                fields.time("CreatedTime"),
                fields.time("LastModifiedTime"),
                fields.time("FirstActivityTime"),
                fields.time("LastActivityTime"),
                owner(Members.object(row, "Owner")),
                fields.text("IncidentUrl"),
                labels(Members.array(row, "Labels")),
                Techniques.words(additional.path("tactics")),
                techniques,
                read.evidences(),
                newest(Members.array(row, "Comments")),
                withEntities(fields.rest(), entities));
    }

    /** Reads an incident of Azure Resource Manager. */
    static IncidentFacts ofArm(JsonNode incident, @Nullable JsonNode entities) {
        JsonNode properties = Members.object(incident, "properties");
        Fields fields = new Fields(properties);
        JsonNode additional = Members.object(properties, "additionalData");
        List<String> techniques = new ArrayList<>(4);
        Techniques.addTo(techniques, additional.path("techniques"));
        Entities read = entities(entities);
        return new IncidentFacts(
                AlertIdentity.ofIncidentArm(incident),
                null,
                mirrored(Members.text(properties, "providerName"), Members.id(properties, "providerIncidentId")),
                fields.text("title"),
                fields.text("description"),
                fields.text("severity"),
                fields.text("status"),
                fields.text("classification"),
                Members.text(properties, "classificationReason"),
                fields.time("createdTimeUtc"),
                fields.time("lastModifiedTimeUtc"),
                fields.time("firstActivityTimeUtc"),
                fields.time("lastActivityTimeUtc"),
                owner(Members.object(properties, "owner")),
                fields.text("incidentUrl"),
                labels(Members.array(properties, "labels")),
                Techniques.words(additional.path("tactics")),
                techniques,
                read.evidences(),
                newest(Members.array(properties, "comments")),
                withEntities(SentinelAlert.unmapped(incident, fields), entities));
    }

    /** The id of the incident in Defender XDR. Sentinel itself as the provider repeats the incident's own number. */
    private static @Nullable String mirrored(@Nullable String provider, @Nullable String id) {
        return switch (Words.plain(provider)) {
            case "microsoft xdr", "microsoft 365 defender" -> id;
            default -> null;
        };
    }

    private static @Nullable String owner(JsonNode owner) {
        for (String member : List.of("userPrincipalName", "email", "assignedTo", "objectId")) {
            String name = Members.text(owner, member);
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    private static List<String> labels(JsonNode labels) {
        List<String> names = new ArrayList<>(labels.size());
        for (JsonNode label : labels) {
            String name = label.isTextual() ? label.textValue() : Members.text(label, "labelName");
            if (name != null && !name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private static JsonNode newest(JsonNode comments) {
        JsonNode newest = MissingNode.getInstance();
        long newestAt = Long.MIN_VALUE;
        for (JsonNode comment : comments) {
            SourceTime created = Members.time(comment, "createdTimeUtc");
            long at = created == null ? Long.MIN_VALUE : created.epochMillis();
            if (at >= newestAt) {
                newest = comment;
                newestAt = at;
            }
        }
        return newest.isMissingNode()
                ? newest
                : JsonNodeFactory.instance.arrayNode().add(newest);
    }

    private static Entities entities(@Nullable JsonNode entities) {
        return new Entities(entities != null && entities.isArray() ? entities : MissingNode.getInstance());
    }

    private static @Nullable ObjectNode withEntities(@Nullable ObjectNode rest, @Nullable JsonNode entities) {
        if (entities == null || Members.isBlank(entities)) {
            return rest;
        }
        ObjectNode unmapped = rest == null ? JsonNodeFactory.instance.objectNode() : rest;
        return unmapped.set("entities", entities);
    }
}
