package io.sluice.local.investigation;

import io.sluice.contracts.correlation.Join;
import io.sluice.contracts.correlation.SharedEntity;
import io.sluice.contracts.correlation.Strength;
import io.sluice.local.investigation.EntityGraph.Finding;
import io.sluice.local.text.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Why findings belong together: each finding, and below it what it shares with which earlier one. */
final class JoinList {

    private static final int MOST_SHARED = 4;

    private final Page page;
    private final int most;

    JoinList(Page page, int most) {
        this.page = page;
        this.most = most;
    }

    void print(List<Join> joins, KnownEntities known, EntityGraph graph) {
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
                            shared(join.shared(), known)
                                    + String.format(Locale.ROOT, "; sure to %.2f", join.confidence())));
        }
        if (graph.findings().size() > most) {
            page.text("  ", "and " + (graph.findings().size() - most) + " more; --all shows them");
        }
    }

    /** Whatever names the two have for it: an entity is named once, as strongly as it joins. */
    private static String shared(List<SharedEntity> shared, KnownEntities known) {
        Map<String, Strength> words = new LinkedHashMap<>();
        for (SharedEntity each : shared) {
            String name = known.of(each.kind(), each.value())
                    .map(EntityText::name)
                    .orElseGet(() -> EntityText.of(each.kind(), each.value()));
            words.merge(
                    each.kind().word() + " " + name,
                    each.strength(),
                    (one, other) -> one.compareTo(other) <= 0 ? one : other);
        }
        StringJoiner text = new StringJoiner(", ");
        words.entrySet().stream()
                .limit(MOST_SHARED)
                .forEach(each -> text.add(each.getKey() + " (" + each.getValue().word() + ")"));
        return text + (words.size() > MOST_SHARED ? " and " + (words.size() - MOST_SHARED) + " more" : "");
    }
}
