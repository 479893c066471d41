package io.sluice.local.command;

import io.sluice.local.correlation.PairScore;
import io.sluice.local.correlation.Scoring.Scored;
import java.io.PrintWriter;
import java.util.Map;

/** How well alerts were put together, for people: of each tenant, of all, and of each scenario. */
final class PairTable {

    private static final int MOST_CONFUSED = 10;

    private PairTable() {}

    static void print(PrintWriter out, Map<String, Scored> tenants, Scored all, Map<String, String> names) {
        if (all.total().truePairs() + all.total().foundPairs() == 0) {
            return;
        }
        out.println();
        out.printf("%-30s %12s %12s %10s %10s%n", "PAIRS OF ALERTS", "TRUE", "FOUND", "PRECISION", "RECALL");
        tenants.forEach((tenant, scored) -> line(out, names.getOrDefault(tenant, tenant), scored.total()));
        line(out, "all tenants", all.total());
        // What was found of a scenario is right by definition: only its recall says something.
        all.scenarios().forEach((scenario, score) -> {
            if (score.truePairs() > 0) {
                out.printf(
                        "  %-28s %12d %12d %10s %10.4f%n",
                        scenario, score.truePairs(), score.foundPairs(), "", score.recall());
            }
        });
        all.confusion().entrySet().stream()
                .limit(MOST_CONFUSED)
                .forEach(each -> out.printf(
                        "  %d pairs of %s and %s were put together and do not belong together%n",
                        each.getValue(), each.getKey().one(), each.getKey().other()));
        out.println();
    }

    private static void line(PrintWriter out, String name, PairScore score) {
        out.printf(
                "%-30s %12d %12d %10.4f %10.4f%n",
                name, score.truePairs(), score.foundPairs(), score.precision(), score.recall());
    }
}
