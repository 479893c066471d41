package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is read through a connection; a capability that is absent is switched off. */
public record Capabilities(
        @JsonPropertyDescription("Defender incidents and their alerts.") @Nullable
        DefenderIncidents defenderIncidents,

        @JsonPropertyDescription("Quarantined mail, on request.") @Nullable
        Quarantine quarantine,

        @JsonPropertyDescription("Microsoft Sentinel: its incidents and alerts, and queries of its workspace.")
        @Nullable
        Sentinel sentinel,

        @JsonPropertyDescription("Defender for Cloud Apps.") @Nullable
        CloudApps cloudApps,

        @JsonPropertyDescription("Files and live response of Defender for Endpoint.") @Nullable
        LiveResponse liveResponse,

        @JsonPropertyDescription("Who a user and what a device is, from Microsoft Graph and Defender for Endpoint.")
        @Nullable
        DirectoryContext directoryContext) {

    /** No capability at all. */
    public static final Capabilities NONE = new Capabilities(null, null, null, null, null, null);

    /** Returns Defender incidents alone. */
    public static Capabilities of(DefenderIncidents defenderIncidents) {
        return new Capabilities(defenderIncidents, null, null, null, null, null);
    }

    /** Tells whether a capability is switched on. */
    public boolean has(Capability capability) {
        return switch (capability) {
            case DEFENDER_INCIDENTS -> defenderIncidents != null;
            case QUARANTINE -> quarantine != null;
            case SENTINEL -> sentinel != null;
            case CLOUD_APPS -> cloudApps != null;
            case LIVE_RESPONSE -> liveResponse != null;
            case DIRECTORY_CONTEXT -> directoryContext != null;
        };
    }

    /** Returns the capabilities that are switched on, in the order of {@link Capability}. */
    public Set<Capability> switchedOn() {
        Set<Capability> on = EnumSet.noneOf(Capability.class);
        Arrays.stream(Capability.values()).filter(this::has).forEach(on::add);
        return on;
    }
}
