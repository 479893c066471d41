package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.raw.Source;
import org.jspecify.annotations.Nullable;

/** The shapes in which Microsoft's interfaces show alerts and incidents. */
enum Shape {
    /** Microsoft Defender XDR, "List incidents API". */
    DEFENDER_XDR("alertId", "lastUpdatedTime", "creationTime", "incidentId", "lastUpdateTime", "createdTime") {
        @Override
        AlertFacts alert(JsonNode alert, String alertId, String incidentId, String tenantId) {
            return XdrAlert.read(alert, alertId, incidentId);
        }

        @Override
        IncidentFacts incident(JsonNode incident, String tenantId) {
            return XdrIncident.read(incident);
        }
    },

    /** Microsoft Graph, resource types {@code security/alert} (alerts_v2) and {@code security/incident}. */
    MICROSOFT_GRAPH("id", "lastUpdateDateTime", "createdDateTime", "id", "lastUpdateDateTime", "createdDateTime") {
        @Override
        AlertFacts alert(JsonNode alert, String alertId, String incidentId, String tenantId) {
            return GraphAlert.read(alert, alertId, incidentId, tenantId);
        }

        @Override
        IncidentFacts incident(JsonNode incident, String tenantId) {
            return GraphIncident.read(incident, tenantId);
        }
    };

    private final String alertId;
    private final String alertChanged;
    private final String alertCreated;
    private final String incidentId;
    private final String incidentChanged;
    private final String incidentCreated;

    Shape(
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

    /** Reads everything that an alert says, whose ids are known already. */
    abstract AlertFacts alert(JsonNode alert, String alertId, String incidentId, String tenantId);

    /** Reads everything that an incident says. */
    abstract IncidentFacts incident(JsonNode incident, String tenantId);

    static Shape of(@Nullable String source) throws MalformedEvent {
        return switch (source) {
            case Source.DEFENDER_XDR -> DEFENDER_XDR;
            case Source.MICROSOFT_GRAPH -> MICROSOFT_GRAPH;
            case null, default ->
                throw new MalformedEvent(
                        MalformedEvent.Reason.UNKNOWN_SOURCE,
                        "It was read from an interface that this version does not know");
        };
    }

    String alertId(JsonNode alert) throws MalformedEvent {
        return required(Members.id(alert, alertId), "The alert", alertId);
    }

    String incidentId(JsonNode incident) throws MalformedEvent {
        return required(Members.id(incident, incidentId), "The incident", incidentId);
    }

    /** The incident that an alert belongs to: the one it was found in or, without its header, the one that it names. */
    String incidentIdOf(JsonNode alert, @Nullable JsonNode incident) throws MalformedEvent {
        String id = incident == null ? null : Members.id(incident, incidentId);
        return id != null ? id : required(Members.id(alert, "incidentId"), "The alert", "incidentId");
    }

    /** When an alert was changed last, or else created; nothing where it says neither. */
    @Nullable
    SourceTime changeOfAlert(JsonNode alert) throws MalformedEvent {
        return change(alert, "alert", alertChanged, alertCreated);
    }

    /** When an incident was changed last, or else created; nothing where it says neither. */
    @Nullable
    SourceTime changeOfIncident(JsonNode incident) throws MalformedEvent {
        return change(incident, "incident", incidentChanged, incidentCreated);
    }

    private static String required(@Nullable String id, String what, String member) throws MalformedEvent {
        if (id == null) {
            throw new MalformedEvent(
                    MalformedEvent.Reason.MISSING_ID, what + " has no " + member + " that is a text or a number");
        }
        return id;
    }

    private static @Nullable SourceTime change(JsonNode object, String what, String changed, String created)
            throws MalformedEvent {
        JsonNode value = object.get(changed);
        SourceTime time = Members.time(object, changed);
        if (time == null && value != null && !value.isNull() && !isYearOne(value)) {
            throw new MalformedEvent(
                    MalformedEvent.Reason.BAD_TIME, "The " + what + "'s " + changed + " is not a time");
        }
        return time != null ? time : Members.time(object, created);
    }

    /** Microsoft's platform writes "no time" as the first moment of the year 1. */
    private static boolean isYearOne(JsonNode value) {
        return value.asText().startsWith("0001-01-01T00:00:00");
    }
}
