package io.sluice.microsoft.capability;

import java.util.List;
import java.util.Set;

/**
 * An application permission (app role) of one of Microsoft's interfaces, as the portal's permission picker names it.
 *
 * @param name such as {@code Incident.Read.All}; what a token's {@code roles} holds
 * @param id the app role's id, a GUID, the same in every tenant
 * @param includedIn wider permissions that serve as well, though they allow more than Sluice needs
 */
public record Permission(String name, String id, List<String> includedIn) {

    public Permission {
        includedIn = List.copyOf(includedIn);
    }

    /** Makes a permission that is included in none that Sluice knows. */
    static Permission of(String name, String id) {
        return new Permission(name, id, List.of());
    }

    /** Tells whether a token with these roles has this permission, be it by a wider one. */
    public boolean isGrantedBy(Set<String> roles) {
        return roles.contains(name) || includedIn.stream().anyMatch(roles::contains);
    }
}
