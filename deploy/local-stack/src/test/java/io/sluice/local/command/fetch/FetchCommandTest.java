package io.sluice.local.command.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.CommandTest;
import org.junit.jupiter.api.Test;

/** The commands where nothing runs. What they show of a running stack is for the system's tests. */
class FetchCommandTest extends CommandTest {

    @Test
    void aConnectionMustBeNamed() {
        assertThat(sluice("fetch", "quarantine")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--connection=NAME'");
    }

    @Test
    void headersAndExportExcludeEachOther() {
        assertThat(sluice("fetch", "quarantine", "--connection", "demo", "--headers", "--export"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive");
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThat(sluice("fetch", "quarantine", "--connection", "demo", "--since", "yesterday"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Invalid value for option '--since'");
    }

    @Test
    void evidenceIsNamedByItsHashAndATenant() {
        assertThat(sluice("evidence", "4711", "--tenant", "t", "-o", "x")).isEqualTo(1);
        assertThat(err.toString()).contains("'4711' is no SHA-256");
        assertThat(sluice("evidence", "ab".repeat(32), "-o", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--connection", "--tenant");
    }
}
