package io.sluice.simulator.sentinel;

import io.sluice.simulator.control.Simulation;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.tenant.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/** What Microsoft Sentinel holds of each tenant: what Defender XDR reports to it, and what its own rules find. */
public final class Sentinel {

    private final SimulatorSettings settings;
    private final Simulation simulation;
    private final InstantSource clock;
    private final Instant begin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, WorkspaceLog> logs = new HashMap<>();
    private final Map<String, Tables> tables = new HashMap<>();

    /** The rows of one workspace that queries have seen. */
    private record Tables(List<SentinelRow> incidents, List<SentinelRow> alerts) {
        private Tables() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

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

    /** What queries find in the tables now: all that one query reads is of one moment, as in Azure Data Explorer. */
    public SentinelSnapshot snapshot(Tenant tenant) {
        return look(tenant, (log, now) -> {
            Tables known = tables.computeIfAbsent(tenant.id(), id -> new Tables());
            for (Written<SentinelIncident> row :
                    log.incidentRows(known.incidents().size())) {
                known.incidents().add(kept(row, () -> IncidentRow.cells(tenant, row)));
            }
            for (Written<SentinelAlert> row : log.alertRows(known.alerts().size())) {
                known.alerts().add(kept(row, () -> AlertRow.cells(tenant, row)));
            }
            return new SentinelSnapshot(known.incidents(), known.alerts());
        });
    }

    private static SentinelRow kept(Written<?> row, SentinelRow.Cells cells) {
        return new SentinelRow(row.generated(), row.ingested(), new KeptCells(cells));
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
