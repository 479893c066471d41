package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What is read through a connection; a capability that is absent is switched off. */
public record Capabilities(
        @JsonPropertyDescription("Defender XDR incidents and their alerts.") @Nullable
        DefenderIncidents defenderIncidents) {

    /** No capability at all. */
    public static final Capabilities NONE = new Capabilities(null);
}
