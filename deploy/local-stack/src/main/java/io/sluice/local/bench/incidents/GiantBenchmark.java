package io.sluice.local.bench.incidents;

import io.sluice.contracts.topic.Keys;
import io.sluice.local.UserError;
import io.sluice.local.bench.Effort;
import io.sluice.local.bench.EffortWatch;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much memory the poller needs for pages of giants: 50 incidents with 400 alerts each, which are 130 MB of JSON.
 * The first page comes to a poller that has just been started, the next ones while it is at it.
 */
public final class GiantBenchmark {

    /** The most memory that the poller may occupy. */
    public static final int RESIDENT_MEGABYTES = 400;

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;

    /** Takes the clone, the ports, where to tell what happens, and the time. */
    public GiantBenchmark(Home home, Ports ports, Progress progress, InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What is to be run.
     *
     * @param pages how many pages, one after the other
     * @param incidents how many incidents are on each
     * @param alerts how many alerts each incident has
     */
    public record Plan(int pages, int incidents, int alerts) {

        /** The evidence in each alert: with the rest of it, about 6.5 KB. */
        static final int ALERT_BYTES = 5_300;

        /** Microsoft puts no more incidents on a page. */
        private static final int MOST_INCIDENTS = 100;

        /** Checks that there is something to measure. */
        public Plan {
            if (pages < 1 || alerts < 1 || incidents < 1 || incidents > MOST_INCIDENTS) {
                throw new UserError("There must be at least one page with 1 to " + MOST_INCIDENTS
                        + " incidents, and one alert in each.");
            }
        }
    }

    /**
     * What was measured of a page.
     *
     * @param alerts how many alerts were new on it
     * @param bytes how long Microsoft's answer is that has these alerts alone
     * @param time from the registration, or from when the incidents were there, to the last alert
     * @param effort what it cost the poller; of memory, the most since its start
     */
    public record Page(int alerts, long bytes, Duration time, Effort effort) {}

    /** Runs the benchmark in a stack of its own, which is ended afterwards. */
    public List<Page> run(Plan plan) throws InterruptedException {
        Map<String, String> settings = Map.of("SLUICE_SIMULATOR_TENANTS", "1", "SLUICE_SIMULATOR_RATE", "0");
        List<Page> pages = new ArrayList<>();
        try (PollerStack stack = new PollerStack(home, ports, settings, progress, clock);
                AlertWatch alerts = new AlertWatch(ports);
                EffortWatch sinceTheStart = stack.watch()) {
            ControlApi simulator = new ControlApi(ports);
            simulator.pause();
            SimulatedTenant tenant = simulator.tenants().getFirst();
            Set<String> seen = new HashSet<>();
            long bytes = 0;
            for (int i = 1; i <= plan.pages(); i++) {
                Duration cpuBefore = sinceTheStart.effort().cpu();
                for (int j = 0; j < plan.incidents(); j++) {
                    simulator.orderGiant(tenant.tenantId(), plan.alerts(), Plan.ALERT_BYTES);
                }
                Set<String> expected = keys(simulator, tenant);
                expected.removeAll(seen);
                if (i == 1) {
                    bytes = new IncidentPageSize(ports).of(tenant);
                }
                progress.say("  page " + i + " with " + expected.size() + " alerts");
                long begun = System.nanoTime();
                if (i == 1) {
                    new DemoConnections(ports).registerForIncidents(List.of(tenant));
                }
                alerts.awaitAll(expected);
                stack.mustRun();
                Duration time = Duration.ofNanos(System.nanoTime() - begun);
                Effort effort = sinceTheStart.effort();
                pages.add(new Page(
                        expected.size(),
                        bytes,
                        time,
                        new Effort(
                                effort.cpu().minus(cpuBefore),
                                effort.peakResidentMegabytes(),
                                effort.peakHeapMegabytes(),
                                effort.liveHeapMegabytes())));
                seen.addAll(expected);
            }
        }
        return pages;
    }

    private static Set<String> keys(ControlApi simulator, SimulatedTenant tenant) throws InterruptedException {
        Set<String> keys = new HashSet<>();
        for (TrueAlert alert : simulator.alerts(tenant.tenantId())) {
            keys.add(Keys.of(tenant.tenantId(), alert.alertId()));
        }
        return keys;
    }
}
