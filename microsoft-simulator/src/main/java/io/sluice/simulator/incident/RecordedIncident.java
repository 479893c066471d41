package io.sluice.simulator.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.http.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An incident of a recorded page, its properties as recorded.
 *
 * @param json the incident
 * @param alerts its alerts
 * @param created when it was created
 * @param lastUpdate when it last changed
 * @param play what belongs together: it and its alerts
 */
public record RecordedIncident(
        ObjectNode json, List<RecordedAlert> alerts, Instant created, Instant lastUpdate, Play play) implements Shown {

    /**
     * Reads an incident that has an incidentId, a createdTime and a lastUpdateTime.
     *
     * @param tenantName in which tenant it is shown
     */
    public static RecordedIncident of(String tenantName, ObjectNode json) {
        Play play = Play.of(tenantName, Play.RECORDED, json.path("incidentId").asLong(), false);
        return new RecordedIncident(
                json,
                StreamSupport.stream(json.path("alerts").spliterator(), false)
                        .map(alert -> new RecordedAlert(alert, play))
                        .toList(),
                time(json.path("createdTime")),
                time(json.path("lastUpdateTime")),
                play);
    }

    private static Instant time(JsonNode text) {
        return OffsetDateTime.parse(text.asText()).toInstant();
    }

    @Override
    public long id() {
        return json.path("incidentId").asLong();
    }

    @Override
    public String lastUpdateTime() {
        return json.path("lastUpdateTime").asText();
    }

    @Override
    public String name() {
        return json.path("incidentName").asText("");
    }

    @Override
    public String severity() {
        return json.path("severity").asText("");
    }

    @Override
    public String status() {
        return json.path("status").asText("");
    }

    @Override
    public @Nullable String assignedTo() {
        return json.path("assignedTo").textValue();
    }

    @Override
    public @Nullable Long redirectIncidentId() {
        JsonNode target = json.path("redirectIncidentId");
        return target.isNumber() ? (Long) target.asLong() : null;
    }

    @Override
    public String classification() {
        return json.path("classification").asText("Unknown");
    }

    @Override
    public String determination() {
        return json.path("determination").asText("NotAvailable");
    }

    @Override
    public List<String> tags() {
        return StreamSupport.stream(json.path("tags").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public int commentCount() {
        return json.path("comments").size();
    }

    @Override
    public void writeHeader(JsonGenerator generator, IncidentJson style) throws IOException {
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            if (!property.getKey().equals("alerts")) {
                generator.writeFieldName(property.getKey());
                Json.MAPPER.writeTree(generator, property.getValue());
            }
        }
    }

    @Override
    public void writeProperties(JsonGenerator generator, IncidentJson style) throws IOException {
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            generator.writeFieldName(property.getKey());
            Json.MAPPER.writeTree(generator, property.getValue());
        }
    }
}
