package io.sluice.local.bench.correlation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.local.bench.Effort;
import io.sluice.local.bench.EffortWatch;
import io.sluice.local.bench.HeapLog;
import io.sluice.local.bench.Pinning;
import io.sluice.local.bench.UsualCompiling;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Mark;
import io.sluice.local.stack.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many events of one tenant a second enrichment-service gets done on one processor core, and how soon an alert is
 * in its investigation, with so many entities of the tenant in its store.
 */
final class Speed {

    /** What must be reached with this many entities. */
    static final int EVENTS_PER_SECOND = 5_000;

    static final int AT_ENTITIES = 100_000;

    static final Duration P99 = Duration.ofSeconds(1);

    /** By so many plays it is measured how many entities a play has. */
    private static final int SAMPLE = 1_000;

    private static final int MEASURED = 30_000;
    private static final Duration LINGER = Duration.ofMillis(20);

    private static final int HEAP_MEGABYTES = 512;

    /** As for a large tenant: with its one task, what a few seconds bring fits into the heap. */
    private static final int KEPT = 10_000;

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;

    Speed(Home home, Ports ports, Progress progress, InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What was measured with so many entities in the store.
     *
     * @param entities how many there were before; those of the measured events come on top
     * @param events how many events were fed
     * @param bytes their values
     * @param time from the first event until all that follows was committed
     * @param effort what it cost the service
     */
    record Throughput(long entities, int events, long bytes, Duration time, Effort effort) {

        double eventsPerSecond() {
            return events * 1e9 / time.toNanos();
        }

        double cpuMicrosPerEvent() {
            return effort.cpu().toNanos() / 1e3 / events;
        }
    }

    /**
     * What was measured.
     *
     * @param pinned whether the service had a core for itself, and no other
     * @param throughputs one for each number of entities
     * @param latency how soon alerts were in their investigations; none if it was not asked for
     */
    record Result(
            boolean pinned,
            List<Throughput> throughputs,
            @Nullable Latency latency) {}

    /** What is fed, with how many entities each play brings. */
    private record Filling(SyntheticLoad load, double entitiesOfAPlay) {

        long entities() {
            return Math.round(load.plays() * entitiesOfAPlay);
        }
    }

    /** Measures, with more and more entities in the store. */
    Result run(Recording recording, List<Integer> entities, boolean throughput, boolean latency)
            throws InterruptedException {
        List<Integer> sizes = entities.stream().sorted().toList();
        Path collections = home.logs().resolve("bench-collections");
        Map<String, String> settings = Map.of(
                "JAVA_TOOL_OPTIONS",
                "-XX:ActiveProcessorCount=1 " + HeapLog.option(collections),
                // Stronger than the command line: as where the service runs alone, not as in the stack of a laptop.
                UsualCompiling.VARIABLE,
                UsualCompiling.OPTIONS + " -Xmx" + HEAP_MEGABYTES + "m",
                "SLUICE_ENRICHMENT_PAUSE",
                "PT0.1S",
                "SLUICE_ENRICHMENT_KEPT",
                Integer.toString(KEPT));
        List<Throughput> throughputs = new ArrayList<>();
        Latency soon = null;
        boolean pinned;
        SyntheticLoad load = new SyntheticLoad(recording, mostPlays(sizes));
        try (EngineStack engine = new EngineStack(home, ports, settings, _ -> {}, clock)) {
            Mark service = engine.process(EngineStack.SERVICE);
            pinned = Pinning.apart(
                    service.pid(),
                    engine.process("kafka").pid(),
                    ProcessHandle.current().pid());
            HeapLog heap = new HeapLog(collections, service.pid());
            Filling filling = sample(engine, load);
            for (int size : sizes) {
                progress.say("  " + size + " entities");
                fill(engine, filling, size);
                if (throughput) {
                    throughputs.add(measure(engine, service, heap, filling));
                }
                if (latency && soon == null && (size >= AT_ENTITIES || size == sizes.getLast())) {
                    progress.say("  " + Latency.EVENTS_PER_SECOND + " events a second for " + Latency.TIME.toMinutes()
                            + " minutes");
                    soon = Latency.measure(ports, clock, load, filling.entities());
                }
            }
        }
        return new Result(pinned, throughputs, soon);
    }

    /** At least six entities and five events a play: all the plays fit into the week. */
    private static int mostPlays(List<Integer> sizes) {
        return SAMPLE + sizes.getLast() / 6 + (sizes.size() + 1) * MEASURED / 5;
    }

    private Filling sample(EngineStack engine, SyntheticLoad load) throws InterruptedException {
        try (Feed feed = new Feed(ports, LINGER, clock)) {
            feed.send(load.connection(), clock.instant());
            while (load.plays() < SAMPLE) {
                load.next().forEach(arrival -> feed.send(arrival.event(), arrival.at()));
            }
            feed.flush();
        }
        engine.awaitQuiet();
        Set<String> entities = new HashSet<>();
        try (InvestigationWatch watch = new InvestigationWatch(ports, true)) {
            watch.newest().forEach((key, investigation) -> {
                for (JsonNode entity : json(investigation).at("/unmapped/entities")) {
                    entities.add(Keys.of(Keys.tenantOf(key), entity.path("id").asText("")));
                }
            });
        }
        return new Filling(load, (double) entities.size() / load.plays());
    }

    private void fill(EngineStack engine, Filling filling, int entities) throws InterruptedException {
        try (Feed feed = new Feed(ports, LINGER, clock)) {
            while (filling.entities() < entities) {
                filling.load().next().forEach(arrival -> feed.send(arrival.event(), arrival.at()));
            }
            feed.flush();
        }
        engine.awaitQuiet();
    }

    private Throughput measure(EngineStack engine, Mark service, HeapLog heap, Filling filling)
            throws InterruptedException {
        long before = filling.entities();
        try (EffortWatch watch = new EffortWatch(service, heap);
                Feed feed = new Feed(ports, LINGER, clock)) {
            int events = 0;
            long bytes = 0;
            long begun = System.nanoTime();
            while (events < MEASURED) {
                for (Arrival arrival : filling.load().next()) {
                    feed.send(arrival.event(), arrival.at());
                    events++;
                    bytes += arrival.event().value().length();
                }
            }
            feed.flush();
            Duration fed = Duration.ofNanos(System.nanoTime() - begun);
            Duration time = Duration.ofNanos(engine.awaitQuiet() - begun);
            progress.say("    fed in " + fed.toMillis() + " ms, done after " + time.toMillis() + " ms");
            return new Throughput(before, events, bytes, time, watch.effort());
        }
    }

    private static JsonNode json(Investigated investigation) {
        try {
            return Json.MAPPER.readTree(investigation.value().text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
