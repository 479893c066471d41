package io.sluice.local.command.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.CommandTest;
import org.junit.jupiter.api.Test;

/** The commands where nothing runs. What they show of a running stack is for the system's tests. */
class IncidentCommandsTest extends CommandTest {

    @Test
    void aConnectionMustBeNamed() {
        assertThat(sluice("incidents")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--connection=NAME'");
        assertThat(sluice("incident", "4711")).isEqualTo(2);
    }

    @Test
    void oneIncidentMustBeNamed() {
        assertThat(sluice("incident", "--connection", "demo")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required parameter: 'ID'");
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThat(sluice("incidents", "--connection", "demo", "--duration", "yesterday"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Invalid value for option '--duration'");
        assertThat(sluice("incidents", "--connection", "demo", "--duration-type", "closedTime"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("'closedTime' is none", "lastUpdateTime or createdTime");
    }
}
