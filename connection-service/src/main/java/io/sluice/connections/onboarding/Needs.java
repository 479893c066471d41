package io.sluice.connections.onboarding;

import io.sluice.contracts.connection.Capability;
import io.sluice.microsoft.capability.Access;
import io.sluice.microsoft.capability.Permission;
import io.sluice.microsoft.capability.Requirement;
import io.sluice.microsoft.capability.ResourceApplication;
import io.sluice.microsoft.capability.RoleAssignment;
import io.sluice.microsoft.capability.RoleAssignment.RoleSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What several capabilities need together: each permission and each role once. */
final class Needs {

    private final Map<ResourceApplication, Map<String, Needed>> permissions = new LinkedHashMap<>();
    private final List<NeededRole> roles = new ArrayList<>();

    /**
     * A permission.
     *
     * @param required whether a capability does not work without it
     * @param capabilities who needs it
     */
    record Needed(Permission permission, boolean required, Set<Capability> capabilities) {

        /** Returns the names of who needs it. */
        String purpose() {
            return capabilities.stream().map(Capability::caption).collect(Collectors.joining(", "))
                    + (required ? "" : " (optional)");
        }
    }

    /** A role, with the access that needs it. */
    record NeededRole(RoleAssignment role, Access access, Capability capability) {}

    Needs(List<Requirement> requirements) {
        for (Requirement requirement : requirements) {
            for (Access access : requirement.accesses()) {
                access.required().forEach(permission -> add(requirement, access, permission, true));
                access.optional().forEach(permission -> add(requirement, access, permission, false));
                access.roles().forEach(role -> roles.add(new NeededRole(role, access, requirement.capability())));
            }
        }
    }

    /** Returns the permissions of each application of Microsoft's. */
    Map<ResourceApplication, List<Needed>> permissions() {
        Map<ResourceApplication, List<Needed>> all = new LinkedHashMap<>();
        permissions.forEach((application, byName) -> all.put(application, List.copyOf(byName.values())));
        return all;
    }

    /** Returns the roles of one system. */
    List<NeededRole> roles(RoleSystem system) {
        return roles.stream().filter(role -> role.role().system() == system).toList();
    }

    private void add(Requirement requirement, Access access, Permission permission, boolean required) {
        permissions
                .computeIfAbsent(access.application(), _ -> new LinkedHashMap<>())
                .merge(
                        permission.name(),
                        new Needed(permission, required, Set.of(requirement.capability())),
                        (one, other) -> {
                            Set<Capability> both = new TreeSet<>(one.capabilities());
                            both.addAll(other.capabilities());
                            return new Needed(permission, one.required() || other.required(), both);
                        });
    }
}
