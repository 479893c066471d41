package io.sluice.connections.registry;

import io.sluice.contracts.connection.Capability;
import io.sluice.microsoft.cloud.Cloud;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which connections are wanted: those that fit everything that is given.
 *
 * @param name a name whatever the case of its letters, in which {@code *} stands for any characters
 * @param tenantId a GUID in lower case
 * @param capabilities all of these are switched on
 * @param ids one of these; nothing: any
 */
public record ConnectionFilter(
        Optional<String> name,
        Optional<String> tenantId,
        Optional<Cloud> cloud,
        Optional<Boolean> enabled,
        Set<Capability> capabilities,
        Optional<Set<UUID>> ids) {

    /** Lets every connection pass. */
    public static final ConnectionFilter ALL = new ConnectionFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Optional.empty());

    public ConnectionFilter {
        capabilities = Set.copyOf(capabilities);
        ids = ids.map(Set::copyOf);
    }

    /** Returns the same filter of some connections. */
    public ConnectionFilter among(Optional<Set<UUID>> theseIds) {
        return new ConnectionFilter(name, tenantId, cloud, enabled, capabilities, theseIds);
    }
}
