package io.sluice.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.correlation.PlayOfAlert;
import io.sluice.local.correlation.Scoring;
import io.sluice.local.correlation.Scoring.Scored;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairTableTest {

    @Test
    void eachTenantTheTotalAndEachScenarioHaveALine() {
        PlayOfAlert phishing = new PlayOfAlert("p1", "phishing", true);
        PlayOfAlert noise = new PlayOfAlert("p2", "noise", false);
        Scored scored = Scoring.of(
                Map.of("t/a", phishing, "t/b", phishing, "t/c", phishing, "t/n", noise),
                Map.of("t/a", "i1", "t/b", "i1", "t/c", "i2", "t/n", "i2"));
        StringWriter out = new StringWriter();

        PairTable.print(new PrintWriter(out), Map.of("t", scored), scored, Map.of("t", "contoso"));

        assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "PAIRS OF ALERTS TRUE FOUND PRECISION RECALL",
                        "contoso 3 2 0.5000 0.3333",
                        "all tenants 3 2 0.5000 0.3333",
                        "phishing 3 1 0.3333",
                        "1 pairs of noise and phishing were put together and do not belong together");
    }

    @Test
    void whereThereIsNothingToPairThereIsNoTable() {
        Scored nothing = Scoring.of(Map.of(), Map.of());
        StringWriter out = new StringWriter();

        PairTable.print(new PrintWriter(out), Map.of(), nothing, Map.of());

        assertThat(out.toString()).isEmpty();
    }
}
