package io.sluice.sentinel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with a setting is told by its name before anything starts. */
class BadSettingsTest {

    private static final Map<String, String> NEEDED = Map.of(
            "sluice.sentinel.connection-service-url", "http://connection-service:8080",
            "sluice.sentinel.state-directory", "/var/lib/sluice");

    @Test
    void whatIsNeededIsAskedFor() {
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("sluice.sentinel.connection-service-url")
                .hasMessageContaining("sluice.sentinel.state-directory")
                .hasMessageContaining("is required");
    }

    @Test
    void whatIsNoTimeIsNamedWithItsSetting() {
        assertThatThrownBy(() -> read(with("sluice.sentinel.overlap", "two minutes")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("sluice.sentinel.overlap")
                .hasMessageContaining("two minutes");
    }

    @Test
    void whatIsTooSmallIsNamedWithItsBound() {
        assertThatThrownBy(() -> read(with("sluice.sentinel.stream-threads", "0")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("sluice.sentinel.stream-threads must be greater than or equal to 1");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(NEEDED);
        settings.put(name, value);
        return settings;
    }

    private static void read(Map<String, String> settings) {
        new SmallRyeConfigBuilder()
                .withMapping(SentinelSettings.class)
                .withSources(new PropertiesConfigSource(settings, "the test's", 100))
                .withValidator(new BeanValidationConfigValidatorImpl())
                .build();
    }
}
