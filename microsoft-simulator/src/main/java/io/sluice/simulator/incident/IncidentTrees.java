package io.sluice.simulator.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.sluice.simulator.http.Json;
import java.io.IOException;

/** Incidents and alerts in the form of the incidents API as trees, for the services that show them in other forms. */
public final class IncidentTrees {

    private final IncidentJson style;

    /** Makes trees of a tenant's incidents. */
    public IncidentTrees(String tenantId) {
        this.style = new IncidentJson(tenantId, false);
    }

    private interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    /** An incident without its alerts. */
    public ObjectNode header(Shown incident) throws IOException {
        return tree(json -> {
            json.writeStartObject();
            incident.writeHeader(json, style);
            json.writeEndObject();
        });
    }

    /** An alert. */
    public ObjectNode alert(ShownAlert alert) throws IOException {
        return tree(json -> alert.write(json, style));
    }

    private static ObjectNode tree(Writing writing) throws IOException {
        try (TokenBuffer buffer = new TokenBuffer(Json.MAPPER, false)) {
            writing.write(buffer);
            return Json.MAPPER.readTree(buffer.asParser());
        }
    }
}
