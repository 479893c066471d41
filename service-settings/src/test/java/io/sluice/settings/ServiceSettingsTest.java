package io.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check of names says something only if it knows the right ones and refuses the others. */
class ServiceSettingsTest {

    private final ServiceSettings poller = ServiceSettings.of("incident-poller");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SLUICE_POLLER_CONNECTION_SERVICE_URL",
                "SLUICE_POLLER_QUOTA_PER_MINUTE",
                "KAFKA_BOOTSTRAP_SERVERS",
                "KAFKA_SASL_MECHANISM",
                "QUARKUS_HTTP_PORT",
                "JDK_JAVA_OPTIONS"
            })
    void whatCanBeSetIsKnown(String variable) {
        assertThat(poller.knows(variable)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SLUICE_POLLER_CONNECTION_SERVICE_URI",
                "SLUICE_SENTINEL_STATE_REPLICAS",
                "KAFKA_BOOTSTRAP",
                "QUARKUS_HTTP_PROT",
                "QUARKUS_DATASOURCE_DB_KIND"
            })
    void whatIsMisspeltOrAnothersOrDecidedWhenItWasBuiltIsNot(String variable) {
        assertThat(poller.knows(variable)).isFalse();
    }

    @Test
    void whatHasNoDefaultIsRequired() {
        assertThat(poller.required())
                .contains("SLUICE_POLLER_CONNECTION_SERVICE_URL", "SLUICE_POLLER_STATE_DIRECTORY")
                .doesNotContain("SLUICE_POLLER_STATE_REPLICAS");
    }
}
