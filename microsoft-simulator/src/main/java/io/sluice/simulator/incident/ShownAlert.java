package io.sluice.simulator.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the truth tells about one version of an alert, wherever it comes from. */
public sealed interface ShownAlert permits Alert, RecordedAlert {

    /** Microsoft's id. */
    String alertId();

    /** The time of the last change as the API writes it. */
    String lastUpdatedTime();

    /** Headline. */
    String title();

    /** Severity in Microsoft's words. */
    String severity();

    /** Status in Microsoft's words. */
    String status();

    /** When it was raised. */
    Instant creation();

    /** When it last changed. */
    Instant lastUpdated();

    /** Begin of what it reports. */
    Instant firstActivity();

    /** End of what it reports. */
    Instant lastActivity();

    /** The product that raised it, in Microsoft's words. */
    String serviceSource();

    /** Kill-chain phase. */
    String category();

    /** MITRE ATT&CK techniques. */
    List<String> techniques();

    /** What it turned out to be, once decided. */
    @Nullable
    String classification();

    /** The kind of threat, once decided. */
    @Nullable
    String determination();

    /** Who works on it. */
    @Nullable
    String assignedTo();

    /** Writes the alert as an object. */
    void write(JsonGenerator json, IncidentJson style) throws IOException;

    /** Number of entities and devices. */
    int evidenceCount();

    /** The playing of a scenario that it comes from. */
    Play play();

    /** The attack it is part of, if of one. */
    default @Nullable String attackId() {
        return play().attackId();
    }
}
