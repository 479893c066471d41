package io.sluice.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.connections.ConnectionsApi;
import io.sluice.local.correlation.PlayTruth;
import io.sluice.local.correlation.Scoring.Scored;
import io.sluice.local.identity.Role;
import io.sluice.local.identity.TokenClient;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.TrueIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Stops the simulated world, waits until everything has arrived, and compares it with the truth. */
public final class Check {

    private static final String SLUICE = "Sluice";

    private final Whereabouts system;
    private final InstantSource clock;
    private final Waiting waiting;
    private final ControlApi simulator;
    private final ConnectionsApi connections;

    /** Takes where the system is that is checked, the time, and whom to tell what is waited for. */
    public Check(Whereabouts system, InstantSource clock, Waiting waiting) {
        this.system = system;
        this.clock = clock;
        this.waiting = waiting;
        this.simulator = new ControlApi(system.control());
        this.connections = new ConnectionsApi(
                system.connectionService(), () -> new TokenClient(system.simulator()).token(Role.OPERATOR));
    }

    /**
     * What was found on a topic of what comes from one place.
     *
     * @param topic the topic's short name
     * @param source where it comes from, for people
     * @param findings by tenant id
     */
    public record Part(String topic, String source, Map<String, Findings> findings) {}

    /**
     * What was found.
     *
     * @param settled whether everything had arrived in time; if not, what is missing may only be late
     * @param names the names of the tenants by id
     * @param parts the findings
     * @param pairs how well the alerts were put together: of each tenant, by its id, that has any
     * @param allPairs the same over all tenants
     */
    public record Outcome(
            boolean settled, Map<String, String> names, List<Part> parts, Map<String, Scored> pairs, Scored allPairs) {

        /** Copies what was found. */
        public Outcome {
            parts = List.copyOf(parts);
        }

        /** Says whether nothing was found. */
        public boolean isClean() {
            return settled
                    && parts.stream()
                            .flatMap(part -> part.findings().values().stream())
                            .allMatch(Findings::isClean);
        }
    }

    /** A connection that is polled, as far as it matters here. */
    private record Polled(String name, String tenantId, Instant createdAt, Duration lookback) {}

    /**
     * Checks.
     *
     * @param tolerance how long a version that was replaced must have been readable to be demanded
     * @param patience how long everything may take to arrive
     */
    public Outcome run(Duration tolerance, Duration patience) throws InterruptedException {
        Map<Family, List<Polled>> polled = polled();
        if (polled.isEmpty()) {
            throw new UserError("There is no enabled connection that reads incidents, so there is nothing to check.");
        }
        simulator.pause();
        try {
            Instant pausedAt = clock.instant();
            Instant deadline = pausedAt.plus(patience);
            boolean settled = new Settling(system.kafka(), clock, waiting)
                    .await(
                            pausedAt,
                            polled.entrySet().stream()
                                    .map(each -> polledBy(each.getKey(), names(each.getValue())))
                                    .toList(),
                            patience);
            return compare(polled, tolerance, settled, deadline);
        } finally {
            simulator.resume();
        }
    }

    private PolledBy polledBy(Family family, Set<String> names) {
        return switch (family) {
            case DEFENDER -> new PolledBy("incident-poller", system.incidentPoller(), names);
            case SENTINEL -> new PolledBy("sentinel-reader", system.sentinelReader(), names);
        };
    }

    private static Set<String> names(List<Polled> polled) {
        return polled.stream().map(Polled::name).collect(Collectors.toSet());
    }

    private Outcome compare(Map<Family, List<Polled>> polled, Duration tolerance, boolean settled, Instant deadline)
            throws InterruptedException {
        Instant settledAt = clock.instant();
        Map<Family, List<Seen>> alertsSeen = Records.of(system.kafka(), Topics.ALERTS);
        Map<Family, List<Seen>> incidentsSeen = Records.of(system.kafka(), Topics.INCIDENTS);
        Map<String, String> names = new LinkedHashMap<>();
        List<Part> parts = new ArrayList<>();
        List<TrueIncidentAlerts> whole = new ArrayList<>();
        for (Map.Entry<Family, List<Polled>> each : polled.entrySet()) {
            Family family = each.getKey();
            List<Expected> alerts = new ArrayList<>();
            List<Expected> incidents = new ArrayList<>();
            for (Polled connection : onePerTenant(each.getValue())) {
                names.putIfAbsent(connection.tenantId(), connection.name());
                switch (family) {
                    case DEFENDER -> addDefender(connection, settledAt, tolerance, alerts, incidents);
                    case SENTINEL -> addSentinel(connection, settledAt, tolerance, alerts, incidents);
                }
            }
            parts.add(new Part(
                    "alerts", family.caption(), Comparison.of(alerts, alertsSeen.getOrDefault(family, List.of()))));
            parts.add(new Part(
                    "incidents",
                    family.caption(),
                    Comparison.of(incidents, incidentsSeen.getOrDefault(family, List.of()))));
            whole.addAll(
                    switch (family) {
                        case DEFENDER -> TrueIncidentAlerts.ofAlerts(alerts);
                        case SENTINEL -> TrueIncidentAlerts.ofIncidents(incidents);
                    });
        }
        List<Seen> allAlerts =
                alertsSeen.values().stream().flatMap(List::stream).toList();
        List<Seen> allIncidents =
                incidentsSeen.values().stream().flatMap(List::stream).toList();
        boolean correlated = new Correlation(system.kafka(), clock, waiting).await(allAlerts, allIncidents, deadline);
        InvestigationRecords.Both found = InvestigationRecords.of(system.kafka());
        Correlated compared = Correlated.of(
                names.keySet(), found.investigations(), found.changes(), allAlerts, whole, PlayTruth.of(simulator));
        parts.add(new Part("investigations", SLUICE, compared.investigations()));
        parts.add(new Part("investigation-changes", SLUICE, compared.changes()));
        return new Outcome(settled && correlated, names, parts, compared.pairs(), compared.allPairs());
    }

    private void addDefender(
            Polled connection, Instant settledAt, Duration tolerance, List<Expected> alerts, List<Expected> incidents)
            throws InterruptedException {
        Demand demand = new Demand(connection.createdAt(), connection.lookback(), settledAt, tolerance);
        List<TrueIncident> trueIncidents = simulator.incidents(connection.tenantId());
        alerts.addAll(Truth.ofAlerts(simulator.alerts(connection.tenantId()), trueIncidents, demand));
        incidents.addAll(Truth.ofIncidents(trueIncidents, demand));
    }

    private void addSentinel(
            Polled connection, Instant settledAt, Duration tolerance, List<Expected> alerts, List<Expected> incidents)
            throws InterruptedException {
        IngestionDemand demand =
                new IngestionDemand(connection.createdAt(), connection.lookback(), settledAt, tolerance);
        alerts.addAll(SentinelTruth.ofAlerts(simulator.sentinelAlerts(connection.tenantId()), demand));
        incidents.addAll(SentinelTruth.ofIncidents(simulator.sentinelIncidents(connection.tenantId()), demand));
    }

    /** What a tenant's first connection must have read stays demanded, and is demanded once, when it has others. */
    private static Collection<Polled> onePerTenant(List<Polled> polled) {
        Map<String, Polled> first = new LinkedHashMap<>();
        for (Polled connection : polled) {
            first.merge(
                    connection.tenantId(),
                    connection,
                    (one, other) -> other.createdAt().isBefore(one.createdAt()) ? other : one);
        }
        return first.values();
    }

    /** Returns the connections that are polled, of each family that has any. */
    private Map<Family, List<Polled>> polled() throws InterruptedException {
        Map<Family, List<Polled>> polled = new EnumMap<>(Family.class);
        for (JsonNode connection : connections.list()) {
            if (!connection.path("enabled").asBoolean()) {
                continue;
            }
            JsonNode defender = connection.at("/capabilities/defenderIncidents");
            if (defender.path("initialLookback").isTextual()) {
                polled.computeIfAbsent(Family.DEFENDER, _ -> new ArrayList<>()).add(polled(connection, defender));
            }
            JsonNode sentinel = connection.at("/capabilities/sentinel");
            if (sentinel.path("initialLookback").isTextual()
                    && !sentinel.path("source").asText().equals("none")) {
                polled.computeIfAbsent(Family.SENTINEL, _ -> new ArrayList<>()).add(polled(connection, sentinel));
            }
        }
        return polled;
    }

    private static Polled polled(JsonNode connection, JsonNode capability) {
        return new Polled(
                connection.path("name").asText(),
                connection.path("tenantId").asText(),
                Instant.parse(connection.path("createdAt").asText()),
                Duration.parse(capability.path("initialLookback").asText()));
    }
}
