package io.sluice.simulator.incident;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An alert of a recorded page.
 *
 * @param json the alert
 */
public record RecordedAlert(JsonNode json) implements ShownAlert {

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
    public int evidenceCount() {
        return json.path("devices").size() + json.path("entities").size();
    }

    @Override
    public @Nullable String attackId() {
        return null;
    }
}
