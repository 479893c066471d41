package io.sluice.contracts.connection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** Through which of Microsoft's interfaces Defender incidents are read. */
public enum IncidentSource {
    /** The Microsoft Defender XDR API. */
    XDR("xdr"),
    /** Microsoft Graph, {@code /security/incidents} and {@code /security/alerts_v2}. */
    GRAPH("graph");

    private final String word;

    IncidentSource(String word) {
        this.word = word;
    }

    /** Returns the word for it in a connection. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Finds the source that a connection calls so. */
    public static Optional<IncidentSource> named(String word) {
        return Arrays.stream(values())
                .filter(source -> source.word.equals(word))
                .findFirst();
    }
}
