package io.sluice.sentinel.arm;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One element of the list of incidents.
 *
 * @param json as Azure wrote it
 */
public record ArmIncident(JsonNode json) {

    /** Returns the incident's name, a GUID or, where it is old, a number; nothing where it has none. */
    public @Nullable String name() {
        String name = json.path("name").asText("");
        return name.isBlank() ? null : name;
    }

    /** Returns when it was changed last, as Azure wrote it; nothing where it does not say. */
    public @Nullable String lastModified() {
        return json.path("properties").path("lastModifiedTimeUtc").textValue();
    }

    /** Returns how many alerts it counts itself. */
    public int alertCount() {
        return json.at("/properties/additionalData/alertsCount").asInt(0);
    }
}
