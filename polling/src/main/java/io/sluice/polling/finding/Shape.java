package io.sluice.polling.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.ocsf.DetectionStatus;
import io.sluice.contracts.ocsf.IncidentStatus;
import io.sluice.contracts.ocsf.Product;
import org.jspecify.annotations.Nullable;

/** The form in which one of Microsoft's interfaces shows alerts and incidents. */
public interface Shape {

    /** Returns the interface as a product: through it the findings came. */
    Product product();

    /** Returns the interface's name for what was read, for {@code metadata.log_name}. */
    String logName();

    /**
     * Returns an alert or an incident in the one form in which everything else here reads it, where the interface has
     * several for the same content, such as JSON that can be JSON in a text as well. The version is made of this form.
     */
    default JsonNode opened(ObjectNode alertOrIncident) {
        return alertOrIncident;
    }

    /**
     * Returns the id of an alert, the same through whichever interface it is seen.
     *
     * @throws MalformedEvent if it has none
     */
    String alertId(JsonNode alert) throws MalformedEvent;

    /**
     * Returns the id of an incident.
     *
     * @throws MalformedEvent if it has none
     */
    String incidentId(JsonNode incident) throws MalformedEvent;

    /**
     * Returns the id of the incident that an alert belongs to; nothing if it belongs to none.
     *
     * @param incident the one it was found in, if it was found in one
     * @throws MalformedEvent if it must belong to one and none can be told
     */
    @Nullable
    String incidentIdOf(JsonNode alert, @Nullable JsonNode incident) throws MalformedEvent;

    /**
     * Returns when an alert was changed last, or else created; nothing where it says neither.
     *
     * @throws MalformedEvent if what it says is no time
     */
    @Nullable
    SourceTime changeOfAlert(JsonNode alert) throws MalformedEvent;

    /**
     * Returns when an incident was changed last, or else created; nothing where it says neither.
     *
     * @throws MalformedEvent if what it says is no time
     */
    @Nullable
    SourceTime changeOfIncident(JsonNode incident) throws MalformedEvent;

    /**
     * Returns whether what was read last counts, whatever its time of change: the interface shows the present, and adds
     * to findings without a new time. Otherwise what was changed last counts, whenever it is read.
     */
    boolean showsThePresent();

    /**
     * Returns whether another interface shows the same findings under the same ids, in words of its own: what one has
     * told, the other does not tell again.
     */
    default boolean sharesFindings() {
        return false;
    }

    /**
     * Returns whether alerts say nothing of their incidents, which alone list them: then an alert moves without a new
     * time of change.
     */
    default boolean onlyIncidentsListAlerts() {
        return false;
    }

    /**
     * Returns the members of an alert that change although it says nothing new, such as the time at which it was
     * written down.
     */
    Restless restlessOfAlert();

    /** Returns the members of an incident that change although it says nothing new. */
    Restless restlessOfIncident();

    /** Returns what an alert's word for its status is in OCSF. */
    DetectionStatus alertStatus(@Nullable String word);

    /** Returns what the status of an incident is in OCSF. */
    IncidentStatus incidentStatus(IncidentFacts incident);

    /**
     * Reads everything that an alert says.
     *
     * @param alertId the alert's id, which is known already
     * @param incidentId that of its incident
     */
    AlertFacts alert(JsonNode alert, String alertId, @Nullable String incidentId, String tenantId);

    /**
     * Reads everything that an incident says.
     *
     * @param entities those that are named for the incident as a whole, if any are
     */
    IncidentFacts incident(JsonNode incident, @Nullable JsonNode entities, String tenantId);
}
