package io.sluice.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.check.Whereabouts;
import io.sluice.local.home.Ports;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CheckCommandTest {

    @Test
    void whatIsCheckedIsTheLocalStackUnlessOthersAreNamed() {
        Ports ports = new Ports(100);

        assertThat(meant(ports, Map.of())).isEqualTo(Whereabouts.of(ports));
    }

    @Test
    void anySystemCanBeNamed() {
        Whereabouts meant = meant(
                new Ports(0),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"),
                "--simulator=http://simulator:1",
                "--control=http://simulator:2",
                "--url=http://connections:3",
                "--incident-poller=http://poller:4",
                "--sentinel-reader=http://reader:5");

        assertThat(meant.kafka().servers()).isEqualTo("kafka:9092");
        assertThat(meant.simulator()).isEqualTo(URI.create("http://simulator:1"));
        assertThat(meant.control()).isEqualTo(URI.create("http://simulator:2"));
        assertThat(meant.connectionService()).isEqualTo(URI.create("http://connections:3"));
        assertThat(meant.incidentPoller()).isEqualTo(URI.create("http://poller:4"));
        assertThat(meant.sentinelReader()).isEqualTo(URI.create("http://reader:5"));
    }

    private static Whereabouts meant(Ports ports, Map<String, String> environment, String... arguments) {
        CheckCommand command = new CheckCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.system(ports, environment);
    }
}
