package io.sluice.microsoft.capability;

import io.sluice.microsoft.cloud.Cloud;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An application permission (app role) of one of Microsoft's interfaces, as the portal's permission picker names it.
 *
 * @param name such as {@code Incident.Read.All}; what a token's {@code roles} holds
 * @param id the app role's id, a GUID, the same in every tenant of the world-wide cloud and of GCC
 * @param includedIn wider permissions that serve as well, though they allow more than Sluice needs
 * @param elsewhere its ids in clouds where Microsoft has given it another one, as far as they are known
 */
public record Permission(String name, String id, List<String> includedIn, Map<Cloud, String> elsewhere) {

    public Permission {
        includedIn = List.copyOf(includedIn);
        elsewhere = Map.copyOf(elsewhere);
    }

    Permission(String name, String id, List<String> includedIn) {
        this(name, id, includedIn, Map.of());
    }

    /** Makes a permission that is included in none that Sluice knows. */
    static Permission of(String name, String id) {
        return new Permission(name, id, List.of());
    }

    /** Returns the same, with other ids in some clouds. */
    Permission elsewhere(Map<Cloud, String> ids) {
        return new Permission(name, id, includedIn, ids);
    }

    /**
     * Returns its id in a cloud, or nothing where it is not known for sure: there it is looked up by its name, because
     * the sovereign clouds have ids of their own for some permissions.
     */
    public Optional<String> idIn(Cloud cloud) {
        return switch (cloud) {
            case COMMERCIAL, GCC -> Optional.of(id);
            case GCC_HIGH, DOD, CHINA -> Optional.ofNullable(elsewhere.get(cloud));
        };
    }

    /** Tells whether a token with these roles has this permission, be it by a wider one. */
    public boolean isGrantedBy(Set<String> roles) {
        return roles.contains(name) || includedIn.stream().anyMatch(roles::contains);
    }
}
