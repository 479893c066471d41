package io.sluice.simulator.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step of a scenario does. */
public sealed interface Action {

    /**
     * Raises an alert.
     *
     * @param title headline, placeholders are filled
     * @param description explanation, placeholders are filled
     * @param product serviceSource as on the wire
     * @param source detectionSource as on the wire
     * @param category kill-chain phase
     * @param severity severity
     * @param techniques MITRE ATT&CK techniques
     * @param family malware family
     * @param actor threat actor
     * @param devices cast members that are devices
     * @param entities cast members that are evidence; {@code name.mailbox} is the mailbox of a person
     * @param late those of the entities that arrive later; absent for the engine to decide
     */
    record RaiseAlert(
            String title,
            @Nullable String description,
            String product,
            String source,
            String category,
            String severity,
            @Nullable List<String> techniques,
            @Nullable String family,
            @Nullable String actor,
            @Nullable List<String> devices,
            @Nullable List<String> entities,
            @Nullable List<String> late)
            implements Action {}

    /**
     * Adds evidence to an alert.
     *
     * @param alert id of the step that raised it
     * @param add cast members
     * @param silent whether no time of last change moves
     */
    record AddEvidence(String alert, List<String> add, boolean silent) implements Action {}

    /**
     * Merges an incident into another, which keeps its number.
     *
     * @param from the incident that is closed as redirected
     * @param into the incident that gets its alerts
     */
    record Merge(String from, String into) implements Action {}

    /**
     * Moves an alert to another incident, as analysts do.
     *
     * @param alert id of the step that raised it
     * @param into the incident it goes to, begun if there is none yet
     */
    record Move(String alert, String into) implements Action {}

    /**
     * Resolves the incident and all its alerts.
     *
     * @param classification what it was
     * @param determination which kind
     */
    record Resolve(String classification, String determination) implements Action {}

    /** Makes a resolved incident active again. */
    record Reopen() implements Action {}

    /**
     * Changes the severity of the incident and its alerts.
     *
     * @param severity the new one
     */
    record ChangeSeverity(String severity) implements Action {}

    /**
     * Assigns the incident.
     *
     * @param to {@code analyst}, {@code automation} or {@code nobody}
     */
    record Assign(String to) implements Action {}

    /**
     * Changes the status of the incident and its alerts.
     *
     * @param status Active or InProgress
     */
    record ChangeStatus(String status) implements Action {}

    /**
     * Tags the incident.
     *
     * @param tags the tags
     */
    record Tag(List<String> tags) implements Action {}

    /**
     * Comments on the incident.
     *
     * @param text the comment, placeholders are filled
     */
    record AddComment(String text) implements Action {}

    /**
     * Renames the incident.
     *
     * @param name the new name, placeholders are filled
     */
    record Rename(String name) implements Action {}
}
