package io.sluice.simulator.scenario;

import io.sluice.simulator.incident.Severity;
import io.sluice.simulator.scenario.Action.RaiseAlert;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The script of an attack or of noise.
 *
 * @param name unique name
 * @param kind whether its alerts belong together as one attack
 * @param summary what happens, for people
 * @param weight how often it is played compared with others
 * @param together how many runs begin at the very same moment, from and to; one when absent
 * @param cast who and what takes part
 * @param incidents names of its incidents, placeholders are filled
 * @param steps what happens, in order
 */
public record Scenario(
        String name,
        Kind kind,
        String summary,
        double weight,
        @Nullable List<Integer> together,
        Map<String, CastMember> cast,
        Map<String, String> incidents,
        List<Step> steps) {

    /** Attack or noise. */
    public enum Kind {
        /** All alerts of a run are one attack. */
        ATTACK,
        /** Alerts that mean nothing. */
        NOISE
    }

    /** Checks everything that can be checked before it is played. */
    public Scenario {
        require(
                Stream.<@Nullable Object>of(name, kind, summary, cast, incidents, steps)
                        .allMatch(Objects::nonNull),
                "name, kind, summary, cast, incidents and steps must all be there");
        require(weight >= 0, "weight must not be negative");
        require(!steps.isEmpty(), "there must be steps");
        require(
                together == null
                        || (together.size() == 2 && together.get(0) >= 1 && together.get(1) >= together.get(0)),
                "together must be two numbers, from and to");
        cast.forEach((role, member) -> member.references()
                .forEach((other, type) -> require(
                        isOf(cast, other, type),
                        role + " refers to " + other + ", which is not a "
                                + type.name().toLowerCase(Locale.ROOT))));
        cast.forEach((role, member) -> {
            if (member.carries() != null) {
                member.carries()
                        .forEach(other -> require(
                                isOf(cast, other, CastMember.Type.FILE) || isOf(cast, other, CastMember.Type.URL),
                                role + " carries " + other + ", which is neither a file nor a url"));
            }
        });
        Set<String> raised = new HashSet<>();
        Set<String> begun = new HashSet<>();
        for (Step step : steps) {
            Action action = step.action();
            switch (action) {
                case RaiseAlert alert -> {
                    require(incidents.containsKey(step.role()), "incidents has no name for " + step.role());
                    require(Severity.isKnown(alert.severity()), "there is no severity " + alert.severity());
                    Stream.of(alert.entities(), alert.late())
                            .flatMap(list -> list == null ? Stream.of() : list.stream())
                            .forEach(member -> requireEvidence(cast, member));
                    if (alert.devices() != null) {
                        alert.devices().forEach(device -> requireDevice(cast, device));
                    }
                    begun.add(step.role());
                    if (step.id() != null) {
                        raised.add(step.id());
                    }
                }
                case Action.AddEvidence evidence -> {
                    require(raised.contains(evidence.alert()), "no step before raised " + evidence.alert());
                    evidence.add().forEach(member -> requireEvidence(cast, member));
                }
                case Action.Move move -> {
                    require(raised.contains(move.alert()), "no step before raised " + move.alert());
                    require(incidents.containsKey(move.into()), "incidents has no name for " + move.into());
                }
                case Action.Merge merge ->
                    require(
                            begun.contains(merge.from()) && begun.contains(merge.into()),
                            "a merge needs two incidents with alerts");
                case Action.ChangeSeverity change ->
                    require(Severity.isKnown(change.severity()), "there is no severity " + change.severity());
                case Action.Resolve _,
                        Action.Reopen _,
                        Action.Assign _,
                        Action.ChangeStatus _,
                        Action.Tag _,
                        Action.AddComment _,
                        Action.Rename _ -> require(begun.contains(step.role()), "nothing began " + step.role());
            }
        }
    }

    private static void requireEvidence(Map<String, CastMember> cast, String reference) {
        int dot = reference.indexOf('.');
        CastMember member = cast.get(dot < 0 ? reference : reference.substring(0, dot));
        require(member != null, "cast has no " + reference);
        require(member == null || member.type() != CastMember.Type.DEVICE, reference + " belongs to devices");
    }

    private static boolean isOf(Map<String, CastMember> cast, String name, CastMember.Type type) {
        CastMember member = cast.get(name);
        return member != null && member.type() == type;
    }

    private static void requireDevice(Map<String, CastMember> cast, String name) {
        require(isOf(cast, name, CastMember.Type.DEVICE), "cast has no device " + name);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
