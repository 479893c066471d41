package io.sluice.enrichment.investigation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The directory roles of Entra ID that make an account worth more to an intruder than others, by the names that Graph
 * gives them (Microsoft Learn: "Microsoft Entra built-in roles"). Of about a hundred roles some do nothing but read
 * messages of a service or invite guests.
 */
final class AdministratorRoles {

    /** What all roles end in that manage something, whichever Microsoft adds. */
    private static final String MANAGES = " Administrator";

    /** Who has one of these can give themselves any other. */
    private static final List<String> ABOVE_ALL =
            List.of("Global Administrator", "Privileged Role Administrator", "Privileged Authentication Administrator");

    /** What Microsoft calls privileged without calling it an administrator; some of it under an earlier name. */
    private static final Set<String> PRIVILEGED = Set.of(
            "Application Developer",
            "Attribute Provisioning Reader",
            "Device Administrators",
            "Directory Synchronization Accounts",
            "Directory Writers",
            "Global Reader",
            "On Premises Directory Sync Account",
            "Partner Tier1 Support",
            "Partner Tier2 Support",
            "Security Operator",
            "Security Reader");

    private static final Comparator<String> GREATEST_FIRST =
            Comparator.comparingInt(AdministratorRoles::rank).thenComparing(Comparator.naturalOrder());

    private AdministratorRoles() {}

    /** Returns the one among an account's roles that says most about it; nothing if it is no administrator's. */
    static Optional<String> greatest(List<String> roles) {
        return roles.stream()
                .filter(role -> role.endsWith(MANAGES) || PRIVILEGED.contains(role))
                .min(GREATEST_FIRST);
    }

    private static int rank(String role) {
        int place = ABOVE_ALL.indexOf(role);
        return place >= 0 ? place : ABOVE_ALL.size();
    }
}
