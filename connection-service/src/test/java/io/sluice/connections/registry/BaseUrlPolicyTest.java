package io.sluice.connections.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlPolicyTest {

    private final BaseUrlPolicy policy = new BaseUrlPolicy(
            List.of("http://localhost:*", "https://proxy.example:8443/entra", "https://plain.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com",
                "https://login.microsoftonline.com:443/",
                "HTTPS://Login.MicrosoftOnline.us",
                "https://api-gcc.security.microsoft.us",
                "http://localhost:18480",
                "http://localhost",
                "http://localhost:1/any/path",
                "https://proxy.example:8443/entra",
                "https://proxy.example:8443/entra/deeper/",
                "https://plain.example/x",
            })
    void permitsMicrosoftAndWhatIsListed(String url) {
        assertThat(BaseUrlPolicy.normalize(url))
                .hasValueSatisfying(uri -> assertThat(policy.permits(uri)).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.microsoftonline.com",
                "https://login.microsoftonline.com:444",
                "https://login.microsoftonline.com.evil.example",
                "https://evil.example/login.microsoftonline.com",
                "https://localhost:18480",
                "http://localhost.evil.example",
                "https://proxy.example:8443/entrance",
                "https://proxy.example:8443/entra/../secret",
                "https://proxy.example/entra",
                "https://plain.example:8443",
            })
    void permitsNothingElse(String url) {
        assertThat(BaseUrlPolicy.normalize(url))
                .hasValueSatisfying(uri -> assertThat(policy.permits(uri)).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "ftp://localhost",
                "https://user@login.microsoftonline.com",
                "https://login.microsoftonline.com?x",
                "https://login.microsoftonline.com#x",
                "https:///path",
                "https://host/../..",
                "https://proxy.example:8443/entra/%2e%2e/admin",
                "https://proxy.example:8443/entra/%2E./admin",
                "https://proxy.example:8443/entra%2f..%2fadmin",
                "https://proxy.example:8443/entra/..%5cadmin",
                "https://proxy.example:8443/entra/..\\admin",
                "https://proxy.example:8443/entra/%252e%252e/admin",
                "https://ho st",
                "mailto:someone@example.com",
            })
    void takesNothingForAnAddressThatIsNone(String text) {
        assertThat(BaseUrlPolicy.normalize(text)).isEmpty();
    }

    @Test
    void anAddressThatWasStoredBeforeItsRuleIsNotPermitted() {
        assertThat(policy.permits(URI.create("https://proxy.example:8443/entra/%2e%2e/admin")))
                .isFalse();
        assertThat(policy.permits(URI.create("https://portal.cloudappsecurity.com/%2e%2e/admin")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Login.Example/, https://login.example",
        "http://LOCALHOST:8080/a/./b/, http://localhost:8080/a/b",
    })
    void writesAnAddressInOneWay(String text, String normal) {
        assertThat(BaseUrlPolicy.normalize(text))
                .hasValueSatisfying(uri -> assertThat(uri).hasToString(normal));
    }

    @Test
    void aSettingThatIsNoAddressIsRefusedAtStart() {
        assertThatThrownBy(() -> new BaseUrlPolicy(List.of("localhost")))
                .hasMessageContaining("sluice.connections.allowed-base-urls")
                .hasMessageContaining("'localhost'");
    }
}
