package io.sluice.local.bench;

import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.connections.DemoConnections;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Mark;
import io.sluice.local.process.Memory;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.SimulatedTenant;
import io.sluice.local.simulator.TrueAlert;
import io.sluice.local.stack.Progress;
import io.sluice.local.stack.Running;
import io.sluice.local.stack.Supervisor;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState;
import io.sluice.local.state.StackState.RunningPart;
import io.sluice.local.topic.RecordReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How fast a backlog of incidents is read, normalized and committed: a stack is started whose simulated tenants have a
 * day of history and no quota, their connections are registered, and the time is taken until a {@code read_committed}
 * consumer has seen every alert. The services have just been started, so their warm-up counts; and everything, the
 * simulator and Kafka as well, shares this machine.
 */
public final class IngestBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** A day of many incidents, and no quota on either side. */
    private static final Map<String, String> SETTINGS = Map.of(
            "SLUICE_SIMULATOR_HISTORY", "PT23H",
            "SLUICE_SIMULATOR_RATE", "200",
            "SLUICE_SIMULATOR_DEFENDER_CALLS_PER_MINUTE", "0",
            "SLUICE_SIMULATOR_DEFENDER_CALLS_PER_HOUR", "0",
            "SLUICE_POLLER_QUOTA_PER_MINUTE", "100000",
            "SLUICE_POLLER_QUOTA_PER_HOUR", "1000000");

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
     * What was measured.
     *
     * @param alerts how many alerts there were
     * @param bytes the size of their values
     * @param first from the registration to the first alert
     * @param all from the registration to the last alert
     * @param cpu the processor time of each part in that time
     * @param pollerMegabytes the poller's resident memory at the end; 0 where the system does not tell
     */
    public record Result(
            int alerts, long bytes, Duration first, Duration all, Map<String, Duration> cpu, long pollerMegabytes) {

        /** Returns the alerts a second. */
        public double alertsPerSecond() {
            return alerts * 1000.0 / all.toMillis();
        }

        /** Returns a part's processor time for each alert, in milliseconds. */
        public double cpuMillisPerAlert(String part) {
            return (double) cpu.getOrDefault(part, Duration.ZERO).toMillis() / alerts;
        }
    }

    /** Runs the benchmark in a stack of its own, which is ended afterwards. */
    public Result run() throws InterruptedException {
        Supervisor supervisor = new Supervisor(home, ports, Set.of(), SETTINGS, progress, clock);
        try (Running _ = new Running(supervisor)) {
            supervisor.startParts();
            return measure();
        }
    }

    private Result measure() throws InterruptedException {
        ControlApi simulator = new ControlApi(ports);
        simulator.pause();
        Set<String> expected = new HashSet<>();
        for (SimulatedTenant tenant : simulator.tenants()) {
            for (TrueAlert alert : simulator.alerts(tenant.tenantId())) {
                expected.add(tenant.tenantId() + "/" + alert.alertId());
            }
        }
        progress.say("  " + expected.size() + " alerts are waiting");
        List<RunningPart> parts =
                new StackFile(home).read().map(StackState::parts).orElse(List.of());
        Map<String, Duration> before = cpu(parts);
        long begun = System.nanoTime();
        new DemoConnections(ports).registerForIncidents();
        Set<String> seen = new HashSet<>();
        Duration first = Duration.ZERO;
        long bytes = 0;
        try (RecordReader reader = new RecordReader(ports)) {
            reader.open(Topics.ALERTS.name(), true);
            while (!seen.containsAll(expected)) {
                for (ConsumerRecord<byte[], byte[]> received : reader.poll(Duration.ofMillis(100))) {
                    seen.add(new String(received.key(), StandardCharsets.UTF_8));
                    bytes += received.value().length;
                }
                if (first.isZero() && !seen.isEmpty()) {
                    first = Duration.ofNanos(System.nanoTime() - begun);
                }
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new UserError("Only " + seen.size() + " of " + expected.size() + " alerts came within "
                            + PATIENCE.toMinutes() + " minutes; ./sluice logs incident-poller may say why.");
                }
            }
        }
        Duration all = Duration.ofNanos(System.nanoTime() - begun);
        Map<String, Duration> spent = new LinkedHashMap<>();
        cpu(parts).forEach((part, time) -> spent.put(part, time.minus(before.getOrDefault(part, Duration.ZERO))));
        long memory = parts.stream()
                .filter(part -> part.name().equals("incident-poller"))
                .map(RunningPart::mark)
                .flatMapToLong(mark -> Memory.residentMegabytes(mark.pid()).stream())
                .findFirst()
                .orElse(0);
        return new Result(expected.size(), bytes, first, all, spent, memory);
    }

    private static Map<String, Duration> cpu(List<RunningPart> parts) {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        for (RunningPart part : parts) {
            Mark mark = part.mark();
            mark.find()
                    .flatMap(process -> process.info().totalCpuDuration())
                    .ifPresent(time -> cpu.put(part.name(), time));
        }
        return cpu;
    }
}
