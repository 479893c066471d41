package io.sluice.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsCommandTest {

    @Test
    void kafkaIsNamedByTheVariablesThatServicesKnow() {
        assertThat(TopicsCommand.settings(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9093",
                                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                "KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/sluice/ca.crt",
                                "KAFKA_SASL_MECHANISM", "",
                                "KAFKA_HEAP_OPTS", "-Xmx1g"),
                        "localhost:19092"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "bootstrap.servers", "kafka:9093",
                        "security.protocol", "SASL_SSL",
                        "ssl.truststore.location", "/etc/sluice/ca.crt"));
    }

    @Test
    void withoutAnyItIsTheLocalStacks() {
        assertThat(TopicsCommand.settings(Map.of(), "localhost:19092"))
                .containsExactly(Map.entry("bootstrap.servers", "localhost:19092"));
    }
}
