package io.sluice.connections.registry;

import java.util.Set;

/** Which revisions of a connection a caller is willing to change. */
public sealed interface Precondition {

    /** Any revision. */
    record Any() implements Precondition {}

    /** Only these. */
    record OneOf(Set<Long> revisions) implements Precondition {
        public OneOf {
            revisions = Set.copyOf(revisions);
        }
    }

    /**
     * Lets a revision pass.
     *
     * @throws RegistryException.StaleRevision if the caller does not want to change this one
     */
    default void check(long revision) {
        boolean passes = switch (this) {
            case Any _ -> true;
            case OneOf(Set<Long> revisions) -> revisions.contains(revision);
        };
        if (!passes) {
            throw new RegistryException.StaleRevision(revision);
        }
    }
}
