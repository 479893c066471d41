package io.sluice.local.bench.incidents;

import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.bench.Percentiles;
import io.sluice.local.check.HowFar;
import io.sluice.local.check.PollLag;
import io.sluice.local.connections.DemoConnections;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.SimulatedTenant;
import io.sluice.local.stack.Progress;
import io.sluice.local.topic.RecordReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How soon a change of an alert is on its topic: from when the simulator's API shows it until a {@code read_committed}
 * consumer has received it. All settings of the poller and of the connections are as they are by default.
 */
public final class LatencyBenchmark {

    /** What half of the changes must reach, and 99 of 100. */
    public static final Duration P50 = Duration.ofSeconds(8);

    public static final Duration P99 = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How long the load goes on before it is measured. */
    private static final Duration WARM_UP = Duration.ofSeconds(45);

    /** How long after the last change that counts is waited for it. */
    private static final Duration LAST = Duration.ofSeconds(45);

    /** A version that was replaced sooner can have fallen between two polls. */
    private static final Duration REPLACED_WITHIN = P99;

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;

    /** Takes the clone, the ports, where to tell what happens, and the time. */
    public LatencyBenchmark(Home home, Ports ports, Progress progress, InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What is to be run.
     *
     * @param tenants how many tenants there are
     * @param time how long changes are measured
     */
    public record Plan(int tenants, Duration time) {

        /** Scenarios begun an hour: of a busy tenant, and, for a useful number of changes, of all together. */
        private static final int OF_EACH = 90;

        private static final int OF_ALL = 900;

        /** Checks that there is something to measure. */
        public Plan {
            if (tenants < 1 || time.compareTo(Duration.ofSeconds(10)) < 0) {
                throw new UserError("There must be at least one tenant, and 10 seconds to measure.");
            }
        }

        /** Returns how many scenarios begin in an hour in each tenant. */
        int rate() {
            return Math.max(OF_EACH, OF_ALL / tenants);
        }

        Map<String, String> settings() {
            return Map.of(
                    "SLUICE_SIMULATOR_TENANTS", Integer.toString(tenants),
                    "SLUICE_SIMULATOR_PEOPLE", "30",
                    "SLUICE_SIMULATOR_DEVICES", "25",
                    "SLUICE_SIMULATOR_HISTORY", "PT20M",
                    "SLUICE_SIMULATOR_RATE", Integer.toString(rate()));
        }
    }

    /**
     * What was measured.
     *
     * @param tenants how many there were
     * @param changes how many changes arrived
     * @param replaced how many were replaced before anybody had to see them
     * @param missing how many did not arrive, and should have
     * @param latencies of those that arrived
     */
    public record Result(int tenants, int changes, int replaced, int missing, Percentiles latencies) {

        /** Returns a percentile; what is missing counts as later than all. */
        public Duration of(double share) {
            double among = share * (changes + missing) / changes;
            return among > 1 ? Duration.ofDays(1) : latencies.of(among);
        }
    }

    /** Runs the benchmark in a stack of its own, which is ended afterwards. */
    public Result run(Plan plan) throws InterruptedException {
        try (PollerStack stack = new PollerStack(home, ports, plan.settings(), progress, clock);
                RecordReader reader = new RecordReader(ports)) {
            ControlApi simulator = new ControlApi(ports);
            List<SimulatedTenant> tenants = simulator.tenants();
            progress.say("  registering " + tenants.size() + (tenants.size() == 1 ? " connection" : " connections"));
            new DemoConnections(ports).registerForIncidentsByDefault(tenants);
            awaitTheBacklog(stack, tenants.size());
            reader.open(Topics.ALERTS.name(), false);
            Arrivals arrivals = new Arrivals();
            receive(reader, arrivals, WARM_UP);
            progress.say("  measuring for " + plan.time().toSeconds() + " s");
            Instant from = clock.instant();
            Instant to = from.plus(plan.time());
            receive(reader, arrivals, plan.time().plus(LAST));
            stack.mustRun();
            Arrivals.Outcome outcome = new Arrivals.Outcome(List.of(), 0, 0);
            for (SimulatedTenant tenant : tenants) {
                outcome = outcome.and(arrivals.of(simulator.alerts(tenant.tenantId()), from, to, REPLACED_WITHIN));
            }
            if (outcome.latencies().isEmpty()) {
                throw new UserError("Nothing changed in the simulated tenants, or nothing of it arrived;"
                        + " ./sluice logs incident-poller may say why.");
            }
            return new Result(
                    tenants.size(),
                    outcome.latencies().size(),
                    outcome.replaced(),
                    outcome.missing(),
                    new Percentiles(outcome.latencies()));
        }
    }

    private void receive(RecordReader reader, Arrivals arrivals, Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            var records = reader.poll(Duration.ofMillis(50));
            Instant now = clock.instant();
            records.forEach(received -> arrivals.add(received, now));
        }
    }

    private void awaitTheBacklog(PollerStack stack, int connections) throws InterruptedException {
        PollLag lag = new PollLag(Ports.http(ports.incidentPollerManagement()));
        Instant end = clock.instant().plus(PATIENCE);
        while (true) {
            Collection<HowFar> read = lag.howFar().values();
            if (read.size() == connections
                    && read.stream().allMatch(each -> each.behind().compareTo(PATIENCE) < 0)) {
                return;
            }
            stack.mustRun();
            if (clock.instant().isAfter(end)) {
                throw new UserError("The past of the tenants was not read within " + PATIENCE.toMinutes()
                        + " minutes; ./sluice logs incident-poller may say why.");
            }
            Thread.sleep(Duration.ofSeconds(2));
        }
    }
}
