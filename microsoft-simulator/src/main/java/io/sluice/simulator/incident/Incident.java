package io.sluice.simulator.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An incident of the scenario engine as it stands at one moment.
 *
 * @param id number, unique in its tenant
 * @param redirectIncidentId the incident it was merged into
 * @param name name, which may change
 * @param created when it was created
 * @param lastUpdate when it or one of its alerts last changed; strictly increasing
 * @param assignedTo who works on it
 * @param classification Unknown, TruePositive, FalsePositive or InformationalExpectedActivity
 * @param determination NotAvailable or a kind of threat
 * @param status Active, InProgress, Resolved or Redirected
 * @param severity the highest of its alerts', unless set
 * @param tags custom tags
 * @param comments comments
 * @param alerts its alerts
 * @param play the playing of a scenario that it comes from, known to the truth alone
 */
public record Incident(
        long id,
        @Nullable Long redirectIncidentId,
        String name,
        Instant created,
        Instant lastUpdate,
        @Nullable String assignedTo,
        String classification,
        String determination,
        String status,
        String severity,
        List<String> tags,
        List<Comment> comments,
        List<Alert> alerts,
        Play play)
        implements Shown {

    /** The number of the incident that there is not: to it belong the alerts that never get one. */
    public static final long NONE = 0;

    /** Status of an incident that was merged into another. */
    public static final String REDIRECTED = "Redirected";

    /** A new incident without alerts; its first change, which must follow, may happen at the same moment. */
    public static Incident begin(long id, String name, Instant time, Play play) {
        Instant stamp = WireTime.stamp(time);
        return new Incident(
                id,
                null,
                name,
                stamp,
                stamp.minus(WireTime.TICK),
                null,
                "Unknown",
                "NotAvailable",
                "Active",
                "UnSpecified",
                List.of(),
                List.of(),
                List.of(),
                play);
    }

    @Override
    public String lastUpdateTime() {
        return WireTime.text(lastUpdate);
    }

    @Override
    public int commentCount() {
        return comments.size();
    }

    @Override
    public void writeHeader(JsonGenerator json, IncidentJson style) throws IOException {
        style.writeHeader(json, this);
    }

    @Override
    public void writeProperties(JsonGenerator json, IncidentJson style) throws IOException {
        style.writeProperties(json, this);
    }

    /** Begins a changed copy. */
    public Draft edit() {
        return new Draft(this);
    }

    /** A changed copy in the making. */
    public static final class Draft {
        private final Incident from;
        private @Nullable Long redirectIncidentId;
        private String name;
        private Instant lastUpdate;
        private @Nullable String assignedTo;
        private String classification;
        private String determination;
        private String status;
        private String severity;
        private List<String> tags;
        private List<Comment> comments;
        private List<Alert> alerts;

        private Draft(Incident from) {
            this.from = from;
            this.redirectIncidentId = from.redirectIncidentId;
            this.name = from.name;
            this.lastUpdate = from.lastUpdate;
            this.assignedTo = from.assignedTo;
            this.classification = from.classification;
            this.determination = from.determination;
            this.status = from.status;
            this.severity = from.severity;
            this.tags = from.tags;
            this.comments = from.comments;
            this.alerts = from.alerts;
        }

        /** Marks the change, strictly after the last one. */
        public Draft at(Instant time) {
            lastUpdate = WireTime.stampAfter(time, from.lastUpdate);
            return this;
        }

        /** Closes it as merged into another incident: without alerts, its decisions void. */
        public Draft redirect(long target) {
            redirectIncidentId = target;
            status = REDIRECTED;
            severity = "UnSpecified";
            classification = "Unknown";
            determination = "NotAvailable";
            alerts = List.of();
            tags = List.of(REDIRECTED);
            return this;
        }

        /** Renames it. */
        public Draft name(String value) {
            name = value;
            return this;
        }

        /** Assigns it to somebody or nobody. */
        public Draft assignedTo(@Nullable String value) {
            assignedTo = value;
            return this;
        }

        /** Sets what it turned out to be. */
        public Draft decision(String newClassification, String newDetermination) {
            classification = newClassification;
            determination = newDetermination;
            return this;
        }

        /** Sets the status. */
        public Draft status(String value) {
            status = value;
            return this;
        }

        /** Sets the severity. */
        public Draft severity(String value) {
            severity = value;
            return this;
        }

        /** Adds tags that it does not have. */
        public Draft tag(List<String> more) {
            tags = Stream.concat(tags.stream(), more.stream()).distinct().toList();
            return this;
        }

        /** Adds a comment. */
        public Draft comment(Comment comment) {
            comments = Stream.concat(comments.stream(), Stream.of(comment)).toList();
            return this;
        }

        /** Replaces the alerts; the severity follows the highest of them. */
        public Draft alerts(List<Alert> value) {
            alerts = List.copyOf(value);
            severity = Severity.highest(alerts, severity);
            return this;
        }

        /** An incident that changes is not older than its alerts, whatever precision its time stamp happens to have. */
        private Instant notBeforeItsAlerts() {
            boolean changed = !lastUpdate.equals(from.lastUpdate);
            return alerts.stream()
                    .map(Alert::lastUpdated)
                    .filter(latest -> changed && latest.isAfter(lastUpdate))
                    .max(Comparator.naturalOrder())
                    .orElse(lastUpdate);
        }

        /** The changed copy. */
        public Incident done() {
            return new Incident(
                    from.id,
                    redirectIncidentId,
                    name,
                    from.created,
                    notBeforeItsAlerts(),
                    assignedTo,
                    classification,
                    determination,
                    status,
                    severity,
                    tags,
                    comments,
                    alerts,
                    from.play);
        }
    }
}
