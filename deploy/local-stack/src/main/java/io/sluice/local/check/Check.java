package io.sluice.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Topics;
import io.sluice.local.UserError;
import io.sluice.local.connections.ConnectionsApi;
import io.sluice.local.home.Ports;
import io.sluice.local.simulator.ControlApi;
import io.sluice.local.simulator.TrueIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Stops the simulated world, waits until everything has arrived, and compares it with the truth. */
public final class Check {

    private final Ports ports;
    private final InstantSource clock;
    private final ControlApi simulator;

    /** Takes the ports of the stack that is checked, and the time. */
    public Check(Ports ports, InstantSource clock) {
        this.ports = ports;
        this.clock = clock;
        this.simulator = new ControlApi(ports);
    }

    /**
     * What was found.
     *
     * @param settled whether everything had arrived in time; if not, what is missing may only be late
     * @param names the names of the tenants by id
     * @param alerts the findings about alerts by tenant id
     * @param incidents the findings about incidents by tenant id
     */
    public record Outcome(
            boolean settled, Map<String, String> names, Map<String, Findings> alerts, Map<String, Findings> incidents) {

        /** Says whether nothing was found. */
        public boolean isClean() {
            return settled
                    && alerts.values().stream().allMatch(Findings::isClean)
                    && incidents.values().stream().allMatch(Findings::isClean);
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
        List<Polled> polled = polled();
        if (polled.isEmpty()) {
            throw new UserError("There is no enabled connection that reads incidents, so there is nothing to check.");
        }
        simulator.pause();
        try {
            Instant pausedAt = clock.instant();
            boolean settled = new Settling(ports, clock)
                    .await(pausedAt, polled.stream().map(Polled::name).collect(Collectors.toSet()), patience);
            return compare(polled, tolerance, settled);
        } finally {
            simulator.resume();
        }
    }

    private Outcome compare(List<Polled> polled, Duration tolerance, boolean settled) throws InterruptedException {
        Instant settledAt = clock.instant();
        List<Expected> alerts = new ArrayList<>();
        List<Expected> incidents = new ArrayList<>();
        for (Polled connection : onePerTenant(polled)) {
            Demand demand = new Demand(connection.createdAt(), connection.lookback(), settledAt, tolerance);
            List<TrueIncident> trueIncidents = simulator.incidents(connection.tenantId());
            alerts.addAll(Truth.ofAlerts(simulator.alerts(connection.tenantId()), trueIncidents, demand));
            incidents.addAll(Truth.ofIncidents(trueIncidents, demand));
        }
        Map<String, String> names = new LinkedHashMap<>();
        polled.forEach(connection -> names.put(connection.tenantId(), connection.name()));
        return new Outcome(
                settled,
                names,
                Comparison.of(alerts, Records.of(ports, Topics.ALERTS)),
                Comparison.of(incidents, Records.of(ports, Topics.INCIDENTS)));
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

    private List<Polled> polled() throws InterruptedException {
        List<Polled> polled = new ArrayList<>();
        for (JsonNode connection : new ConnectionsApi(ports).list()) {
            JsonNode lookback = connection.at("/capabilities/defenderIncidents/initialLookback");
            if (connection.path("enabled").asBoolean() && lookback.isTextual()) {
                polled.add(new Polled(
                        connection.path("name").asText(),
                        connection.path("tenantId").asText(),
                        Instant.parse(connection.path("createdAt").asText()),
                        Duration.parse(lookback.asText())));
            }
        }
        return polled;
    }
}
