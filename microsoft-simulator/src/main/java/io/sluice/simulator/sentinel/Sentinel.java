package io.sluice.simulator.sentinel;

import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import java.util.function.Function;
import java.util.stream.Stream;

/** What Microsoft Sentinel holds of each tenant. */
public final class Sentinel {

    private final Function<Tenant, TenantView> views;

    /** Takes from these views what Defender XDR reports to Sentinel. */
    public Sentinel(Function<Tenant, TenantView> views) {
        this.views = views;
    }

    /** The rows of a table that queries find now, in the order of their ingestion. */
    public Stream<SentinelRow> rows(Tenant tenant, SentinelTable table) {
        TenantView view = views.apply(tenant);
        return switch (table) {
            case SECURITY_INCIDENT ->
                view.incidentVersions().stream()
                        .map(version -> new SentinelRow(
                                version.from(), version.from(), () -> IncidentRow.cells(tenant, version)));
            case SECURITY_ALERT ->
                view.alertVersions().stream()
                        .map(version ->
                                new SentinelRow(version.from(), version.from(), () -> AlertRow.cells(tenant, version)));
        };
    }
}
