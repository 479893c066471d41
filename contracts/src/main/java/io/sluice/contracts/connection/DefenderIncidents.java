package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How Defender incidents are read. */
public record DefenderIncidents(
        @JsonPropertyDescription("Through which of Microsoft's interfaces: xdr or graph.")
        IncidentSource source,

        @JsonPropertyDescription(
                "How far back the first poll looks, as ISO 8601 duration of at most 30 days; later polls go on from there.")
        Duration initialLookback) {

    /** Returns incidents of the Defender XDR API. */
    public static DefenderIncidents xdr(Duration initialLookback) {
        return new DefenderIncidents(IncidentSource.XDR, initialLookback);
    }

    /** Reads what is on the topic; records of versions that knew one source only do not name it. */
    @JsonCreator
    static DefenderIncidents read(
            @JsonProperty("source") @Nullable IncidentSource source,
            @JsonProperty("initialLookback") Duration initialLookback) {
        return new DefenderIncidents(source == null ? IncidentSource.XDR : source, initialLookback);
    }
}
