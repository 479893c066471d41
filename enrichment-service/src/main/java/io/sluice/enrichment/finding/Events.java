package io.sluice.enrichment.finding;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.IncidentFinding;
import java.io.IOException;

/** Reads alerts and incidents with little of what is carried along in Microsoft's words, which is half of them. */
final class Events {

    @JsonIgnoreProperties(value = "unmapped", ignoreUnknown = true)
    private interface WithoutUnmapped {}

    interface WithLeanData {

        @JsonDeserialize(using = LeanData.class)
        JsonNode data();
    }

    private static final ObjectMapper LEAN = Json.MAPPER
            .copy()
            .addMixIn(DetectionFinding.class, WithoutUnmapped.class)
            .addMixIn(IncidentFinding.class, WithoutUnmapped.class)
            .addMixIn(Evidence.class, WithLeanData.class);
    private static final ObjectReader ALERT = LEAN.readerFor(DetectionFinding.class);
    private static final ObjectReader INCIDENT = LEAN.readerFor(IncidentFinding.class);

    private Events() {}

    static DetectionFinding alert(byte[] value) throws IOException {
        return ALERT.readValue(value);
    }

    static IncidentFinding incident(byte[] value) throws IOException {
        return INCIDENT.readValue(value);
    }
}
