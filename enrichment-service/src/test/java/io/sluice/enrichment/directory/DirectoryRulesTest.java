package io.sluice.enrichment.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.directory.DirectoryKind;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.contracts.request.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ben@contoso.com",
                "Ben.O'Best@contoso.co.uk",
                "eve_evil.example#EXT#@contoso.onmicrosoft.com",
                "$service@contoso.com",
                "jörg@contoso.de",
                "0E000000-0000-4000-8000-00000000000B"
            })
    void namesAndIdsOfUsersAreRight(String user) {
        assertThat(DirectoryRules.problems(request(DirectoryKind.USER, user, null)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ben",
                "CONTOSO\\ben",
                "@contoso.com",
                "ben@",
                "ben@contoso.com/../../me",
                "ben@contoso.com?$select=*",
                "ben best@contoso.com",
                "ben@contoso.com\u0000",
                "ben@@contoso.com",
                "\ud800@contoso.com",
                "<ben@contoso.com>"
            })
    void whatCannotBeAUserIsRejected(String user) {
        assertThat(DirectoryRules.problems(request(DirectoryKind.USER, user, null)))
                .extracting(Problem::pointer)
                .containsExactly("/user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pc01", "PC01.contoso.com", "MY_PC", "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334", "mac-büro.local"
            })
    void namesAndIdsOfDevicesAreRight(String device) {
        assertThat(DirectoryRules.problems(request(DirectoryKind.DEVICE, null, device)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pc01' or 1 eq 1", "pc01..contoso.com", "-pc", "pc01/", "ben@contoso.com", " "})
    void whatCannotBeADeviceIsRejected(String device) {
        assertThat(DirectoryRules.problems(request(DirectoryKind.DEVICE, null, device)))
                .extracting(Problem::pointer)
                .containsExactly("/device");
    }

    @Test
    void whatIsVeryLongIsRejected() {
        assertThat(DirectoryRules.problems(request(DirectoryKind.USER, "b".repeat(300) + "@contoso.com", null)))
                .hasSize(1);
        assertThat(DirectoryRules.problems(request(DirectoryKind.DEVICE, null, "p".repeat(300))))
                .hasSize(1);
    }

    @Test
    void eachKindWantsItsOwnAndNothingElse() {
        assertThat(DirectoryRules.problems(request(DirectoryKind.USER, null, "pc01")))
                .extracting(Problem::pointer)
                .containsExactly("/user", "/device");
        assertThat(DirectoryRules.problems(request(DirectoryKind.DEVICE, "ben@contoso.com", null)))
                .extracting(Problem::pointer)
                .containsExactly("/device", "/user");
    }

    private static DirectoryRequest request(DirectoryKind kind, @Nullable String user, @Nullable String device) {
        return new DirectoryRequest("r1", kind, "contoso", null, null, user, device);
    }
}
