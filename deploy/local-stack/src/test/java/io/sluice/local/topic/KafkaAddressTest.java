package io.sluice.local.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaAddressTest {

    @Test
    void kafkaIsNamedByTheVariablesThatServicesKnow() {
        assertThat(KafkaAddress.of(
                                Map.of(
                                        "KAFKA_BOOTSTRAP_SERVERS", "kafka:9093",
                                        "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                        "KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/sluice/ca.crt",
                                        "KAFKA_SASL_MECHANISM", "",
                                        "KAFKA_HEAP_OPTS", "-Xmx1g"),
                                "localhost:19092")
                        .settings())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "bootstrap.servers", "kafka:9093",
                        "security.protocol", "SASL_SSL",
                        "ssl.truststore.location", "/etc/sluice/ca.crt"));
    }

    @Test
    void withoutAnyItIsTheLocalStacks() {
        assertThat(KafkaAddress.of(new Ports(7)).settings())
                .containsExactly(Map.entry("bootstrap.servers", "127.0.0.1:19099"));
    }

    @Test
    void aReaderSaysWhereNothingIs() {
        assertThatThrownBy(() -> new RecordReader(KafkaAddress.of(Map.of(), "127.0.0.1:1, localhost:1")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("127.0.0.1:1, localhost:1");
    }

    @Test
    void aReaderSaysWhatIsNoAddress() {
        assertThatThrownBy(() -> new RecordReader(KafkaAddress.of(Map.of(), "kafka")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'kafka'");
    }
}
