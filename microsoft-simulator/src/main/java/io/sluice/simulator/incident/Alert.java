package io.sluice.simulator.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it stands at one moment.
 *
 * @param alertId Microsoft's id, which never changes
 * @param providerAlertId the detecting product's id
 * @param incidentId the incident it belongs to now
 * @param detection what raised it
 * @param title headline
 * @param description explanation
 * @param creation when it was raised
 * @param lastUpdated when it last changed; strictly increasing
 * @param resolved when it was resolved, if it is
 * @param firstActivity begin of what it reports
 * @param lastActivity end of what it reports
 * @param status New, InProgress or Resolved
 * @param severity UnSpecified, Informational, Low, Medium or High
 * @param investigationState state of the automatic investigation
 * @param classification true or false positive, once decided
 * @param determination kind of threat, once decided
 * @param assignedTo who works on it
 * @param devices affected devices
 * @param entities evidence
 * @param play the playing of a scenario that it comes from, known to the truth alone
 */
public record Alert(
        String alertId,
        String providerAlertId,
        long incidentId,
        Detection detection,
        String title,
        String description,
        Instant creation,
        Instant lastUpdated,
        @Nullable Instant resolved,
        Instant firstActivity,
        Instant lastActivity,
        String status,
        String severity,
        String investigationState,
        @Nullable String classification,
        @Nullable String determination,
        @Nullable String assignedTo,
        List<Device> devices,
        List<EvidenceItem> entities,
        Play play)
        implements ShownAlert {

    /** Status of an alert that nobody has looked at. */
    public static final String NEW = "New";

    /** Status of an alert that is done with. */
    public static final String RESOLVED = "Resolved";

    @Override
    public int evidenceCount() {
        return devices.size() + entities.size();
    }

    @Override
    public String lastUpdatedTime() {
        return WireTime.text(lastUpdated);
    }

    @Override
    public String serviceSource() {
        return detection.serviceSource();
    }

    @Override
    public String category() {
        return detection.category();
    }

    @Override
    public List<String> techniques() {
        return detection.techniques();
    }

    @Override
    public void write(JsonGenerator json, IncidentJson style) throws IOException {
        style.write(json, this);
    }

    /** Begins a changed copy. */
    public Draft edit() {
        return new Draft(this);
    }

    /** A changed copy in the making. */
    public static final class Draft {
        private final Alert from;
        private long incidentId;
        private Instant lastUpdated;
        private @Nullable Instant resolved;
        private String status;
        private String severity;
        private String investigationState;
        private @Nullable String classification;
        private @Nullable String determination;
        private @Nullable String assignedTo;
        private List<EvidenceItem> entities;

        private Draft(Alert from) {
            this.from = from;
            this.incidentId = from.incidentId;
            this.lastUpdated = from.lastUpdated;
            this.resolved = from.resolved;
            this.status = from.status;
            this.severity = from.severity;
            this.investigationState = from.investigationState;
            this.classification = from.classification;
            this.determination = from.determination;
            this.assignedTo = from.assignedTo;
            this.entities = from.entities;
        }

        /** Moves it to an incident. */
        public Draft incidentId(long value) {
            incidentId = value;
            return this;
        }

        /** Marks the change, strictly after the last one. */
        public Draft at(Instant time) {
            lastUpdated = WireTime.stampAfter(time, from.lastUpdated);
            return this;
        }

        /** Resolves it. */
        public Draft resolve(Instant time, @Nullable String newClassification, @Nullable String newDetermination) {
            status = RESOLVED;
            resolved = WireTime.stamp(time);
            classification = newClassification;
            determination = newDetermination;
            entities =
                    entities.stream().map(item -> item.remediated("Remediated")).toList();
            return this;
        }

        /** Makes it new again. */
        public Draft reopen() {
            status = NEW;
            resolved = null;
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

        /** Sets the state of the investigation. */
        public Draft investigationState(String value) {
            investigationState = value;
            return this;
        }

        /** Assigns it to somebody or nobody. */
        public Draft assignedTo(@Nullable String value) {
            assignedTo = value;
            return this;
        }

        /** Adds evidence. */
        public Draft add(List<EvidenceItem> more) {
            entities = java.util.stream.Stream.concat(entities.stream(), more.stream())
                    .toList();
            return this;
        }

        /** The changed copy. */
        public Alert done() {
            return new Alert(
                    from.alertId,
                    from.providerAlertId,
                    incidentId,
                    from.detection,
                    from.title,
                    from.description,
                    from.creation,
                    lastUpdated,
                    resolved,
                    from.firstActivity,
                    from.lastActivity,
                    status,
                    severity,
                    investigationState,
                    classification,
                    determination,
                    assignedTo,
                    from.devices,
                    entities,
                    from.play);
        }
    }
}
