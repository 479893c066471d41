package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands, in a clone where nothing runs. */
class SluiceTest {

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

    @Test
    void statusSaysThatNothingRunsAndFails() {
        assertThat(run("status")).isEqualTo(1);
        assertThat(out.toString()).isEqualToIgnoringNewLines("Nothing is running: ./sluice up starts everything.");
    }

    @Test
    void downSaysThatNothingRunsAndSucceeds() {
        assertThat(run("down")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("Nothing is running.");
    }

    @Test
    void anUnknownRoleIsRefusedInOneSentence() {
        assertThat(run("token", "root")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "sluice: There is no role 'root'; the roles are operator, analyst, service.");
    }

    @Test
    void aLogThatIsNotThereIsSaidInOneSentence() {
        assertThat(run("logs", "../../secrets")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "sluice: There is no log of '../../secrets'; there are: none, because nothing"
                                + " was started yet.");
    }

    @Test
    void aWrongOptionShowsHowTheCommandIsUsed() {
        assertThat(run("topic", "alerts", "--cuont", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option", "Usage: sluice topic");
    }

    private int run(String... arguments) {
        CommandLine line = Sluice.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
