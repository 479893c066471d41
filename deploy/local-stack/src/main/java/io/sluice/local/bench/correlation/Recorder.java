package io.sluice.local.bench.correlation;

import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.check.PolledBy;
import io.sluice.local.check.Settling;
import io.sluice.local.check.Waiting;
import io.sluice.local.connections.DemoConnections;
import io.sluice.local.correlation.PlayTruth;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.SimulatedTenant;
import io.sluice.local.stack.Progress;
import io.sluice.local.stack.Running;
import io.sluice.local.stack.Supervisor;
import io.sluice.local.topic.KafkaAddress;
import io.sluice.local.topic.RecordReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Records what incident-poller and sentinel-reader write to their topics about a week of many tenants, and what the
 * simulator says is true of it. The world goes on for some minutes while it is read, so that there are several versions
 * of some findings of Defender's as well; of Sentinel's there are, because its tables keep them all.
 */
final class Recorder {

    /** A week; a little more is read. */
    private static final Duration HISTORY = Duration.ofDays(7);

    private static final Duration LOOKBACK = HISTORY.plusDays(1);

    /** How long the world goes on once the backlog is read. */
    private static final Duration LIVE = Duration.ofMinutes(3);

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private static final Set<String> PARTS = Set.of(
            "kafka", "postgres", "microsoft-simulator", "connection-service", "incident-poller", "sentinel-reader");

    private static final List<Topic> TOPICS = List.of(Topics.CONNECTIONS, Topics.ALERTS, Topics.INCIDENTS);

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;

    Recorder(Home home, Ports ports, Progress progress, InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
    }

    /** Organisations of two hundred people: about ten playings of scenarios a day, three of four of which are noise. */
    private static Map<String, String> settings(int tenants) {
        return Map.ofEntries(
                Map.entry("SLUICE_SIMULATOR_TENANTS", Integer.toString(tenants)),
                Map.entry("SLUICE_SIMULATOR_PEOPLE", "200"),
                Map.entry("SLUICE_SIMULATOR_DEVICES", "190"),
                Map.entry("SLUICE_SIMULATOR_HISTORY", HISTORY.toString()),
                Map.entry("SLUICE_SIMULATOR_RATE", "0.6"),
                Map.entry("SLUICE_SIMULATOR_SENTINEL_NOISE", "0.1"),
                Map.entry("SLUICE_SIMULATOR_DEFENDER_CALLS_PER_MINUTE", "0"),
                Map.entry("SLUICE_SIMULATOR_DEFENDER_CALLS_PER_HOUR", "0"),
                Map.entry("SLUICE_SIMULATOR_LIMITS", "false"),
                Map.entry("SLUICE_POLLER_QUOTA_PER_MINUTE", "100000"),
                Map.entry("SLUICE_POLLER_QUOTA_PER_HOUR", "1000000"));
    }

    /** Records in a stack of its own, which is ended afterwards. */
    Recording record(int tenants) throws InterruptedException {
        Supervisor supervisor = new Supervisor(home, ports, PARTS, settings(tenants), progress, clock);
        try (Running _ = new Running(supervisor)) {
            supervisor.startParts();
            ControlApi simulator = new ControlApi(ports);
            simulator.pause();
            new DemoConnections(ports).registerForFindings(LOOKBACK);
            progress.say("  reading " + HISTORY.toDays() + " days of " + tenants + " tenants");
            settle(simulator);
            simulator.resume();
            progress.say("  and what happens in the next " + LIVE.toMinutes() + " minutes");
            Thread.sleep(LIVE);
            simulator.pause();
            settle(simulator);
            List<Event> events = new ArrayList<>();
            for (Topic topic : TOPICS) {
                RecordReader.readAll(ports, topic, received -> events.add(Event.of(received)));
            }
            return new Recording(events, PlayTruth.of(simulator));
        }
    }

    private void settle(ControlApi simulator) throws InterruptedException {
        Instant paused = clock.instant();
        Set<String> names =
                simulator.tenants().stream().map(SimulatedTenant::name).collect(Collectors.toSet());
        boolean settled = new Settling(KafkaAddress.of(ports), clock, new Waiting(progress::say))
                .await(
                        paused,
                        List.of(
                                new PolledBy("incident-poller", Ports.http(ports.incidentPollerManagement()), names),
                                new PolledBy("sentinel-reader", Ports.http(ports.sentinelReaderManagement()), names)),
                        PATIENCE);
        if (!settled) {
            throw new UserError("The backlog was not read within " + PATIENCE.toMinutes()
                    + " minutes; ./sluice logs incident-poller and sentinel-reader may say why.");
        }
    }
}
