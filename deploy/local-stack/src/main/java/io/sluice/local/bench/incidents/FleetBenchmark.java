package io.sluice.local.bench.incidents;

import io.sluice.local.UserError;
import io.sluice.local.bench.Effort;
import io.sluice.local.bench.EffortWatch;
import io.sluice.local.bench.Percentiles;
import io.sluice.local.connections.DemoConnections;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.SimulatedTenant;
import io.sluice.local.stack.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a fleet of connections costs that are all polled at the default interval, 10 seconds, by one poller, which has
 * one processor core and the heap that the stack gives it. Now and then something happens in one of the tenants.
 */
public final class FleetBenchmark {

    /** How far apart polls of a connection may be: 15 seconds, and the twentieth that a turn may have to wait. */
    public static final Duration INTERVAL = Duration.ofMillis(15_750);

    /** The most memory that the poller may occupy. */
    public static final int RESIDENT_MEGABYTES = 512;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** How long the fleet is polled before it is measured: the pace settles, and the JVM compiles. */
    private static final Duration WARM_UP = Duration.ofSeconds(45);

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;

    /** Takes the clone, the ports, where to tell what happens, and the time. */
    public FleetBenchmark(Home home, Ports ports, Progress progress, InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What is to be run.
     *
     * @param connections how many there are, each of a tenant of its own
     * @param time how long the fleet is watched
     */
    public record Plan(int connections, Duration time) {

        /** Checks that there is something to measure. */
        public Plan {
            if (connections < 1 || time.compareTo(INTERVAL.multipliedBy(2)) < 0) {
                throw new UserError("There must be at least one connection, and 32 seconds to watch it.");
            }
        }

        /** Small organisations; in each of them a scenario begins every four hours. */
        Map<String, String> settings() {
            return Map.of(
                    "SLUICE_SIMULATOR_TENANTS", Integer.toString(connections),
                    "SLUICE_SIMULATOR_PEOPLE", "8",
                    "SLUICE_SIMULATOR_DEVICES", "6",
                    "SLUICE_SIMULATOR_HISTORY", "PT10M",
                    "SLUICE_SIMULATOR_RATE", "0.25",
                    "SLUICE_SIMULATOR_SENTINEL_NOISE", "0",
                    "SLUICE_SIMULATOR_QUARANTINE_PER_DAY", "0");
        }
    }

    /**
     * What was measured.
     *
     * @param connections how many there were
     * @param pinned whether the poller had one core, and the rest the others
     * @param time how long they were watched
     * @param polls how many polls there were in that time
     * @param intervals the time between polls of each connection, on average
     * @param effort what it cost the poller; of memory, the most since its start
     */
    public record Result(
            int connections, boolean pinned, Duration time, long polls, Percentiles intervals, Effort effort) {

        /** Returns the polls a second. */
        public double pollsPerSecond() {
            return polls * 1000.0 / time.toMillis();
        }

        /** Returns the time between two polls of a connection, on average over all, in seconds. */
        public double averageInterval() {
            return connections / pollsPerSecond();
        }

        /** Returns how much of one core was used. */
        public double cores() {
            return (double) effort.cpu().toNanos() / time.toNanos();
        }

        /** Returns the processor time of each poll, in microseconds. */
        public double cpuMicrosPerPoll() {
            return effort.cpu().toNanos() / 1000.0 / polls;
        }
    }

    /** Runs the benchmark in a stack of its own, which is ended afterwards. */
    public Result run(Plan plan) throws InterruptedException {
        try (PollerStack stack = new PollerStack(home, ports, plan.settings(), progress, clock);
                EffortWatch sinceTheStart = stack.watch()) {
            boolean pinned = stack.giveThePollerOneCore();
            List<SimulatedTenant> tenants = new ControlApi(ports).tenants();
            progress.say("  registering " + tenants.size() + " connections");
            new DemoConnections(ports).registerForIncidentsByDefault(tenants);
            PollCounts counts = new PollCounts(Ports.http(ports.incidentPollerManagement()));
            awaitFirstPolls(stack, counts, tenants.size());
            progress.say("  all have been polled; warming up");
            Thread.sleep(WARM_UP);
            progress.say("  watching for " + plan.time().toSeconds() + " s");
            Map<String, Long> before = counts.read();
            Duration cpuBefore = sinceTheStart.effort().cpu();
            long begun = System.nanoTime();
            Thread.sleep(plan.time());
            Effort effort = sinceTheStart.effort();
            Duration time = Duration.ofNanos(System.nanoTime() - begun);
            Map<String, Long> after = counts.read();
            stack.mustRun();
            return result(pinned, time, before, after, effort, cpuBefore);
        }
    }

    private static Result result(
            boolean pinned,
            Duration time,
            Map<String, Long> before,
            Map<String, Long> after,
            Effort effort,
            Duration cpuBefore) {
        return new Result(
                after.size(),
                pinned,
                time,
                polls(after) - polls(before),
                intervals(time, before, after),
                new Effort(
                        effort.cpu().minus(cpuBefore),
                        effort.peakResidentMegabytes(),
                        effort.peakHeapMegabytes(),
                        effort.liveHeapMegabytes()));
    }

    private static long polls(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns how far apart each connection's polls were. A time holds one poll more or fewer than its length says, by
     * chance: the benefit of that doubt is the poller's.
     */
    static Percentiles intervals(Duration time, Map<String, Long> before, Map<String, Long> after) {
        List<Duration> intervals = new ArrayList<>();
        after.forEach(
                (connection, count) -> intervals.add(time.dividedBy(count - before.getOrDefault(connection, 0L) + 1)));
        return new Percentiles(intervals);
    }

    private static void awaitFirstPolls(PollerStack stack, PollCounts counts, int connections)
            throws InterruptedException {
        long begun = System.nanoTime();
        int polled;
        while ((polled = counts.read().size()) < connections) {
            stack.mustRun();
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new UserError("Only " + polled + " of " + connections + " connections were polled within "
                        + PATIENCE.toMinutes() + " minutes; ./sluice logs incident-poller may say why.");
            }
            Thread.sleep(LOOK);
        }
    }
}
