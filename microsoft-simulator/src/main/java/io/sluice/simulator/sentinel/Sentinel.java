package io.sluice.simulator.sentinel;

import io.sluice.simulator.control.Simulation;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.tenant.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What Microsoft Sentinel holds of each tenant: what Defender XDR reports to it, and what its own rules find. */
public final class Sentinel {

    private final SimulatorSettings settings;
    private final Simulation simulation;
    private final InstantSource clock;
    private final Instant begin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, WorkspaceLog> logs = new HashMap<>();

    /** Watches a simulation that starts now. */
    public Sentinel(SimulatorSettings settings, Simulation simulation, InstantSource clock) {
        this.settings = settings;
        this.simulation = simulation;
        this.clock = clock;
        this.begin = clock.instant().minus(settings.history());
    }

    private <R> R look(Tenant tenant, BiFunction<WorkspaceLog, Instant, R> reading) {
        lock.lock();
        try {
            WorkspaceLog log = logs.computeIfAbsent(
                    tenant.id(),
                    id -> new WorkspaceLog(
                            tenant,
                            settings,
                            begin,
                            () -> simulation.view(tenant),
                            () -> simulation.organisation(tenant)));
            Instant now = clock.instant();
            log.look(now, simulation.pausedSince().orElse(null));
            return reading.apply(log, now);
        } finally {
            lock.unlock();
        }
    }

    /** The rows of a table that queries find now, in the order of their ingestion. */
    public Stream<SentinelRow> rows(Tenant tenant, SentinelTable table) {
        return switch (table) {
            case SECURITY_INCIDENT ->
                incidentRows(tenant).stream()
                        .map(row ->
                                new SentinelRow(row.generated(), row.ingested(), () -> IncidentRow.cells(tenant, row)));
            case SECURITY_ALERT ->
                alertRows(tenant).stream()
                        .map(row ->
                                new SentinelRow(row.generated(), row.ingested(), () -> AlertRow.cells(tenant, row)));
        };
    }

    private List<Written<SentinelIncident>> incidentRows(Tenant tenant) {
        return look(tenant, (log, now) -> log.incidentRows());
    }

    private List<Written<SentinelAlert>> alertRows(Tenant tenant) {
        return look(tenant, (log, now) -> log.alertRows());
    }

    /** What the tables have shown so far. */
    SentinelTruth truth(Tenant tenant) {
        record Rows(
                List<Written<SentinelIncident>> incidents,
                List<Written<SentinelAlert>> alerts,
                Map<String, Instant> objectsFrom) {}
        Rows rows = look(tenant, (log, now) -> new Rows(log.incidentRows(), log.alertRows(), log.objectsFrom()));
        return new SentinelTruth(rows.incidents(), rows.alerts(), rows.objectsFrom());
    }

    /** The incidents that Azure Resource Manager shows now, in the order in which they were first shown. */
    public List<HeldIncident> incidents(Tenant tenant) {
        return look(tenant, WorkspaceLog::held);
    }
}
