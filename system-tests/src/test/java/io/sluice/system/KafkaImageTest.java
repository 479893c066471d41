package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.kafka.KafkaContainer;

/** The contract's topics on Kafka as its own image runs it, with the defaults of that image. */
class KafkaImageTest {

    private static KafkaContainer kafka;

    @BeforeAll
    static void startKafka() throws Exception {
        Docker.assumeEngine();
        kafka = new KafkaContainer(Docker.KAFKA).withStartupTimeout(Duration.ofMinutes(10));
        kafka.start();
    }

    @AfterAll
    static void endKafka() {
        if (kafka != null) {
            kafka.stop();
        }
    }

    @Test
    void topicsAreMadeOnceAndWhatIsChangedIsSaidAndLeftAlone() throws Exception {
        Result made = topics("--replicas", "1");
        assertThat(made.exitCode()).as(made.output() + made.errors()).isZero();
        assertThat(made.output()).contains("sluice.alerts.v1 created");

        Result again = topics("--check");
        assertThat(again.exitCode()).as(again.output() + again.errors()).isZero();
        assertThat(again.output()).doesNotContain("created");

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "sluice.alerts.v1"),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        Result changed = topics();
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.output()).contains("sluice.alerts.v1", "cleanup.policy");
        assertThat(topics("--check").exitCode()).isEqualTo(1);
    }

    private static Result topics(String... options) throws IOException, InterruptedException {
        String[] command = new String[options.length + 1];
        command[0] = "topics";
        System.arraycopy(options, 0, command, 1, options.length);
        return Clone.sluice(
                Duration.ofMinutes(8), Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.getBootstrapServers()), command);
    }
}
