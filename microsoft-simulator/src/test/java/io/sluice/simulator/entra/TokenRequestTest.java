package io.sluice.simulator.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRequestTest {

    @Test
    void theReservedScopesThatLibrariesAddArePassedOver() {
        assertThat(TokenRequest.resourceOfScope(
                        "openid profile offline_access https://api.security.microsoft.com/.default"))
                .isEqualTo("https://api.security.microsoft.com");
    }

    @Test
    void theTrailingSlashOfAResourceIsPartOfIt() {
        assertThat(TokenRequest.resourceOfScope("https://api.security.microsoft.com//.default"))
                .isEqualTo("https://api.security.microsoft.com/");
    }

    @ParameterizedTest
    @CsvSource({
        "https://graph.microsoft.com/User.Read.All, SCOPE_WITHOUT_DEFAULT",
        "openid, SCOPE_WITHOUT_DEFAULT",
        "/.default, SCOPE_WITHOUT_DEFAULT",
        "https://graph.microsoft.com/.default https://api.security.microsoft.com/.default, SEVERAL_RESOURCES",
        "https://gräph.microsoft.com/.default, INVALID_SCOPE",
    })
    void aScopeThatIsNotExactlyOneResourceIsRefused(String scope, AadSts reason) {
        assertThatThrownBy(() -> TokenRequest.resourceOfScope(scope))
                .isInstanceOfSatisfying(
                        EntraException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
