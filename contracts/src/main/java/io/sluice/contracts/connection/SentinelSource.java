package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** From which of Azure's two planes Sentinel's incidents and alerts are read. */
public enum SentinelSource {
    /** From the tables of the workspace; where it cannot be queried, from Azure Resource Manager. */
    AUTOMATIC("automatic"),
    /** From the tables SecurityIncident and SecurityAlert of the workspace. */
    LOG_ANALYTICS("log-analytics"),
    /** From Azure Resource Manager, {@code Microsoft.SecurityInsights/incidents}. */
    RESOURCE_MANAGER("resource-manager"),
    /** Not at all: the workspace is only asked questions. */
    NONE("none");

    private final String word;

    SentinelSource(String word) {
        this.word = word;
    }

    /** Returns the word for it in a connection. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Finds the source that a connection calls so. */
    public static Optional<SentinelSource> named(String word) {
        return Arrays.stream(values())
                .filter(source -> source.word.equals(word))
                .findFirst();
    }
}
