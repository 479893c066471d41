package io.sluice.simulator.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An incident as the API shows it, wherever it comes from. */
public sealed interface Shown permits Incident, RecordedIncident {

    /** Number of the incident, unique in its tenant. */
    long id();

    /** When it was created. */
    Instant created();

    /** When it last changed. */
    Instant lastUpdate();

    /** The time of the last change as the API writes it. */
    String lastUpdateTime();

    /** Its name, which may change. */
    String name();

    /** Severity in Microsoft's words. */
    String severity();

    /** Status in Microsoft's words. */
    String status();

    /** Who works on it. */
    @Nullable
    String assignedTo();

    /** The incident it was merged into. */
    @Nullable
    Long redirectIncidentId();

    /** What it turned out to be, in Microsoft's words. */
    String classification();

    /** The kind of threat, in Microsoft's words. */
    String determination();

    /** Custom tags. */
    List<String> tags();

    /** How many comments it has. */
    int commentCount();

    /** Its alerts. */
    List<? extends ShownAlert> alerts();

    /** The playing of a scenario that it comes from. */
    Play play();

    /** The attack it is part of, if of one. */
    default @Nullable String attackId() {
        return play().attackId();
    }

    /** Writes the incident's properties without its alerts into an object that has been opened. */
    void writeHeader(JsonGenerator json, IncidentJson style) throws IOException;

    /** Writes the incident's properties into an object that has been opened. */
    void writeProperties(JsonGenerator json, IncidentJson style) throws IOException;
}
