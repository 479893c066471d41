package io.sluice.connections.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionServiceSettingsTest {

    private static final String PREFIX = "sluice.connections.";

    @Test
    void theKeysetFileIsRequired() {
        assertThatThrownBy(() -> settings(Map.of())).hasMessageContaining(PREFIX + "keyset.file");
    }

    @Test
    void allElseHasADefault() {
        ConnectionServiceSettings settings = settings(Map.of(PREFIX + "keyset.file", "/keys/keyset.json"));
        assertThat(settings.keyset().file()).isEqualTo(Path.of("/keys/keyset.json"));
        assertThat(settings.keyset().create()).isFalse();
        assertThat(settings.keyset().settle()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.allowedBaseUrls()).isEmpty();
        assertThat(settings.certificates().validity()).isEqualTo(Period.ofYears(1));
        assertThat(settings.expiry().interval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.tokens().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.tokens().requestTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.tokens().refusalMemory()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.tokens().outageMemory()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.tokens().forcedRefreshInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.publication().interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.publication().batch()).isEqualTo(500);
        assertThat(settings.publication().acknowledgeTimeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void everySettingCanBeSet() {
        ConnectionServiceSettings settings = settings(Map.ofEntries(
                Map.entry(PREFIX + "keyset.file", "k"),
                Map.entry(PREFIX + "keyset.create", "true"),
                Map.entry(PREFIX + "keyset.settle", "PT9S"),
                Map.entry(PREFIX + "allowed-base-urls", "http://localhost:*,https://proxy.example"),
                Map.entry(PREFIX + "certificates.validity", "P90D"),
                Map.entry(PREFIX + "expiry.interval", "PT8S"),
                Map.entry(PREFIX + "tokens.connect-timeout", "PT1S"),
                Map.entry(PREFIX + "tokens.request-timeout", "PT2S"),
                Map.entry(PREFIX + "tokens.refusal-memory", "PT3S"),
                Map.entry(PREFIX + "tokens.outage-memory", "PT4S"),
                Map.entry(PREFIX + "tokens.forced-refresh-interval", "PT5S"),
                Map.entry(PREFIX + "publication.interval", "PT6S"),
                Map.entry(PREFIX + "publication.batch", "7")));
        assertThat(settings.keyset().create()).isTrue();
        assertThat(settings.keyset().settle()).isEqualTo(Duration.ofSeconds(9));
        assertThat(settings.certificates().validity()).isEqualTo(Period.ofDays(90));
        assertThat(settings.expiry().interval()).isEqualTo(Duration.ofSeconds(8));
        assertThat(settings.allowedBaseUrls()).contains(List.of("http://localhost:*", "https://proxy.example"));
        assertThat(settings.tokens().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.tokens().requestTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.tokens().refusalMemory()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.tokens().outageMemory()).isEqualTo(Duration.ofSeconds(4));
        assertThat(settings.tokens().forcedRefreshInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.publication().interval()).isEqualTo(Duration.ofSeconds(6));
        assertThat(settings.publication().batch()).isEqualTo(7);
    }

    private static ConnectionServiceSettings settings(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ConnectionServiceSettings.class)
                .withDefaultValues(properties)
                .build();
        return config.getConfigMapping(ConnectionServiceSettings.class);
    }
}
