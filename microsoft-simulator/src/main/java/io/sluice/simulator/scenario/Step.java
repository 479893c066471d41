package io.sluice.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sluice.simulator.scenario.Action.AddComment;
import io.sluice.simulator.scenario.Action.AddEvidence;
import io.sluice.simulator.scenario.Action.Assign;
import io.sluice.simulator.scenario.Action.ChangeSeverity;
import io.sluice.simulator.scenario.Action.ChangeStatus;
import io.sluice.simulator.scenario.Action.Merge;
import io.sluice.simulator.scenario.Action.Move;
import io.sluice.simulator.scenario.Action.RaiseAlert;
import io.sluice.simulator.scenario.Action.Rename;
import io.sluice.simulator.scenario.Action.Reopen;
import io.sluice.simulator.scenario.Action.Resolve;
import io.sluice.simulator.scenario.Action.Tag;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step of a scenario: when, with which chance, on which incident, and exactly one action.
 *
 * @param after time since the step before; at once when absent
 * @param chance how likely the step is taken, 1 when absent
 * @param id name by which later steps mean the alert of this step
 * @param incident the incident it happens to, {@code main} when absent
 * @param alert raises an alert
 * @param evidence adds evidence
 * @param merge merges incidents
 * @param move moves an alert
 * @param resolve resolves
 * @param reopen re-opens when true
 * @param severity changes the severity
 * @param assign assigns
 * @param status changes the status
 * @param tag adds tags
 * @param comment adds a comment
 * @param rename renames
 */
public record Step(
        @Nullable Span after,
        @Nullable Double chance,
        @Nullable String id,
        @Nullable String incident,
        @Nullable RaiseAlert alert,
        @Nullable AddEvidence evidence,
        @Nullable Merge merge,
        @Nullable Move move,
        @Nullable Resolve resolve,
        @Nullable Boolean reopen,
        @Nullable String severity,
        @Nullable String assign,
        @Nullable String status,
        @Nullable List<String> tag,
        @Nullable String comment,
        @Nullable String rename) {

    /** The incident that a scenario is about when a step does not say otherwise. */
    public static final String MAIN = "main";

    /** The incident it happens to. */
    @JsonIgnore
    public String role() {
        return incident == null ? MAIN : incident;
    }

    /** What it does; fails unless it does exactly one thing. */
    @JsonIgnore
    public Action action() {
        List<Action> actions = Stream.of(
                        alert,
                        evidence,
                        merge,
                        move,
                        resolve,
                        Boolean.TRUE.equals(reopen) ? new Reopen() : null,
                        severity == null ? null : new ChangeSeverity(severity),
                        assign == null ? null : new Assign(assign),
                        status == null ? null : new ChangeStatus(status),
                        tag == null ? null : new Tag(tag),
                        comment == null ? null : new AddComment(comment),
                        rename == null ? null : new Rename(rename))
                .<Action>mapMulti((action, next) -> {
                    if (action != null) {
                        next.accept(action);
                    }
                })
                .toList();
        if (actions.size() != 1) {
            throw new IllegalArgumentException(
                    "A step does exactly one thing, not " + actions.size() + Objects.toString(id, ""));
        }
        return actions.getFirst();
    }
}
