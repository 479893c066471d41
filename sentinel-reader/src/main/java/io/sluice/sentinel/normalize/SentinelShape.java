package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.ocsf.DetectionStatus;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.Product;
import io.sluice.contracts.ocsf.Verdict;
import io.sluice.contracts.raw.Source;
import io.sluice.polling.finding.AlertFacts;
import io.sluice.polling.finding.IncidentFacts;
import io.sluice.polling.finding.MalformedEvent;
import io.sluice.polling.finding.Members;
import io.sluice.polling.finding.Restless;
import io.sluice.polling.finding.Shape;
import io.sluice.polling.finding.Shapes;
import io.sluice.polling.finding.SourceTime;
import io.sluice.polling.finding.Times;
import io.sluice.polling.finding.Words;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shapes in which Sentinel's two planes show alerts and incidents. */
public enum SentinelShape implements Shape {
    /** Rows of the tables SecurityAlert and SecurityIncident, each as an object by the names of its columns. */
    LOG_ANALYTICS("SecurityIncident, SecurityAlert") {
        @Override
        public JsonNode opened(ObjectNode alertOrIncident) {
            return OpenedJson.row(alertOrIncident);
        }

        @Override
        public String alertId(JsonNode alert) throws MalformedEvent {
            return required(AlertIdentity.ofRow(alert), "The alert has no VendorOriginalId and no SystemAlertId");
        }

        @Override
        public String incidentId(JsonNode incident) throws MalformedEvent {
            return required(AlertIdentity.ofIncidentRow(incident), "The incident has no IncidentName");
        }

        @Override
        public @Nullable SourceTime changeOfAlert(JsonNode alert) throws MalformedEvent {
            return Times.change(alert, "alert", "TimeGenerated", "ProcessingEndTime");
        }

        @Override
        public @Nullable SourceTime changeOfIncident(JsonNode incident) throws MalformedEvent {
            return Times.change(incident, "incident", "LastModifiedTime", "CreatedTime");
        }

        @Override
        public AlertFacts alert(JsonNode alert, String alertId, @Nullable String incidentId, String tenantId) {
            return SentinelAlert.ofRow(alert, alertId);
        }

        @Override
        public IncidentFacts incident(JsonNode incident, @Nullable JsonNode entities, String tenantId) {
            return SentinelIncident.ofRow(incident, entities);
        }

        @Override
        public Restless restlessOfAlert() {
            return ALERT_ROW;
        }

        @Override
        public Restless restlessOfIncident() {
            return INCIDENT_ROW;
        }
    },

    /** Objects of Azure Resource Manager, provider Microsoft.SecurityInsights. */
    ARM("Microsoft.SecurityInsights/incidents") {
        @Override
        public String alertId(JsonNode alert) throws MalformedEvent {
            return required(
                    AlertIdentity.ofArm(alert), "The alert has no providerAlertId, no systemAlertId and no name");
        }

        @Override
        public String incidentId(JsonNode incident) throws MalformedEvent {
            return required(AlertIdentity.ofIncidentArm(incident), "The incident has no name");
        }

        @Override
        public @Nullable SourceTime changeOfAlert(JsonNode alert) throws MalformedEvent {
            return Times.change(Members.object(alert, "properties"), "alert", "timeGenerated", "processingEndTime");
        }

        @Override
        public @Nullable SourceTime changeOfIncident(JsonNode incident) throws MalformedEvent {
            return Times.change(
                    Members.object(incident, "properties"), "incident", "lastModifiedTimeUtc", "createdTimeUtc");
        }

        @Override
        public AlertFacts alert(JsonNode alert, String alertId, @Nullable String incidentId, String tenantId) {
            return SentinelAlert.ofArm(alert, alertId);
        }

        @Override
        public IncidentFacts incident(JsonNode incident, @Nullable JsonNode entities, String tenantId) {
            return SentinelIncident.ofArm(incident, entities);
        }

        @Override
        public Restless restlessOfAlert() {
            return ALERT_OBJECT;
        }

        @Override
        public Restless restlessOfIncident() {
            return INCIDENT_OBJECT;
        }
    };

    /** Both, by the names of their interfaces. Of records that no service knows, incident-poller complains. */
    public static final Shapes ALL =
            new Shapes(Map.of(Source.SENTINEL_LOG_ANALYTICS, LOG_ANALYTICS, Source.SENTINEL_ARM, ARM), false);

    private static final Product PRODUCT = new Product("Microsoft Sentinel", null, "Microsoft");

    private static final Restless ALERT_ROW =
            Restless.of("TimeGenerated", "ProcessingEndTime", "_ItemId", "_TimeReceived", "_BilledSize");
    private static final Restless INCIDENT_ROW =
            Restless.of("TimeGenerated", "_ItemId", "_TimeReceived", "_BilledSize");
    private static final Restless ALERT_OBJECT = new Restless(
            Set.of("etag", "systemData"), Map.of("properties", Restless.of("timeGenerated", "processingEndTime")));
    private static final Restless INCIDENT_OBJECT = Restless.of("etag", "systemData");

    private final String logName;

    SentinelShape(String logName) {
        this.logName = logName;
    }

    /**
     * Azure Resource Manager shows no log but a state, whose alerts and entities come, and for a moment go, without a
     * new time.
     */
    @Override
    public boolean showsThePresent() {
        return this == ARM;
    }

    /** That an alert is moved is told by rows of incidents; its own row stays as it is. */
    @Override
    public boolean onlyIncidentsListAlerts() {
        return this == LOG_ANALYTICS;
    }

    @Override
    public Product product() {
        return PRODUCT;
    }

    @Override
    public String logName() {
        return logName;
    }

    /** The one it was found in; an alert says nothing about it. */
    @Override
    public @Nullable String incidentIdOf(JsonNode alert, @Nullable JsonNode incident) throws MalformedEvent {
        return incident == null ? null : incidentId(incident);
    }

    @Override
    public DetectionStatus alertStatus(@Nullable String word) {
        return Words.alertStatus(word);
    }

    /**
     * A closed incident is resolved where somebody came to a verdict, as in Defender, and merely closed where nobody
     * did or it was merged into another one.
     */
    @Override
    public IncidentStatus incidentStatus(IncidentFacts incident) {
        boolean redirected = incident.tags().stream().anyMatch(SentinelIncident.REDIRECTED::equalsIgnoreCase);
        if (redirected) {
            return IncidentStatus.CLOSED;
        }
        return switch (Words.plain(incident.status())) {
            case "active" -> IncidentStatus.IN_PROGRESS;
            case "closed" ->
                switch (Words.verdict(incident.classification(), incident.determination())) {
                    case Verdict.TRUE_POSITIVE, Verdict.FALSE_POSITIVE, Verdict.BENIGN -> IncidentStatus.RESOLVED;
                    default -> IncidentStatus.CLOSED;
                };
            default -> Words.incidentStatus(incident.status());
        };
    }

    private static String required(@Nullable String id, String otherwise) throws MalformedEvent {
        if (id == null) {
            throw new MalformedEvent(MalformedEvent.Reason.MISSING_ID, otherwise);
        }
        return id;
    }
}
