package io.sluice.polling.finding;

import static io.sluice.polling.finding.FindingParts.millis;
import static io.sluice.polling.finding.FindingParts.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.ocsf.Activity;
import io.sluice.contracts.ocsf.FindingInfo;
import io.sluice.contracts.ocsf.Group;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.RelatedEvent;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of an incident. */
public final class IncidentEvent extends FindingEvent {

    private static final List<String> PROFILES = List.of("cloud", "datetime");

    private final JsonNode incident;
    private final @Nullable JsonNode entities;
    private final List<String> alertIds;
    private final int alertCount;
    private @Nullable IncidentFacts facts;

    private IncidentEvent(
            Shape shape,
            JsonNode incident,
            @Nullable JsonNode entities,
            List<String> alertIds,
            int alertCount,
            EventIdentity identity) {
        super(shape, identity);
        this.incident = incident;
        this.entities = entities;
        this.alertIds = alertIds;
        this.alertCount = alertCount;
    }

    /**
     * Reads which incident and which version of it this is.
     *
     * @param shapes the forms of incidents that are known
     * @throws MalformedEvent if it is no object, has no id, was changed at no time that can be read, or comes from an
     *     unknown interface
     */
    public static IncidentEvent of(RawIncident raw, Shapes shapes) throws MalformedEvent {
        Shape shape = shapes.of(raw.source());
        if (!(raw.incident() instanceof ObjectNode written)) {
            throw new MalformedEvent(MalformedEvent.Reason.NOT_AN_OBJECT, "The incident is not a JSON object");
        }
        JsonNode incident = shape.opened(written);
        String incidentId = shape.incidentId(incident);
        SourceTime change = shape.changeOfIncident(incident);
        List<String> listed = raw.alertIds().size() <= RawIncident.MAX_ALERT_IDS
                ? raw.alertIds()
                : raw.alertIds().subList(0, RawIncident.MAX_ALERT_IDS);
        int alertCount = Math.max(raw.alertCount(), raw.alertIds().size());
        return new IncidentEvent(
                shape,
                incident,
                raw.entities(),
                listed,
                alertCount,
                EventIdentity.of(
                        raw.tenantId(),
                        raw.connectionId(),
                        raw.source(),
                        raw.readAt(),
                        incidentId,
                        ContentVersion.ofIncident(
                                incident, raw.entities(), listed, alertCount, shape.restlessOfIncident()),
                        change));
    }

    @Override
    public Topic topic() {
        return Topics.INCIDENTS;
    }

    @Override
    public IncidentEvent returned() {
        return new IncidentEvent(
                shape(), incident, entities, alertIds, alertCount, identity().returned());
    }

    private IncidentFacts facts() {
        IncidentFacts read = facts == null ? shape().incident(incident, entities, tenantId()) : facts;
        facts = read;
        return read;
    }

    @Override
    List<String> saidAlike() {
        return Gist.of(facts(), alertIds, alertCount);
    }

    @Override
    public IncidentFinding finding(boolean seenBefore, Instant processedAt) {
        IncidentFacts facts = facts();
        IncidentStatus status = shape().incidentStatus(facts);
        boolean closed = status == IncidentStatus.RESOLVED || status == IncidentStatus.CLOSED;
        Activity activity = FindingParts.activity(closed, seenBefore);
        return new IncidentFinding(
                activity,
                activity.caption(),
                FindingParts.CATEGORY_UID,
                FindingParts.CATEGORY_NAME,
                IncidentFinding.CLASS_UID,
                "Incident Finding",
                IncidentFinding.CLASS_UID * 100L + activity.id(),
                "Incident Finding: " + activity.caption(),
                identity().change().epochMillis(),
                identity().change().text(),
                Words.severity(facts.severity()),
                facts.severity(),
                status,
                facts.status(),
                Words.verdict(facts.classification(), facts.determination()),
                facts.classification(),
                facts.title(),
                facts.description(),
                FindingParts.lastComment(facts.comments()),
                facts.assignedTo() == null ? null : Artifacts.assignee(facts.assignedTo()),
                facts.assignedTo() == null ? new Group("Unassigned", null, null) : null,
                facts.url(),
                FindingParts.cloud(tenantId()),
                FindingParts.metadata(
                        shape(),
                        identity(),
                        facts.modified(),
                        PROFILES,
                        facts.tags(),
                        alertIds.size() < alertCount,
                        processedAt),
                List.of(info(facts)),
                Observables.of(facts.evidences(), "unmapped.entities"),
                facts.unmapped());
    }

    private FindingInfo info(IncidentFacts facts) {
        List<RelatedEvent> related = new ArrayList<>(alertIds.size() + 2);
        if (facts.redirectedTo() != null) {
            related.add(RelatedEvent.of(RelatedEvent.INCIDENT, facts.redirectedTo()));
        }
        if (facts.mirrors() != null) {
            related.add(RelatedEvent.of(RelatedEvent.INCIDENT, facts.mirrors()));
        }
        int incidents = related.size();
        for (String alertId : alertIds) {
            related.add(RelatedEvent.of(RelatedEvent.ALERT, Words.plain(alertId)));
        }
        return new FindingInfo(
                subjectId(),
                null,
                facts.title(),
                null,
                List.of(),
                millis(facts.created()),
                text(facts.created()),
                millis(facts.modified()),
                text(facts.modified()),
                millis(facts.firstActivity()),
                text(facts.firstActivity()),
                millis(facts.lastActivity()),
                text(facts.lastActivity()),
                facts.url(),
                null,
                null,
                Tactics.attacks(facts.tactics(), facts.techniques()),
                Tactics.killChain(facts.tactics()),
                List.of(),
                related,
                alertCount + incidents);
    }
}
