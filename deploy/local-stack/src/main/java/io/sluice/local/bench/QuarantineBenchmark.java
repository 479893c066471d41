package io.sluice.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.RequestKind;
import io.sluice.local.UserError;
import io.sluice.local.connections.DemoConnections;
import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.request.Conversation;
import io.sluice.local.request.Inquiry;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.HeldMessage;
import io.sluice.local.simulator.SimulatedTenant;
import io.sluice.local.stack.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How fast messages of several sizes are exported from quarantine, kept as evidence and analysed: a stack is started,
 * the simulator is given the messages, each is asked for by a request of its own, all at once, and the time is taken
 * until the last answer is committed. One tenant's share of the service: as many exports at once as it grants a tenant,
 * but without its limit of calls a second. The simulator makes up the bytes on the same machine.
 */
public final class QuarantineBenchmark {

    /** What quarantine-fetcher must get along with, and the heap that the stack gives it. */
    public static final long HEAP_LIMIT_MEGABYTES = 256;

    private static final String FETCHER = "quarantine-fetcher";
    private static final String RECIPIENT = "bench@contoso.example";
    private static final double MEGABYTE = 1e6;

    /** Bytes of a message, and how many of that size: enough for a steady figure in half a minute. */
    private record Load(long size, int messages) {}

    private static final Load WARM_UP = new Load(10_000, 200);
    private static final List<Load> LOADS = List.of(
            new Load(10_000, 500), new Load(1_000_000, 100), new Load(25_000_000, 12), new Load(150_000_000, 6));

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final InstantSource clock;

    /** Takes the clone, the ports, where to tell what happens, and the time. */
    public QuarantineBenchmark(Home home, Ports ports, Progress progress, InstantSource clock) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What was measured of one size.
     *
     * @param size the bytes of each message
     * @param messages how many there were
     * @param time from the first request to the last answer
     * @param effort what it cost the service
     */
    public record Measured(long size, int messages, Duration time, Effort effort) {

        /** Returns the messages a second. */
        public double messagesPerSecond() {
            return messages * 1000.0 / time.toMillis();
        }

        /** Returns the megabytes a second. */
        public double megabytesPerSecond() {
            return messagesPerSecond() * size / MEGABYTE;
        }

        /** Returns the service's processor time for each megabyte, in milliseconds. */
        public double cpuMillisPerMegabyte() {
            return effort.cpu().toMillis() / (messages * size / MEGABYTE);
        }
    }

    /** Runs the benchmark in a stack of its own, which is ended afterwards. */
    public List<Measured> run() throws InterruptedException {
        Map<String, String> settings = Map.of(
                "SLUICE_SIMULATOR_RATE",
                "0",
                "SLUICE_SIMULATOR_HISTORY",
                "PT1M",
                "SLUICE_SIMULATOR_QUARANTINE_CONCURRENCY",
                "0",
                "SLUICE_QUARANTINE_EXCHANGE_INTERVAL",
                "PT0.001S");
        List<Measured> all = new ArrayList<>();
        try (MeasuredService fetcher = new MeasuredService(FETCHER, home, ports, settings, progress, clock)) {
            ControlApi microsoft = new ControlApi(ports);
            SimulatedTenant tenant = microsoft.tenants().getFirst();
            progress.say("  warming up");
            export(fetcher, microsoft, tenant, WARM_UP);
            for (Load load : LOADS) {
                progress.say("  " + load.messages() + " messages of " + load.size() / 1_000 + " KB");
                try (EffortWatch watch = fetcher.watch()) {
                    Duration time = export(fetcher, microsoft, tenant, load);
                    all.add(new Measured(load.size(), load.messages(), time, watch.effort()));
                }
                fetcher.mustRun();
            }
        }
        return all;
    }

    /** Exports so many messages, and compares what was kept with what was held. */
    private Duration export(MeasuredService fetcher, ControlApi microsoft, SimulatedTenant tenant, Load load)
            throws InterruptedException {
        Map<String, HeldMessage> asked = new HashMap<>();
        for (int i = 0; i < load.messages(); i++) {
            asked.put(UUID.randomUUID().toString(), microsoft.hold(tenant.tenantId(), RECIPIENT, load.size()));
        }
        try (Inquiry inquiry = new Inquiry(ports, Conversation.QUARANTINE)) {
            long begun = System.nanoTime();
            for (Map.Entry<String, HeldMessage> each : asked.entrySet()) {
                inquiry.send(request(each.getKey(), each.getValue()));
            }
            fetcher.await(inquiry, asked.size(), "messages", result -> {
                HeldMessage held = asked.get(result.path("requestId").asText());
                if (held != null) {
                    compare(result, held);
                }
                return held != null;
            });
            Duration time = Duration.ofNanos(System.nanoTime() - begun);
            for (HeldMessage held : asked.values()) {
                microsoft.release(tenant.tenantId(), held.networkMessageId());
            }
            return time;
        }
    }

    private static void compare(JsonNode result, HeldMessage held) {
        JsonNode evidence = result.at("/items/0/evidence");
        if (!evidence.path("sha256").asText().equals(held.sha256())
                || evidence.path("size").asLong() != held.size()) {
            throw new UserError("A message of " + held.size() + " bytes was not kept as it was held: "
                    + result.path("status").asText() + " " + result.path("error"));
        }
    }

    private static QuarantineRequest request(String id, HeldMessage held) {
        return new QuarantineRequest(
                id,
                RequestKind.EXPORT,
                DemoConnections.DEMO,
                null,
                null,
                held.identities().getFirst(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null);
    }
}
