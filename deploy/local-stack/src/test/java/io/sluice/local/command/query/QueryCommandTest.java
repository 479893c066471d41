package io.sluice.local.command.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.investigation.Parameter;
import io.sluice.local.CommandTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command where nothing runs. What it shows of answers is for the system's tests. */
class QueryCommandTest extends CommandTest {

    private static final String NOBODY_THERE = "Kafka does not answer";

    @Test
    void everyInvestigationIsListedWithItsOptions() {
        assertThat(sluice("query", "--list")).isZero();
        for (Investigation investigation : Investigations.all()) {
            assertThat(out.toString()).contains(investigation.name() + ": ");
            for (Parameter parameter : investigation.parameters()) {
                assertThat(out.toString()).contains(InvestigationCommand.option(parameter) + " ");
            }
        }
    }

    @Test
    void everyInvestigationHasHelp() {
        for (Investigation investigation : Investigations.all()) {
            assertThat(sluice("query", investigation.name(), "--help")).isZero();
            assertThat(out.toString()).contains("Usage: sluice query " + investigation.name());
        }
    }

    @Test
    void optionsOfAllQuestionsCanComeBeforeAndAfterTheInvestigation() {
        findNobody();
        assertThat(sluice("query", "--connection", "demo", "signins-of-user", "--user", "a@b.c", "--since", "P1D"))
                .isEqualTo(1);
        assertThat(err.toString()).contains(NOBODY_THERE);
        assertThat(sluice(
                        "query",
                        "signins-of-user",
                        "--user",
                        "a@b.c",
                        "--through",
                        "workspace",
                        "--connection",
                        "demo"))
                .isEqualTo(1);
        assertThat(err.toString()).doesNotContain("Usage");
    }

    @Test
    void aParameterThatIsNeededIsAskedFor() {
        assertThat(sluice("query", "--connection", "demo", "signins-of-user")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--user=");
    }

    @Test
    void withoutAQuestionOrAConnectionItSaysWhatIsMissing() {
        assertThat(sluice("query", "--connection", "demo")).isEqualTo(1);
        assertThat(err.toString()).contains("Say --kql 'TEXT' or the name of an investigation");
        assertThat(sluice("query", "--kql", "SecurityAlert")).isEqualTo(1);
        assertThat(err.toString()).contains("Say with --connection which tenant is meant");
    }

    @Test
    void aQuestionIsEitherAQueryOrAnInvestigation() {
        assertThat(sluice("query", "--connection", "demo", "--kql", "x", "signins-of-user", "--user", "a@b.c"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("--kql and --list have no meaning for an investigation");
    }

    @Test
    void aParameterIsAnOptionInTheWordsOfCommandLines() {
        List<Parameter> parameters = Investigations.named("mail-by-message")
                .map(Investigation::parameters)
                .orElseThrow();

        assertThat(parameters).extracting(InvestigationCommand::option).contains("--network-message-id");
    }
}
