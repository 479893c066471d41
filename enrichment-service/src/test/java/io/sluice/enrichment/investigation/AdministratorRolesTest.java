package io.sluice.enrichment.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdministratorRolesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Application Administrator",
                "Authentication Administrator",
                "Cloud Application Administrator",
                "Conditional Access Administrator",
                "Directory Synchronization Accounts",
                "Exchange Administrator",
                "Global Administrator",
                "Helpdesk Administrator",
                "Hybrid Identity Administrator",
                "Intune Administrator",
                "Partner Tier2 Support",
                "Privileged Authentication Administrator",
                "Privileged Role Administrator",
                "Security Administrator",
                "Security Operator",
                "SharePoint Administrator",
                "User Administrator"
            })
    void whoCanChangeTheTenantIsAnAdministrator(String role) {
        assertThat(AdministratorRoles.greatest(List.of(role))).contains(role);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Directory Readers",
                "Guest Inviter",
                "Message Center Reader",
                "Reports Reader",
                "Search Editor",
                "Tenant Creator",
                "Usage Summary Reports Reader"
            })
    void whoOnlyLooksOrInvitesIsNone(String role) {
        assertThat(AdministratorRoles.greatest(List.of(role))).isEmpty();
    }

    @Test
    void roleThatSaysMostIsNamedWhateverComesFirstInTheAlphabet() {
        assertThat(AdministratorRoles.greatest(
                        List.of("Application Administrator", "Directory Readers", "Global Administrator")))
                .contains("Global Administrator");
        assertThat(AdministratorRoles.greatest(
                        List.of("Exchange Administrator", "Privileged Authentication Administrator")))
                .contains("Privileged Authentication Administrator");
        assertThat(AdministratorRoles.greatest(List.of("User Administrator", "Exchange Administrator")))
                .contains("Exchange Administrator");
    }

    @Test
    void whoHasNoRoleIsNone() {
        assertThat(AdministratorRoles.greatest(List.of())).isEmpty();
    }
}
