package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The commands, in a clone where nothing runs. */
class SluiceTest extends CommandTest {

    @Test
    void statusSaysThatNothingRunsAndFails() {
        assertThat(sluice("status")).isEqualTo(1);
        assertThat(out.toString()).isEqualToIgnoringNewLines("Nothing is running: ./sluice up starts everything.");
    }

    @Test
    void downSaysThatNothingRunsAndSucceeds() {
        assertThat(sluice("down")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("Nothing is running.");
    }

    @Test
    void anUnknownRoleIsRefusedInOneSentence() {
        assertThat(sluice("token", "root")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "sluice: There is no role 'root'; the roles are operator, analyst, service.");
    }

    @Test
    void aLogThatIsNotThereIsSaidInOneSentence() {
        assertThat(sluice("logs", "../../secrets")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "sluice: There is no log of '../../secrets'; there are: none, because nothing"
                                + " was started yet.");
    }

    @Test
    void aWrongOptionShowsHowTheCommandIsUsed() {
        assertThat(sluice("topic", "alerts", "--cuont", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option", "Usage: sluice topic");
    }
}
