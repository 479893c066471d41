package io.sluice.enrichment.directory.lookup;

import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.quota.TurnLimits;
import io.sluice.microsoft.quota.Turns.Principal;
import java.time.Duration;
import java.util.List;

/**
 * What Microsoft allows an application to read in a tenant, less a little for others that share it, such as the test of
 * a connection (Microsoft Learn: "Microsoft Graph service-specific throttling limits", "Microsoft Defender for
 * Endpoint: list machines API").
 */
enum Allowance {
    /**
     * Users, groups and devices in Graph: 3,500 units in ten seconds in the smallest tenants; a call costs one or two.
     */
    DIRECTORY(new TurnLimits("users and groups in Microsoft Graph", 8, 400, Duration.ofSeconds(10))),

    /** Sign-ins and reports on authentication methods in Graph: five calls in ten seconds. */
    REPORTS(new TurnLimits("reports in Microsoft Graph", 2, 4, Duration.ofSeconds(10))),

    /** Entra ID Protection: one call a second in a tenant, whichever application makes it. */
    PROTECTION(new TurnLimits("Entra ID Protection", 1, 5, Duration.ofSeconds(5))),

    /** Defender for Endpoint: 100 calls a minute and 1,500 an hour. */
    ENDPOINT(
            new TurnLimits("Defender for Endpoint", 4, 80, Duration.ofMinutes(1)),
            new TurnLimits("Defender for Endpoint", 4, 1_200, Duration.ofHours(1)));

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
    private final List<TurnLimits> limits;

    Allowance(TurnLimits... limits) {
        this.limits = List.of(limits);
    }

    /** Returns the limits, all of which must be kept; that of the shortest time is the first. */
    List<TurnLimits> limits() {
        return limits;
    }

    /** Returns how long to leave it alone after a throttling answer that does not say it. */
    Duration otherwise() {
        return limits.getFirst().window();
    }

    /** Returns whom Microsoft counts a connection's calls for. */
    Principal principal(Connection connection) {
        return new Principal(connection.tenantId(), this == PROTECTION ? "any" : connection.clientId());
    }
}
