package io.sluice.connections.trial;

import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.connections.trial.TrialReport.GrantTrial;
import io.sluice.connections.trial.TrialReport.Missing;
import io.sluice.connections.trial.TrialReport.RoleTrial;
import io.sluice.microsoft.capability.Access;
import io.sluice.microsoft.capability.Permission;
import io.sluice.microsoft.capability.Requirement;
import io.sluice.microsoft.capability.RoleAssignment;
import io.sluice.microsoft.capability.RoleAssignment.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what a token grants with what a connection needs. */
final class Grants {

    private final ConnectionDetails details;
    private final List<Requirement> requirements;

    Grants(ConnectionDetails details, List<Requirement> requirements) {
        this.details = details;
        this.requirements = requirements;
    }

    /** Returns what is granted, missing and too much at an interface. */
    GrantTrial permissions(Access access, Optional<TokenClaims> claims) {
        return claims.map(read -> new GrantTrial(
                        true,
                        read.roles().stream().sorted().toList(),
                        access.required().stream()
                                .filter(permission -> !permission.isGrantedBy(read.roles()))
                                .map(permission -> new Missing(
                                        permission.name(),
                                        permission.idIn(details.cloud()).orElse(null)))
                                .toList(),
                        excessive(access, read.roles())))
                .orElse(GrantTrial.UNKNOWN);
    }

    /** Returns how it stands with the roles besides the permissions. */
    List<RoleTrial> roles(Access access, Optional<TokenClaims> claims) {
        return access.roles().stream().map(role -> role(role, claims)).toList();
    }

    /** A wider permission than the one that is needed serves, and is too much all the same. */
    private List<String> excessive(Access access, Set<String> roles) {
        Set<String> needed = requirements.stream()
                .flatMap(requirement -> requirement.accesses().stream())
                .filter(other -> other.application().equals(access.application()))
                .flatMap(other -> Stream.concat(other.required().stream(), other.optional().stream()))
                .map(Permission::name)
                .collect(Collectors.toSet());
        return roles.stream().filter(role -> !needed.contains(role)).sorted().toList();
    }

    private static RoleTrial role(RoleAssignment role, Optional<TokenClaims> claims) {
        String state = switch (role.system()) {
            case AZURE -> "not-visible";
            case ENTRA ->
                claims.map(read -> role.anyOf().stream().map(Role::id).anyMatch(read.directoryRoles()::contains)
                                ? "granted"
                                : "not-in-token")
                        .orElse("not-visible");
        };
        return new RoleTrial(
                role.system().name().toLowerCase(Locale.ROOT),
                role.anyOf().stream().map(Role::name).toList(),
                role.scope(),
                state);
    }
}
