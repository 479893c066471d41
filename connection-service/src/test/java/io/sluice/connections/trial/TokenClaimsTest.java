package io.sluice.connections.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {

    @Test
    void rolesAndDirectoryRolesAreRead() {
        String token =
                Tried.token("https://graph.microsoft.com", Tried.TENANT, List.of("A.Read", "B.Read"), List.of("wid-1"));

        TokenClaims claims = TokenClaims.of(token).orElseThrow();

        assertThat(claims.audience()).isEqualTo("https://graph.microsoft.com");
        assertThat(claims.tenantId()).isEqualTo(Tried.TENANT);
        assertThat(claims.roles()).containsExactlyInAnyOrder("A.Read", "B.Read");
        assertThat(claims.directoryRoles()).containsExactly("wid-1");
    }

    @Test
    void aTokenWithoutRolesHasNone() {
        assertThat(TokenClaims.of(Tried.token("aud", Tried.TENANT, List.of(), List.of()))
                        .orElseThrow()
                        .roles())
                .isEmpty();
    }

    @Test
    void whatIsNoNameIsNotShown() {
        String token = Tried.token("aud", Tried.TENANT, List.of("<script>", "a b", "Good.Read"), List.of());

        assertThat(TokenClaims.of(token).orElseThrow().roles()).containsExactly("Good.Read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "opaque", "a.b", "a.b.c", "a.!!.c", "a.bnVsbA.c", "a.WzFd.c", "....", "e30.e30.e30.e30.e30"})
    void anOpaqueTokenTellsNothing(String token) {
        assertThat(TokenClaims.of(token)).isEqualTo(Optional.empty());
    }
}
