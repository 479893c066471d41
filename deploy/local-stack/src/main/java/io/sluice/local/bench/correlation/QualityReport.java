package io.sluice.local.bench.correlation;

import io.sluice.local.bench.correlation.Quality.Outcome;
import io.sluice.local.correlation.PairScore;
import io.sluice.local.correlation.PlayOfAlert;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells people how well alerts were put together. */
final class QualityReport {

    private static final int SHOWN = 5;
    private static final int CONFUSED = 15;

    private final Formatter text = new Formatter(Locale.ROOT);

    private QualityReport() {}

    /** Returns everything that is worth saying, in lines. */
    static String of(Map<String, PlayOfAlert> truth, List<Outcome> outcomes) {
        QualityReport report = new QualityReport();
        report.add(truth, outcomes);
        return report.text.toString().stripTrailing();
    }

    private void add(Map<String, PlayOfAlert> truth, List<Outcome> outcomes) {
        Map<PlayOfAlert, Long> plays =
                truth.values().stream().collect(Collectors.groupingBy(play -> play, Collectors.counting()));
        long noise = plays.keySet().stream().filter(play -> !play.attack()).count();
        text.format("%n");
        text.format(
                "%d alerts of %d plays, %.0f %% of which are noise%n",
                truth.size(), plays.size(), 100.0 * noise / Math.max(1, plays.size()));
        text.format(
                "%-10s %8s %8s %9s %7s %10s %8s %10s%n",
                "ORDER", "EVENTS", "TIME", "RECORDS", "OPEN", "PRECISION", "RECALL", "DIFFERENT");
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            PairScore total = outcome.scored().total();
            text.format(
                    "%-10s %8d %6.1f s %9d %7d %10.4f %8.4f %10s%n",
                    outcome.words(),
                    outcome.events(),
                    outcome.time().toMillis() / 1e3,
                    outcome.records(),
                    outcome.open(),
                    total.precision(),
                    total.recall(),
                    i == 0 ? "-" : Integer.toString(outcome.differences().size()));
        }
        Outcome first = outcomes.getFirst();
        text.format("%n");
        text.format(
                "%-28s %10s %10s %10s %10s %8s%n",
                "IN ORDER, PAIRS OF", "TRUE", "FOUND", "RIGHT", "PRECISION", "RECALL");
        Quality.bySource(truth, first).forEach(this::row);
        row("all", first.scored().total());
        text.format("%n");
        text.format("%-28s %10s %10s %10s %8s%n", "SCENARIO", "PLAYS", "TRUE PAIRS", "MISSED", "RECALL");
        Map<String, Long> playings =
                plays.keySet().stream().collect(Collectors.groupingBy(PlayOfAlert::scenario, Collectors.counting()));
        first.scored()
                .scenarios()
                .forEach((scenario, score) -> text.format(
                        "%-28s %10d %10d %10d %8.4f%n",
                        scenario,
                        playings.getOrDefault(scenario, 0L),
                        score.truePairs(),
                        score.truePairs() - score.rightPairs(),
                        score.recall()));
        text.format("%n");
        text.format("%-28s %-28s %10s%n", "WRONGLY TOGETHER", "WITH", "PAIRS");
        first.scored().confusion().entrySet().stream()
                .limit(CONFUSED)
                .forEach(each -> text.format(
                        "%-28s %-28s %10d%n", each.getKey().one(), each.getKey().other(), each.getValue()));
        if (first.scored().confusion().isEmpty()) {
            text.format("none%n");
        }
        text.format("%n");
        outcomes.forEach(this::complaints);
    }

    private void row(String what, PairScore score) {
        text.format(
                "%-28s %10d %10d %10d %10.4f %8.4f%n",
                what, score.truePairs(), score.foundPairs(), score.rightPairs(), score.precision(), score.recall());
    }

    private void complaints(Outcome outcome) {
        complain(outcome, outcome.scored().lonely().stream().sorted().toList(), "alerts are in no investigation");
        complain(outcome, outcome.scored().unknown().stream().sorted().toList(), "alerts never were");
        complain(outcome, outcome.differences(), "investigations are not as in the first order");
        places(outcome.differences());
        if (outcome.doubled() > 0) {
            text.format("%s: %d alerts are in two open investigations%n", outcome.words(), outcome.doubled());
        }
        if (outcome.unlisted() > 0) {
            text.format(
                    "%s: %d alerts are not listed by their large investigations%n",
                    outcome.words(), outcome.unlisted());
        }
    }

    /** Differences are mostly of one kind: at the same place, whatever its numbers. */
    private void places(List<String> differences) {
        differences.stream()
                .collect(Collectors.groupingBy(
                        line -> line.replaceFirst("^\\S+ ", "")
                                .replaceFirst(": .*", "")
                                .replaceAll("/\\d+", "/*"),
                        TreeMap::new,
                        Collectors.counting()))
                .forEach((place, count) -> text.format("    %6d %s%n", count, place));
    }

    private void complain(Outcome outcome, List<String> lines, String what) {
        if (!lines.isEmpty()) {
            text.format("%s: %d %s, such as%n", outcome.words(), lines.size(), what);
            lines.stream().limit(SHOWN).forEach(line -> text.format("    %s%n", line));
        }
    }
}
