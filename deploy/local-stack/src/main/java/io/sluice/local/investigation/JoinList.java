package io.sluice.local.investigation;

import io.sluice.contracts.correlation.Join;
import io.sluice.contracts.correlation.SharedEntity;
import io.sluice.local.investigation.EntityGraph.Finding;
import io.sluice.local.text.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Why findings belong together: each finding, and below it what it shares with which earlier one. */
final class JoinList {

    private final Page page;
    private final int most;

    JoinList(Page page, int most) {
        this.page = page;
        this.most = most;
    }

    void print(List<Join> joins, EntityGraph graph) {
        Map<Integer, Map<Integer, Join>> ofFinding = new LinkedHashMap<>();
        for (Join join : joins) {
            ofFinding
                    .computeIfAbsent(graph.finding(join.finding()).number(), _ -> new LinkedHashMap<>())
                    .put(graph.finding(join.with()).number(), join);
        }
        int shown = 0;
        for (Finding finding : graph.findings()) {
            if (shown++ == most) {
                break;
            }
            page.text(String.format(Locale.ROOT, "  %-5s ", "[" + finding.number() + "]"), finding.title());
            ofFinding
                    .getOrDefault(finding.number(), Map.of())
                    .forEach((with, join) -> page.text(
                            String.format(Locale.ROOT, "        └─ with [%d] ", with),
                            shared(join.shared()) + String.format(Locale.ROOT, "; sure to %.2f", join.confidence())));
        }
        if (graph.findings().size() > most) {
            page.text("  ", "and " + (graph.findings().size() - most) + " more; --all shows them");
        }
    }

    private static String shared(List<SharedEntity> shared) {
        StringJoiner words = new StringJoiner(", ");
        for (SharedEntity each : shared) {
            words.add(each.kind().word() + " " + EntityText.of(each.kind(), each.value()) + " ("
                    + each.strength().word() + ")");
        }
        return words.toString();
    }
}
