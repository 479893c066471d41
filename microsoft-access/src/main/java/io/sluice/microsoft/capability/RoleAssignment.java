package io.sluice.microsoft.capability;

import java.util.List;

/**
 * A role that the application's service principal needs besides its permissions.
 *
 * @param system where the role is assigned
 * @param anyOf the roles of which one is enough; the first is the one to recommend
 * @param scope on what it is assigned, for people
 * @param purpose what does not work without it, for people
 */
public record RoleAssignment(RoleSystem system, List<Role> anyOf, String scope, String purpose) {

    public RoleAssignment {
        anyOf = List.copyOf(anyOf);
    }

    /** Where roles are assigned. */
    public enum RoleSystem {
        /** Roles of the directory (Entra ID); a token names them in {@code wids}. */
        ENTRA,
        /** Roles on resources (Azure RBAC, access control, IAM); no token names them. */
        AZURE
    }

    /**
     * A role that Microsoft defines.
     *
     * @param name as the portal shows it
     * @param id its template or definition id, a GUID, the same in every tenant
     */
    public record Role(String name, String id) {}

    /** Returns the role to recommend: the one that allows least of those that are enough for all of the capability. */
    public Role recommended() {
        return anyOf.getFirst();
    }
}
