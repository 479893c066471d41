package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What can be read through a connection. */
public enum Capability {
    /** Defender XDR incidents and their alerts. */
    DEFENDER_INCIDENTS("defenderIncidents", "Defender incidents"),
    /** Quarantined mail, on request. */
    QUARANTINE("quarantine", "Quarantined mail"),
    /** Microsoft Sentinel's incidents and alerts, and queries of its workspace. */
    SENTINEL("sentinel", "Microsoft Sentinel"),
    /** Alerts and activities of Defender for Cloud Apps. */
    CLOUD_APPS("cloudApps", "Defender for Cloud Apps"),
    /** Files and live response of Defender for Endpoint. */
    LIVE_RESPONSE("liveResponse", "Live response"),
    /** Who a user and what a device is, from Microsoft Graph and Defender for Endpoint. */
    DIRECTORY_CONTEXT("directoryContext", "Directory context");

    private final String word;
    private final String caption;

    Capability(String word, String caption) {
        this.word = word;
        this.caption = caption;
    }

    /** Returns the word for it in a connection's {@code capabilities}. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Returns its name for people. */
    public String caption() {
        return caption;
    }

    /** Finds the capability that a connection calls so. */
    public static Optional<Capability> named(String word) {
        return Arrays.stream(values())
                .filter(capability -> capability.word.equals(word))
                .findFirst();
    }
}
