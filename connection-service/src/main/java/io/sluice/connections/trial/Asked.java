package io.sluice.connections.trial;

import io.sluice.connections.registry.ConnectionDetails;
import io.sluice.microsoft.capability.Access;
import io.sluice.microsoft.capability.Permission;
import io.sluice.microsoft.capability.Probe;
import io.sluice.microsoft.capability.RoleAssignment;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was asked, for the sentences about the answer.
 *
 * @param details the connection
 * @param access what it needs there
 * @param probe the call
 * @param address where the call went
 * @param claims what the token says, where it can be read
 */
record Asked(ConnectionDetails details, Access access, Probe probe, URI address, Optional<TokenClaims> claims) {

    /** How often something is worth another try, for people. */
    static final String LATER = "Test again in a few minutes; if it stays so, look at the service health of the tenant"
            + " (Microsoft 365 admin center, Health).";

    /** Returns the interface's name. */
    String api() {
        return access.surface().caption();
    }

    /** Returns the application, for people. */
    String app() {
        return "the application " + details.clientId();
    }

    /** Returns the permissions that the access wants, for people. */
    String permissions() {
        return access.required().stream().map(Permission::name).collect(Collectors.joining(", "));
    }

    /** Tells whether the token is known to have all permissions that the access wants. */
    boolean hasPermissions() {
        return claims.isPresent()
                && access.required().stream()
                        .allMatch(permission ->
                                permission.isGrantedBy(claims.get().roles()));
    }

    /** Returns what to do where access is denied: permissions if they are not there, else roles. */
    String grant() {
        if (access.required().isEmpty() || (hasPermissions() && !access.roles().isEmpty())) {
            return roles();
        }
        String consent = "In the app registration " + details.clientId()
                + ", API permissions, add the application permissions " + permissions() + " of '"
                + access.application().name() + "' and grant admin consent in the tenant " + details.tenantId()
                + ". Consent takes effect with the next token, so test again.";
        return access.roles().isEmpty() ? consent : consent + " " + roles();
    }

    /** Returns how to give the application the roles that the access wants. */
    String roles() {
        return access.roles().stream().map(this::role).collect(Collectors.joining(" "));
    }

    private String role(RoleAssignment role) {
        return switch (role.system()) {
            case ENTRA ->
                "Assign the directory role '" + role.recommended().name() + "' to the application's service principal"
                        + " (Microsoft Entra admin center, Roles and administrators). It is in tokens that are issued"
                        + " afterwards.";
            case AZURE ->
                "Assign the role '" + role.recommended().name() + "' on " + role.scope()
                        + " to the application's service principal (Access control (IAM)). It can take an hour to be"
                        + " in force.";
        };
    }

    /** Returns what to do where a request is not understood. */
    String report() {
        return "Check the connection's fields" + where()
                + ". If they are right, it is a fault of Sluice: report it with the correlation id.";
    }

    private String where() {
        return details.baseUrls().containsKey(access.surface())
                ? " and its own base URL " + details.baseUrls().get(access.surface())
                : " and its cloud, " + details.cloud().word();
    }
}
