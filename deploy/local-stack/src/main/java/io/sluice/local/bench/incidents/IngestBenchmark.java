package io.sluice.local.bench.incidents;

import io.sluice.contracts.topic.Keys;
import io.sluice.local.UserError;
import io.sluice.local.connections.DemoConnections;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.SimulatedTenant;
import io.sluice.local.simulator.TrueAlert;
import io.sluice.local.stack.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How fast one poller reads, normalizes and commits what waits: simulated tenants have a day of history and no quota;
 * connections are registered in rounds, each after the one before is done, and the time is taken until a
 * {@code read_committed} consumer has seen every alert. The poller has just been started, so the first rounds hold the
 * JVM's warm-up and the last one is the steady state. The simulator and Kafka share the machine.
 */
public final class IngestBenchmark {

    /** What an alert may cost the poller, in microseconds of processor time. */
    public static final double CPU_MICROS_PER_ALERT = 200;

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;

    /** Takes the clone, the ports, where to tell what happens, and the time. */
    public IngestBenchmark(Home home, Ports ports, Progress progress, InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What is to be run.
     *
     * @param rounds how many there are, one after the other
     * @param tenants how many tenants each has
     */
    public record Plan(int rounds, int tenants) {

        /** Checks that there is something to measure. */
        public Plan {
            if (rounds < 1 || tenants < 1) {
                throw new UserError("There must be at least one round, and one tenant in it.");
            }
        }

        /** A day of many incidents, and no quota on either side. */
        Map<String, String> settings() {
            return Map.of(
                    "SLUICE_SIMULATOR_TENANTS", Integer.toString(rounds * tenants),
                    "SLUICE_SIMULATOR_HISTORY", "PT23H",
                    "SLUICE_SIMULATOR_RATE", "200",
                    "SLUICE_SIMULATOR_DEFENDER_CALLS_PER_MINUTE", "0",
                    "SLUICE_SIMULATOR_DEFENDER_CALLS_PER_HOUR", "0",
                    "SLUICE_POLLER_QUOTA_PER_MINUTE", "100000",
                    "SLUICE_POLLER_QUOTA_PER_HOUR", "1000000");
        }
    }

    /**
     * What was measured of a round.
     *
     * @param alerts how many alerts there were
     * @param bytes the size of their values on the topic of alerts
     * @param time from the registration to the last alert
     * @param cpu the processor time of each part in that time
     * @param residentMegabytes the most memory that the poller occupied; 0 where the system does not tell
     */
    public record Round(int alerts, long bytes, Duration time, Map<String, Duration> cpu, long residentMegabytes) {

        /** Copies the map. */
        public Round {
            cpu = Map.copyOf(cpu);
        }

        /** Returns the alerts a second. */
        public double alertsPerSecond() {
            return alerts * 1000.0 / time.toMillis();
        }

        /** Returns a part's processor time for each alert, in microseconds. */
        public double cpuMicrosPerAlert(String part) {
            return cpu.getOrDefault(part, Duration.ZERO).toNanos() / 1000.0 / alerts;
        }
    }

    /**
     * What was measured.
     *
     * @param rounds each round
     * @param raw what a plain producer does with all that the poller wrote
     */
    public record Result(List<Round> rounds, RawProduction raw) {

        /** Copies the list. */
        public Result {
            rounds = List.copyOf(rounds);
        }

        /** Returns the round with which the JVM's warm-up is over. */
        public Round steady() {
            return rounds.getLast();
        }

        /** Returns the alerts a second of a plain producer that writes all that the poller wrote. */
        public double rawAlertsPerSecond() {
            return rounds.stream().mapToLong(Round::alerts).sum()
                    * 1000.0
                    / raw.time().toMillis();
        }

        /** Returns the share of that pace which the poller reached. */
        public double shareOfRaw() {
            return steady().alertsPerSecond() / rawAlertsPerSecond();
        }
    }

    /** Runs the benchmark in a stack of its own, which is ended afterwards. */
    public Result run(Plan plan) throws InterruptedException {
        try (PollerStack stack = new PollerStack(home, ports, plan.settings(), progress, clock);
                AlertWatch alerts = new AlertWatch(ports)) {
            ControlApi simulator = new ControlApi(ports);
            simulator.pause();
            List<SimulatedTenant> tenants = simulator.tenants();
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < plan.rounds(); i++) {
                List<SimulatedTenant> next = tenants.subList(i * plan.tenants(), (i + 1) * plan.tenants());
                Set<String> expected = keys(simulator, next);
                progress.say("  " + expected.size() + " alerts of " + plan.tenants() + " tenants");
                rounds.add(measure(stack, alerts, next, expected));
            }
            stack.mustRun();
            progress.say("  the same bytes by a plain producer");
            return new Result(rounds, RawProduction.ofWhatThePollerWrote(ports));
        }
    }

    private static Set<String> keys(ControlApi simulator, List<SimulatedTenant> tenants) throws InterruptedException {
        Set<String> keys = new HashSet<>();
        for (SimulatedTenant tenant : tenants) {
            for (TrueAlert alert : simulator.alerts(tenant.tenantId())) {
                keys.add(Keys.of(tenant.tenantId(), alert.alertId()));
            }
        }
        return keys;
    }

    private Round measure(PollerStack stack, AlertWatch alerts, List<SimulatedTenant> tenants, Set<String> expected)
            throws InterruptedException {
        Map<String, Duration> before = stack.cpu();
        long bytesBefore = alerts.bytes();
        long begun = System.nanoTime();
        try (var watch = stack.watch()) {
            new DemoConnections(ports).registerForIncidents(tenants);
            alerts.awaitAll(expected);
            Duration time = Duration.ofNanos(System.nanoTime() - begun);
            Map<String, Duration> spent = new HashMap<>(stack.cpu());
            spent.replaceAll((part, cpu) -> cpu.minus(before.getOrDefault(part, Duration.ZERO)));
            return new Round(
                    expected.size(),
                    alerts.bytes() - bytesBefore,
                    time,
                    spent,
                    watch.effort().peakResidentMegabytes());
        }
    }
}
