package io.sluice.local.correlation;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Compares investigations with the truth, alert by alert. Pairs are counted from the sizes of groups, never one by one:
 * the time grows with the number of alerts.
 */
public final class Scoring {

    private Scoring() {}

    /**
     * Two scenarios whose alerts were put together although they are of different plays; the first one comes first in
     * the alphabet, or both are the same.
     */
    public record Scenarios(String one, String other) {

        /** Puts them in order. */
        static Scenarios of(String one, String other) {
            return one.compareTo(other) <= 0 ? new Scenarios(one, other) : new Scenarios(other, one);
        }
    }

    /**
     * What came of it.
     *
     * @param total over all alerts
     * @param scenarios the true pairs of each scenario, and how many of them were found; found pairs are the right ones
     * @param confusion how many pairs of two scenarios were put together and do not belong together, the most first
     * @param lonely alerts of the truth that are in no investigation; each counts as if it were in one of its own
     * @param unknown alerts in investigations of which the truth says nothing; they are not counted
     */
    public record Scored(
            PairScore total,
            Map<String, PairScore> scenarios,
            Map<Scenarios, Long> confusion,
            Set<String> lonely,
            Set<String> unknown) {}

    /**
     * Compares.
     *
     * @param truth the play of each alert, by {@code <tenantId>/<finding uid>}
     * @param found the investigation of each alert, by the same
     */
    public static Scored of(Map<String, PlayOfAlert> truth, Map<String, String> found) {
        Set<String> lonely = new HashSet<>(truth.keySet());
        lonely.removeAll(found.keySet());
        Set<String> unknown = new HashSet<>(found.keySet());
        unknown.removeAll(truth.keySet());
        Map<String, Map<PlayOfAlert, Long>> investigations = new HashMap<>();
        Map<PlayOfAlert, Long> plays = new HashMap<>();
        truth.forEach((alert, play) -> {
            plays.merge(play, 1L, Long::sum);
            String investigation = found.get(alert);
            if (investigation != null) {
                investigations
                        .computeIfAbsent(investigation, any -> new HashMap<>())
                        .merge(play, 1L, Long::sum);
            }
        });
        Map<String, PairScore> scenarios = new TreeMap<>();
        plays.forEach((play, alerts) ->
                scenarios.merge(play.scenario(), new PairScore(PairScore.pairs(alerts), 0, 0), PairScore::plus));
        Map<Scenarios, Long> wrong = new HashMap<>();
        for (Map<PlayOfAlert, Long> investigation : investigations.values()) {
            investigation.forEach((play, alerts) -> {
                long right = PairScore.pairs(alerts);
                scenarios.merge(play.scenario(), new PairScore(0, right, right), PairScore::plus);
            });
            addWrong(investigation, wrong);
        }
        PairScore right = scenarios.values().stream().reduce(PairScore.NONE, PairScore::plus);
        long mistaken = wrong.values().stream().mapToLong(Long::longValue).sum();
        return new Scored(right.plus(new PairScore(0, mistaken, 0)), scenarios, mostFirst(wrong), lonely, unknown);
    }

    /**
     * Returns the score of some alerts alone.
     *
     * @param which says of an alert's key whether it is one of them
     */
    public static PairScore of(Map<String, PlayOfAlert> truth, Map<String, String> found, Predicate<String> which) {
        Map<String, PlayOfAlert> some = new HashMap<>(truth);
        some.keySet().removeIf(which.negate());
        return of(some, found).total();
    }

    private static void addWrong(Map<PlayOfAlert, Long> investigation, Map<Scenarios, Long> wrong) {
        Map<String, Long> sizes = new TreeMap<>();
        Map<String, Long> right = new HashMap<>();
        investigation.forEach((play, alerts) -> {
            sizes.merge(play.scenario(), alerts, Long::sum);
            right.merge(play.scenario(), PairScore.pairs(alerts), Long::sum);
        });
        for (Map.Entry<String, Long> one : sizes.entrySet()) {
            for (Map.Entry<String, Long> other : sizes.entrySet()) {
                int order = one.getKey().compareTo(other.getKey());
                long pairs = order < 0
                        ? one.getValue() * other.getValue()
                        : order == 0 ? PairScore.pairs(one.getValue()) - right.getOrDefault(one.getKey(), 0L) : 0;
                if (pairs > 0) {
                    wrong.merge(Scenarios.of(one.getKey(), other.getKey()), pairs, Long::sum);
                }
            }
        }
    }

    private static Map<Scenarios, Long> mostFirst(Map<Scenarios, Long> wrong) {
        List<Map.Entry<Scenarios, Long>> entries = wrong.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Scenarios, Long> each) -> -each.getValue())
                        .thenComparing(each -> each.getKey().one())
                        .thenComparing(each -> each.getKey().other()))
                .toList();
        Map<Scenarios, Long> ordered = new LinkedHashMap<>();
        entries.forEach(each -> ordered.put(each.getKey(), each.getValue()));
        return Collections.unmodifiableMap(ordered);
    }
}
