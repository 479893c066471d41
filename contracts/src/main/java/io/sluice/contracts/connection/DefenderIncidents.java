package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;

/** How Defender XDR incidents are read. */
public record DefenderIncidents(
        @JsonPropertyDescription(
                "How far back the first poll looks, as ISO 8601 duration of at most 30 days; later polls go on from there.")
        Duration initialLookback) {}
