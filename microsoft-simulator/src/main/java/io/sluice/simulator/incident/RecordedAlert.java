package io.sluice.simulator.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.http.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An alert of a recorded page.
 *
 * @param json the alert
 * @param play what its incident counts as
 */
public record RecordedAlert(JsonNode json, Play play) implements ShownAlert {

    @Override
    public String alertId() {
        return json.path("alertId").asText();
    }

    @Override
    public String lastUpdatedTime() {
        return json.path("lastUpdatedTime").asText();
    }

    @Override
    public String title() {
        return json.path("title").asText();
    }

    @Override
    public String severity() {
        return json.path("severity").asText();
    }

    @Override
    public String status() {
        return json.path("status").asText();
    }

    @Override
    public Instant creation() {
        return time("creationTime");
    }

    @Override
    public Instant lastUpdated() {
        return time("lastUpdatedTime");
    }

    @Override
    public Instant firstActivity() {
        return time("firstActivity");
    }

    @Override
    public Instant lastActivity() {
        return time("lastActivity");
    }

    private Instant time(String property) {
        String text = json.path(property).asText("");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    @Override
    public String serviceSource() {
        return json.path("serviceSource").asText("");
    }

    @Override
    public String category() {
        return json.path("category").asText("");
    }

    @Override
    public List<String> techniques() {
        return StreamSupport.stream(json.path("mitreTechniques").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public @Nullable String classification() {
        return json.path("classification").textValue();
    }

    @Override
    public @Nullable String determination() {
        return json.path("determination").textValue();
    }

    @Override
    public @Nullable String assignedTo() {
        return json.path("assignedTo").textValue();
    }

    @Override
    public void write(JsonGenerator generator, IncidentJson style) throws IOException {
        Json.MAPPER.writeTree(generator, json);
    }

    @Override
    public int evidenceCount() {
        return json.path("devices").size() + json.path("entities").size();
    }
}
