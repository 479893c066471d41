package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.DetectionStatus;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.Product;
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
import org.jspecify.annotations.Nullable;

/** The shapes in which the interfaces of Microsoft Defender XDR show alerts and incidents. */
public enum DefenderShape implements Shape {
    /** Microsoft Defender XDR, "List incidents API". */
    DEFENDER_XDR("alertId", "lastUpdatedTime", "creationTime", "incidentId", "lastUpdateTime", "createdTime") {
        @Override
        public AlertFacts alert(JsonNode alert, String alertId, @Nullable String incidentId, String tenantId) {
            return XdrAlert.read(alert, alertId, incidentId);
        }

        @Override
        public IncidentFacts incident(JsonNode incident, @Nullable JsonNode entities, String tenantId) {
            return XdrIncident.read(incident);
        }
    },

    /** Microsoft Graph, resource types {@code security/alert} (alerts_v2) and {@code security/incident}. */
    MICROSOFT_GRAPH("id", "lastUpdateDateTime", "createdDateTime", "id", "lastUpdateDateTime", "createdDateTime") {
        @Override
        public AlertFacts alert(JsonNode alert, String alertId, @Nullable String incidentId, String tenantId) {
            return GraphAlert.read(alert, alertId, incidentId, tenantId);
        }

        // Some alerts never get an incident.
        @Override
        @Nullable
        String incidentNamedBy(JsonNode alert) {
            return Members.id(alert, "incidentId");
        }

        @Override
        public IncidentFacts incident(JsonNode incident, @Nullable JsonNode entities, String tenantId) {
            return GraphIncident.read(incident, tenantId);
        }
    };

    /** Both, by the names of their interfaces. Of records that no service knows, incident-poller complains. */
    public static final Shapes ALL =
            new Shapes(Map.of(Source.DEFENDER_XDR, DEFENDER_XDR, Source.MICROSOFT_GRAPH, MICROSOFT_GRAPH), true);

    private static final Product PRODUCT = new Product("Microsoft Defender XDR", null, "Microsoft");

    private final String alertId;
    private final String alertChanged;
    private final String alertCreated;
    private final String incidentId;
    private final String incidentChanged;
    private final String incidentCreated;

    DefenderShape(
            String alertId,
            String alertChanged,
            String alertCreated,
            String incidentId,
            String incidentChanged,
            String incidentCreated) {
        this.alertId = alertId;
        this.alertChanged = alertChanged;
        this.alertCreated = alertCreated;
        this.incidentId = incidentId;
        this.incidentChanged = incidentChanged;
        this.incidentCreated = incidentCreated;
    }

    /** Microsoft can answer from a place that is behind, and several connections can read a tenant. */
    @Override
    public boolean showsThePresent() {
        return false;
    }

    /** Each shows the incidents and alerts of the other, under the same ids. */
    @Override
    public boolean sharesFindings() {
        return true;
    }

    @Override
    public Product product() {
        return PRODUCT;
    }

    @Override
    public String logName() {
        return "security/incidents";
    }

    @Override
    public String alertId(JsonNode alert) throws MalformedEvent {
        return Words.plain(required(Members.id(alert, alertId), "The alert", alertId));
    }

    @Override
    public String incidentId(JsonNode incident) throws MalformedEvent {
        return required(Members.id(incident, incidentId), "The incident", incidentId);
    }

    /** The one it was found in or, without its header, the one that it names. */
    @Override
    public @Nullable String incidentIdOf(JsonNode alert, @Nullable JsonNode incident) throws MalformedEvent {
        String id = incident == null ? null : Members.id(incident, incidentId);
        return id != null ? id : incidentNamedBy(alert);
    }

    @Nullable
    String incidentNamedBy(JsonNode alert) throws MalformedEvent {
        return required(Members.id(alert, "incidentId"), "The alert", "incidentId");
    }

    @Override
    public @Nullable SourceTime changeOfAlert(JsonNode alert) throws MalformedEvent {
        return Times.change(alert, "alert", alertChanged, alertCreated);
    }

    @Override
    public @Nullable SourceTime changeOfIncident(JsonNode incident) throws MalformedEvent {
        return Times.change(incident, "incident", incidentChanged, incidentCreated);
    }

    @Override
    public Restless restlessOfAlert() {
        return Restless.NONE;
    }

    @Override
    public Restless restlessOfIncident() {
        return Restless.NONE;
    }

    @Override
    public DetectionStatus alertStatus(@Nullable String word) {
        return Words.alertStatus(word);
    }

    @Override
    public IncidentStatus incidentStatus(IncidentFacts incident) {
        return Words.incidentStatus(incident.status());
    }

    private static String required(@Nullable String id, String what, String member) throws MalformedEvent {
        if (id == null) {
            throw new MalformedEvent(
                    MalformedEvent.Reason.MISSING_ID, what + " has no " + member + " that is a text or a number");
        }
        return id;
    }
}
