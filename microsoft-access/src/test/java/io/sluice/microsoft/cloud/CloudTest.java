package io.sluice.microsoft.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTest {

    @ParameterizedTest
    @CsvSource({
        "commercial, https://login.microsoftonline.com, https://api.security.microsoft.com",
        "gcc,        https://login.microsoftonline.com, https://api-gcc.security.microsoft.us",
        "gcc-high,   https://login.microsoftonline.us,  https://api-gov.security.microsoft.us",
        "dod,        https://login.microsoftonline.us,  https://api-gov.security.microsoft.us"
    })
    void eachCloudHasItsHostsAndTheTokenIsForItsOwn(String name, String login, String defender) {
        Cloud cloud = Cloud.named(name).orElseThrow();

        assertThat(cloud.baseUrl(Surface.LOGIN)).contains(URI.create(login));
        assertThat(Cloud.endpoint(connection(name, Map.of()), Surface.DEFENDER))
                .isEqualTo(new Endpoint(URI.create(defender), defender));
    }

    @Test
    void aBaseUrlOfTheConnectionChangesWhereToCallButNotWhatTheTokenIsFor() {
        Connection connection =
                connection("commercial", Map.of("defender", URI.create("https://eu.api.security.microsoft.com")));

        assertThat(Cloud.endpoint(connection, Surface.DEFENDER))
                .isEqualTo(new Endpoint(
                        URI.create("https://eu.api.security.microsoft.com"), "https://api.security.microsoft.com"));
    }

    @Test
    void chinaHasNoDefender() {
        assertThatThrownBy(() -> Cloud.endpoint(connection("china", Map.of()), Surface.DEFENDER))
                .hasMessageContaining("china")
                .hasMessageContaining("defender");
    }

    @Test
    void anUnknownCloudIsNamed() {
        assertThatThrownBy(() -> Cloud.endpoint(connection("moon", Map.of()), Surface.DEFENDER))
                .hasMessageContaining("moon");
    }

    @Test
    void aPathGoesBehindABaseUrlWithOrWithoutASlash() {
        assertThat(new Endpoint(URI.create("http://h:1/x/"), "r").resolve("/api?a=b%20c"))
                .isEqualTo(URI.create("http://h:1/x/api?a=b%20c"));
    }

    private static Connection connection(String cloud, Map<String, URI> baseUrls) {
        return new Connection(
                "id",
                "name",
                "tenant",
                null,
                cloud,
                baseUrls,
                "client",
                true,
                Duration.ofSeconds(10),
                Capabilities.NONE,
                1,
                Instant.EPOCH);
    }
}
