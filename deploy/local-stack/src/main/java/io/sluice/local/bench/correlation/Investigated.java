package io.sluice.local.bench.correlation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The newest record of an investigation.
 *
 * @param open whether it is open, not merged or closed
 * @param alerts the keys of its alerts
 * @param count how many alerts it says that it has
 * @param value the record's value
 */
record Investigated(boolean open, Set<String> alerts, int count, Packed value) {

    /** Copies the set. */
    Investigated {
        alerts = Set.copyOf(alerts);
    }

    /** Reads a record. What its list of findings leaves out may be on its time line. */
    static Investigated of(String key, byte[] value) {
        JsonNode investigation;
        try {
            investigation = Json.MAPPER.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("The investigation " + key + " is no JSON", e);
        }
        String tenantId = Keys.tenantOf(key);
        Set<String> alerts = new TreeSet<>();
        for (JsonNode finding : investigation.path("finding_info_list")) {
            alerts.add(Keys.of(tenantId, finding.path("uid").asText("")));
        }
        JsonNode detail = investigation.path("unmapped");
        for (JsonNode entry : detail.path("timeline")) {
            if (entry.path("kind").asText("").equals("alert")) {
                alerts.add(Keys.of(tenantId, entry.path("uid").asText("")));
            }
        }
        return new Investigated(
                detail.path("state").asText("").equals("open"),
                alerts,
                detail.path("alerts").asInt(),
                Packed.of(value));
    }
}
