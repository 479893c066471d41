package io.sluice.local.command.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.CommandTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands where nothing runs. What they show of investigations is for the system's tests. */
class InvestigationsCommandTest extends CommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"open", "Merged", "CLOSED", "any"})
    void everyStateCanBeAskedFor(String state) {
        findNobody();
        assertThat(sluice("investigations", "--state", state, "--min-score", "50", "--limit", "3", "--json"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Kafka does not answer");
    }

    @Test
    void aStateThatIsNoneIsRefusedBeforeAnythingIsRead() {
        assertThat(sluice("investigations", "--state", "new")).isEqualTo(1);
        assertThat(err.toString()).contains("--state must be open, merged, closed or any, not 'new'.");
    }

    @Test
    void aLimitThatMakesNoSenseIsRefused() {
        assertThat(sluice("investigations", "--limit", "0")).isEqualTo(1);
        assertThat(err.toString()).contains("--limit must be 1 or more.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mermaid", "dot", "DOT"})
    void everyLanguageOfGraphsCanBeAskedFor(String language) {
        findNobody();
        assertThat(sluice("investigation", "6f1c", "--graph", language)).isEqualTo(1);
        assertThat(err.toString()).contains("Kafka does not answer");
    }

    @Test
    void anotherLanguageIsRefusedAndTheRightOnesAreNamed() {
        assertThat(sluice("investigation", "6f1c", "--graph", "svg")).isEqualTo(2);
        assertThat(err.toString()).contains("mermaid", "dot");
    }

    @Test
    void helpTellsOfBoth() {
        assertThat(sluice("investigation", "--help")).isZero();
        assertThat(out.toString()).contains("mermaid, dot", "--all", "--json");
        assertThat(sluice("investigations", "--help")).isZero();
        assertThat(out.toString()).contains("--connection", "--min-score");
    }
}
