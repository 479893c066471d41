package io.sluice.connections.registry;

import io.sluice.connections.credentials.CredentialKind;
import io.sluice.contracts.connection.Capability;
import io.sluice.microsoft.capability.Access;
import io.sluice.microsoft.capability.Requirement;
import io.sluice.microsoft.capability.Requirements;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** For which resources a connection's capabilities need tokens. */
public final class NeededTokens {

    private NeededTokens() {}

    /** Returns the capabilities by the resource of the token that they use, in the order of the capabilities. */
    public static Map<String, Set<Capability>> of(ConnectionDetails details) {
        Map<String, Set<Capability>> byResource = new LinkedHashMap<>();
        for (Requirement requirement : Requirements.of(details.capabilities())) {
            for (Access access : requirement.accesses()) {
                details.cloud()
                        .resource(access.surface())
                        .ifPresent(resource -> byResource
                                .computeIfAbsent(resource, _ -> EnumSet.noneOf(Capability.class))
                                .add(requirement.capability()));
            }
        }
        return byResource;
    }

    /**
     * Returns the kinds of credentials with which a connection's capabilities sign in.
     *
     * @param active the kinds of which the connection has an active credential
     */
    public static Set<CredentialKind> kinds(ConnectionDetails details, Set<CredentialKind> active) {
        Set<CredentialKind> kinds = EnumSet.noneOf(CredentialKind.class);
        of(details)
                .values()
                .forEach(sharing -> kinds.add(details.credentialUse().kindFor(sharing, active)));
        return kinds;
    }

    /** Says which capabilities share a token but are to sign in with different kinds of credentials; for people. */
    public static List<String> contradictions(ConnectionDetails details) {
        return of(details).entrySet().stream()
                .filter(entry -> details.credentialUse().contradictsItself(entry.getValue()))
                .map(entry -> entry.getValue().stream().map(Capability::word).collect(Collectors.joining(" and "))
                        + " share the token for " + entry.getKey() + " and must use the same kind of credential")
                .toList();
    }
}
