package io.sluice.polling.finding;

import static io.sluice.polling.finding.FindingParts.millis;
import static io.sluice.polling.finding.FindingParts.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.ocsf.Activity;
import io.sluice.contracts.ocsf.Analytic;
import io.sluice.contracts.ocsf.AnalyticType;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.DetectionStatus;
import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.Malware;
import io.sluice.contracts.ocsf.RelatedEvent;
import io.sluice.contracts.ocsf.Remediation;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One version of an alert. */
public final class AlertEvent extends FindingEvent {

    private static final List<String> PROFILES = List.of("cloud", "datetime", "incident");

    private final JsonNode alert;
    private final @Nullable JsonNode incident;
    private final @Nullable String incidentId;
    private @Nullable AlertFacts facts;

    private AlertEvent(
            Shape shape,
            JsonNode alert,
            @Nullable JsonNode incident,
            @Nullable String incidentId,
            EventIdentity identity) {
        super(shape, identity);
        this.alert = alert;
        this.incident = incident;
        this.incidentId = incidentId;
    }

    /**
     * Reads which alert and which version of it this is.
     *
     * @param shapes the forms of alerts that are known
     * @throws MalformedEvent if it is no object, has no id, belongs to no incident, was changed at no time that can be
     *     read, or comes from an unknown interface
     */
    public static AlertEvent of(RawAlert raw, Shapes shapes) throws MalformedEvent {
        Shape shape = shapes.of(raw.source());
        if (!(raw.alert() instanceof ObjectNode written)) {
            throw new MalformedEvent(MalformedEvent.Reason.NOT_AN_OBJECT, "The alert is not a JSON object");
        }
        JsonNode alert = shape.opened(written);
        JsonNode incident = raw.incident() instanceof ObjectNode header ? shape.opened(header) : null;
        String alertId = shape.alertId(alert);
        @Nullable String incidentId = shape.incidentIdOf(alert, incident);
        SourceTime change = shape.changeOfAlert(alert);
        return new AlertEvent(
                shape,
                alert,
                incident,
                incidentId,
                EventIdentity.of(
                        raw.tenantId(),
                        raw.connectionId(),
                        raw.source(),
                        raw.readAt(),
                        alertId,
                        ContentVersion.ofAlert(alert, incidentId, shape.restlessOfAlert()),
                        change));
    }

    @Override
    public Topic topic() {
        return Topics.ALERTS;
    }

    @Override
    public AlertEvent returned() {
        return new AlertEvent(shape(), alert, incident, incidentId, identity().returned());
    }

    /** Returns Microsoft's id of the incident that the alert was found in; nothing if it is in none. */
    public @Nullable String incidentId() {
        return incidentId;
    }

    /** The incident that lists it, where an alert itself says nothing of that. */
    @Override
    public Optional<String> place() {
        return shape().onlyIncidentsListAlerts() ? Optional.of(incidentId == null ? "" : incidentId) : Optional.empty();
    }

    private AlertFacts facts() {
        AlertFacts read = facts == null ? shape().alert(alert, subjectId(), incidentId, tenantId()) : facts;
        facts = read;
        return read;
    }

    @Override
    List<String> saidAlike() {
        return Gist.of(facts(), incidentId);
    }

    @Override
    public DetectionFinding finding(boolean seenBefore, Instant processedAt) {
        AlertFacts facts = facts();
        IncidentFacts header = incident == null ? null : shape().incident(incident, null, tenantId());
        DetectionStatus status = shape().alertStatus(facts.status());
        Activity activity = FindingParts.activity(
                status == DetectionStatus.RESOLVED || status == DetectionStatus.SUPPRESSED, seenBefore);
        return new DetectionFinding(
                activity,
                activity.caption(),
                FindingParts.CATEGORY_UID,
                FindingParts.CATEGORY_NAME,
                DetectionFinding.CLASS_UID,
                "Detection Finding",
                DetectionFinding.CLASS_UID * 100L + activity.id(),
                "Detection Finding: " + activity.caption(),
                identity().change().epochMillis(),
                identity().change().text(),
                millis(facts.firstActivity()),
                text(facts.firstActivity()),
                millis(facts.lastActivity()),
                text(facts.lastActivity()),
                Words.severity(facts.severity()),
                facts.severity(),
                status,
                facts.status(),
                facts.confidence() == null ? null : Words.confidence(facts.confidence()),
                facts.confidence(),
                Words.verdict(facts.classification(), facts.determination()),
                facts.classification(),
                true,
                facts.title(),
                FindingParts.lastComment(facts.comments()),
                facts.assignedTo() == null ? null : Artifacts.assignee(facts.assignedTo()),
                header == null ? null : header.url(),
                FindingParts.cloud(tenantId()),
                FindingParts.metadata(shape(), identity(), facts.modified(), PROFILES, List.of(), false, processedAt),
                info(facts, header),
                facts.affectedDevices() == 1 ? theDevice(facts.evidences()) : null,
                facts.evidences(),
                Observables.of(facts.evidences()),
                facts.threatFamily() == null ? List.of() : List.of(new Malware(facts.threatFamily(), List.of(0))),
                facts.recommendedActions() == null ? null : new Remediation(facts.recommendedActions()),
                facts.unmapped());
    }

    private FindingInfo info(AlertFacts facts, @Nullable IncidentFacts header) {
        List<RelatedEvent> related = related(header);
        return new FindingInfo(
                facts.id(),
                facts.providerId(),
                facts.title(),
                facts.description(),
                facts.category() == null ? List.of() : List.of(facts.category()),
                millis(facts.created()),
                text(facts.created()),
                millis(facts.modified()),
                text(facts.modified()),
                millis(facts.firstActivity()),
                text(facts.firstActivity()),
                millis(facts.lastActivity()),
                text(facts.lastActivity()),
                facts.url(),
                facts.serviceSource() == null ? null : FindingParts.product(facts.serviceSource()),
                analytic(facts),
                Tactics.attacks(facts.tactics(), facts.techniques()),
                Tactics.killChain(facts.tactics()),
                facts.detectionSource() == null ? List.of() : List.of(facts.detectionSource()),
                related,
                related.size());
    }

    /** The incident and, where that repeats one of Defender's, this one too: there the alert is found as well. */
    private List<RelatedEvent> related(@Nullable IncidentFacts header) {
        if (incidentId == null) {
            return List.of();
        }
        RelatedEvent itsOwn = related(incidentId, header);
        return header == null || header.mirrors() == null
                ? List.of(itsOwn)
                : List.of(itsOwn, RelatedEvent.of(RelatedEvent.INCIDENT, header.mirrors()));
    }

    private static @Nullable Analytic analytic(AlertFacts facts) {
        if (facts.detectorId() == null) {
            return null;
        }
        AnalyticType type = Words.analyticType(facts.detectionSource());
        return new Analytic(facts.detectorId(), type, type.caption(), facts.detectionSource());
    }

    private static RelatedEvent related(String incidentId, @Nullable IncidentFacts header) {
        if (header == null) {
            return RelatedEvent.of(RelatedEvent.INCIDENT, incidentId);
        }
        return new RelatedEvent(
                incidentId,
                RelatedEvent.INCIDENT,
                header.title(),
                Words.severity(header.severity()),
                header.severity(),
                header.status(),
                millis(header.created()),
                text(header.created()),
                millis(header.modified()),
                text(header.modified()));
    }

    /** The only device, which is the last piece of evidence that carries more than a reference to one. */
    private static @Nullable Device theDevice(List<Evidence> evidences) {
        for (Evidence evidence : evidences.reversed()) {
            String name = Words.plain(evidence.name());
            if (name.startsWith("device") || name.equals("host")) {
                return evidence.device();
            }
        }
        return null;
    }
}
