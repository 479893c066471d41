package io.sluice.local.command.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.Sluice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands where nothing runs. What they show of investigations is for the system's tests. */
class InvestigationsCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void beInAClone() {
        System.setProperty("sluice.home", folder.toString());
    }

    @AfterEach
    void leave() {
        System.clearProperty("sluice.home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "Merged", "CLOSED", "any"})
    void everyStateCanBeAskedFor(String state) {
        assertThat(run("investigations", "--state", state, "--min-score", "50", "--limit", "3", "--json"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Kafka does not answer");
    }

    @Test
    void aStateThatIsNoneIsRefusedBeforeAnythingIsRead() {
        assertThat(run("investigations", "--state", "new")).isEqualTo(1);
        assertThat(err.toString()).contains("--state must be open, merged, closed or any, not 'new'.");
    }

    @Test
    void aLimitThatMakesNoSenseIsRefused() {
        assertThat(run("investigations", "--limit", "0")).isEqualTo(1);
        assertThat(err.toString()).contains("--limit must be 1 or more.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mermaid", "dot", "DOT"})
    void everyLanguageOfGraphsCanBeAskedFor(String language) {
        assertThat(run("investigation", "6f1c", "--graph", language)).isEqualTo(1);
        assertThat(err.toString()).contains("Kafka does not answer");
    }

    @Test
    void anotherLanguageIsRefusedAndTheRightOnesAreNamed() {
        assertThat(run("investigation", "6f1c", "--graph", "svg")).isEqualTo(2);
        assertThat(err.toString()).contains("mermaid", "dot");
    }

    @Test
    void helpTellsOfBoth() {
        assertThat(run("investigation", "--help")).isZero();
        assertThat(out.toString()).contains("mermaid, dot", "--all", "--json");
        assertThat(run("investigations", "--help")).isZero();
        assertThat(out.toString()).contains("--connection", "--min-score");
    }

    private int run(String... arguments) {
        CommandLine line = Sluice.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
