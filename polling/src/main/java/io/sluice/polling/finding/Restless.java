package io.sluice.polling.finding;

import java.util.Map;
import java.util.Set;

/**
 * Members that change although nothing new is said, such as the time at which something was written down. They do not
 * make another version.
 *
 * @param members their names
 * @param within the same of objects that are members themselves
 */
public record Restless(Set<String> members, Map<String, Restless> within) {

    /** Nothing is restless. */
    public static final Restless NONE = new Restless(Set.of(), Map.of());

    public Restless {
        members = Set.copyOf(members);
        within = Map.copyOf(within);
    }

    /** Returns these members alone. */
    public static Restless of(String... members) {
        return new Restless(Set.of(members), Map.of());
    }

    boolean has(String member) {
        return members.contains(member);
    }

    Restless in(String member) {
        return within.getOrDefault(member, NONE);
    }
}
