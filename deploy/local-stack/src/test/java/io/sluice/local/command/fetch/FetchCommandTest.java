package io.sluice.local.command.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.Sluice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands where nothing runs. What they show of a running stack is for the system's tests. */
class FetchCommandTest {

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
    void aConnectionMustBeNamed() {
        assertThat(run("fetch", "quarantine")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--connection=NAME'");
    }

    @Test
    void headersAndExportExcludeEachOther() {
        assertThat(run("fetch", "quarantine", "--connection", "demo", "--headers", "--export"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive");
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThat(run("fetch", "quarantine", "--connection", "demo", "--since", "yesterday"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Invalid value for option '--since'");
    }

    @Test
    void evidenceIsNamedByItsHashAndATenant() {
        assertThat(run("evidence", "4711", "--tenant", "t", "-o", "x")).isEqualTo(1);
        assertThat(err.toString()).contains("'4711' is no SHA-256");
        assertThat(run("evidence", "ab".repeat(32), "-o", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--connection", "--tenant");
    }

    private int run(String... arguments) {
        CommandLine line = Sluice.commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
