package io.sluice.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.check.Whereabouts;
import io.sluice.local.correlation.PairScore;
import io.sluice.local.home.Ports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
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

    @Test
    void howWellAlertsArePutTogetherIsDemandedOnlyWhereThatIsSaid() {
        assertThat(paired()).isEmpty();
        assertThat(paired("--least-precision=0.75", "--least-recall=0.6")).isEmpty();
    }

    @Test
    void whatIsNotReachedIsNamed() {
        assertThat(paired("--least-precision=0.98", "--least-recall=0.6"))
                .containsExactly("Precision is 0.7500, and was to be at least 0.9800.");
        assertThat(paired("--least-precision=0.7", "--least-recall=0.95"))
                .containsExactly("Recall is 0.6000, and was to be at least 0.9500.");
    }

    /** Returns what is not reached by 3 of 4 found pairs that are right, and of 5 that there are. */
    private static List<String> paired(String... arguments) {
        CheckCommand command = new CheckCommand();
        new CommandLine(command).parseArgs(arguments);
        StringWriter out = new StringWriter();

        boolean reached = command.wellPaired(new PrintWriter(out), new PairScore(5, 4, 3));

        List<String> said = out.toString().lines().toList();
        assertThat(reached).isEqualTo(said.isEmpty());
        return said;
    }

    private static Whereabouts meant(Ports ports, Map<String, String> environment, String... arguments) {
        CheckCommand command = new CheckCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.system(ports, environment);
    }
}
