package io.sluice.local.bench.correlation;

import io.sluice.contracts.topic.Topics;
import io.sluice.local.correlation.PairScore;
import io.sluice.local.correlation.PlayOfAlert;
import io.sluice.local.correlation.Scoring;
import io.sluice.local.correlation.Scoring.Scored;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.stack.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Feeds the same events in several orders, each to a fresh enrichment-service, and compares what comes of them with the
 * truth and with each other; and lets a service that has read them forget everything and read them again.
 */
final class Quality {

    /** What must be reached. */
    static final double PRECISION = 0.98;

    static final double RECALL = 0.95;

    private static final Duration LINGER = Duration.ofMillis(20);

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;

    Quality(Home home, Ports ports, Progress progress, InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What came of one order.
     *
     * @param words what it is called
     * @param events how many events were fed
     * @param time from the first event, or from the restart, until the last investigation
     * @param records how many records were written to investigations
     * @param newest the newest of each key
     * @param scored the comparison with the truth
     * @param doubled how many alerts are in two open investigations
     * @param unlisted how many alerts investigations have but do not list
     * @param differences what is not as in the first order
     */
    record Outcome(
            String words,
            int events,
            Duration time,
            long records,
            Map<String, Investigated> newest,
            Scored scored,
            int doubled,
            int unlisted,
            List<String> differences) {

        /** Says whether every bound holds. */
        boolean isGood() {
            return scored.total().precision() >= PRECISION
                    && scored.total().recall() >= RECALL
                    && scored.lonely().isEmpty()
                    && scored.unknown().isEmpty()
                    && doubled == 0
                    && differences.isEmpty();
        }

        /** Returns how many investigations are open. */
        long open() {
            return newest.values().stream().filter(Investigated::open).count();
        }
    }

    /** Feeds every order; what is compared of the truth are the alerts that are among the events. */
    List<Outcome> run(Recording recording) throws InterruptedException {
        Set<String> there = recording.events().stream()
                .filter(event -> event.topic().equals(Topics.ALERTS.name()))
                .map(Event::key)
                .collect(Collectors.toSet());
        Map<String, PlayOfAlert> truth = new HashMap<>(recording.truth());
        truth.keySet().retainAll(there);
        List<Arrival> inOrder = Pace.of(recording.events());
        List<Outcome> outcomes = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            progress.say("  " + variant.words());
            try (EngineStack engine = new EngineStack(home, ports, Map.of(), _ -> {}, clock)) {
                List<Arrival> arrivals = variant.arrange(inOrder);
                long begun = System.nanoTime();
                feed(arrivals);
                Duration time = Duration.ofNanos(engine.awaitQuiet() - begun);
                try (InvestigationWatch watch = new InvestigationWatch(ports, true)) {
                    outcomes.add(outcome(variant.words(), arrivals.size(), time, watch, truth, outcomes));
                }
                if (variant == Variant.IN_ORDER) {
                    outcomes.add(rebuilt(engine, arrivals.size(), truth, outcomes));
                }
            }
        }
        return outcomes;
    }

    private Outcome rebuilt(EngineStack engine, int events, Map<String, PlayOfAlert> truth, List<Outcome> before)
            throws InterruptedException {
        progress.say("  rebuilt");
        try (InvestigationWatch watch = new InvestigationWatch(ports, false)) {
            long begun = System.nanoTime();
            engine.startOver();
            Duration time = Duration.ofNanos(engine.awaitQuiet() - begun);
            return outcome("rebuilt", events, time, watch, truth, before);
        }
    }

    private void feed(List<Arrival> arrivals) {
        try (Feed feed = new Feed(ports, LINGER, clock)) {
            for (Arrival arrival : arrivals) {
                // Nobody writes what is not read yet: of two versions that were changed at the same time, which one is
                // newer follows from when each was read, as its event says.
                feed.send(arrival.event(), clock.instant());
            }
            feed.flush();
        }
    }

    private static Outcome outcome(
            String words,
            int events,
            Duration time,
            InvestigationWatch watch,
            Map<String, PlayOfAlert> truth,
            List<Outcome> before) {
        Map<String, Investigated> newest = watch.newest();
        Map<String, String> found = new HashMap<>();
        Set<String> doubled = new HashSet<>();
        int unlisted = 0;
        for (Map.Entry<String, Investigated> each : newest.entrySet()) {
            Investigated investigation = each.getValue();
            if (investigation.open()) {
                unlisted += Math.max(
                        0, investigation.count() - investigation.alerts().size());
                for (String alert : investigation.alerts()) {
                    if (found.put(alert, each.getKey()) != null) {
                        doubled.add(alert);
                    }
                }
            }
        }
        return new Outcome(
                words,
                events,
                time,
                watch.records(),
                newest,
                Scoring.of(truth, found),
                doubled.size(),
                unlisted,
                before.isEmpty() ? List.of() : Differences.of(before.getFirst().newest(), newest));
    }

    /** Returns the scores of alerts that Defender shows, of those that only Sentinel has, and of pairs of the two. */
    static Map<String, PairScore> bySource(Map<String, PlayOfAlert> truth, Outcome outcome) {
        Map<String, String> found = new HashMap<>();
        outcome.newest().forEach((key, investigation) -> {
            if (investigation.open()) {
                investigation.alerts().forEach(alert -> found.put(alert, key));
            }
        });
        PairScore defender = Scoring.of(truth, found, alert -> !isSentinels(alert));
        PairScore sentinel = Scoring.of(truth, found, Quality::isSentinels);
        Map<String, PairScore> scores = new LinkedHashMap<>();
        scores.put("alerts of Defender", defender);
        scores.put("alerts of Sentinel's rules", sentinel);
        scores.put("one of each", outcome.scored().total().minus(defender).minus(sentinel));
        return scores;
    }

    /** The ids of the alerts of Sentinel's own rules begin so. */
    private static boolean isSentinels(String alert) {
        return alert.contains("/sn");
    }
}
