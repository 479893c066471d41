package io.sluice.simulator.telemetry;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.kql.Table;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.tenant.Workspace;
import io.sluice.simulator.truth.TenantView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The tables that Microsoft's products fill. Nothing is kept: for each query their rows follow from the alerts, the
 * quarantine, the organisation and the clock, and what was there once stays as it was.
 */
public final class Telemetry {

    private final Function<Tenant, TenantView> views;
    private final Function<Tenant, Optional<Organisation>> organisations;
    private final Quarantine quarantine;
    private final InstantSource clock;
    private final Schemas workspace = Schemas.logAnalytics();
    private final Schemas hunting = Schemas.hunting();

    /** Logs what happens in these views, organisations and quarantines. */
    public Telemetry(
            Function<Tenant, TenantView> views,
            Function<Tenant, Optional<Organisation>> organisations,
            Quarantine quarantine,
            InstantSource clock) {
        this.views = views;
        this.organisations = organisations;
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /** The tables of a tenant's workspace, but for those that Sentinel fills. */
    public List<Table> workspace(Tenant tenant) {
        Map<String, Object> fixed = Map.of("TenantId", Workspace.of(tenant).workspaceId(), "_IsBillable", "True");
        List<Table> tables = new ArrayList<>();
        Once<Optional<World>> world = new Once<>(() -> world(tenant));
        for (String name : workspace.names()) {
            Function<World, Stream<Event>> events = events(name, false);
            if (events != null) {
                Map<String, Object> all = new java.util.HashMap<>(fixed);
                all.put("Type", name);
                tables.add(
                        EventTable.of(name, workspace.columns(name), "TimeGenerated", all, () -> read(world, events)));
            }
        }
        return tables;
    }

    /** The tables of advanced hunting. */
    public List<Table> hunting(Tenant tenant) {
        List<Table> tables = new ArrayList<>();
        Once<Optional<World>> world = new Once<>(() -> world(tenant));
        for (String name : hunting.names()) {
            Function<World, Stream<Event>> events = events(name, true);
            if (events != null) {
                tables.add(
                        EventTable.of(name, hunting.columns(name), "Timestamp", Map.of(), () -> read(world, events)));
            }
        }
        return tables;
    }

    private static @org.jspecify.annotations.Nullable Function<World, Stream<Event>> events(
            String table, boolean hunting) {
        return switch (table) {
            case "SigninLogs" -> world -> SignInLog.interactive(world).map(it -> SignInLog.workspace(world, it));
            case "AADNonInteractiveUserSignInLogs" ->
                world -> SignInLog.nonInteractive(world).map(it -> SignInLog.workspace(world, it));
            case "EntraIdSignInEvents" ->
                world -> Stream.concat(SignInLog.interactive(world), SignInLog.nonInteractive(world))
                        .map(it -> SignInLog.hunting(world, it));
            case "EmailEvents" -> MailLog::events;
            case "EmailUrlInfo" -> MailLog::urls;
            case "EmailAttachmentInfo" -> MailLog::files;
            case "UrlClickEvents" -> MailLog::clicks;
            case "DeviceProcessEvents" -> DeviceLog::processes;
            case "DeviceFileEvents" -> DeviceLog::files;
            case "DeviceLogonEvents" -> DeviceLog::logons;
            case "AuditLogs" -> DirectoryLog::audit;
            case "CloudAppEvents" -> DirectoryLog::activities;
            case "BehaviorAnalytics", "Anomalies", "BehaviorInfo" -> SignInLog::behavior;
            case "AlertInfo" -> hunting ? AlertLog::alerts : null;
            case "AlertEvidence" -> hunting ? AlertLog::evidence : null;
            default -> null;
        };
    }

    private static Stream<Event> read(Once<Optional<World>> world, Function<World, Stream<Event>> events) {
        return world.get().stream()
                .flatMap(
                        it -> events.apply(it).filter(event -> !event.ingested().isAfter(it.now())));
    }

    /** What there is now, the same for all tables of a query. */
    private Optional<World> world(Tenant tenant) {
        Instant now = clock.instant();
        return organisations.apply(tenant).map(organisation -> {
            List<Alert> alerts = new ArrayList<>();
            for (Shown incident : views.apply(tenant).incidents(it -> true)) {
                incident.alerts().stream()
                        .filter(Alert.class::isInstance)
                        .map(Alert.class::cast)
                        .forEach(alerts::add);
            }
            return new World(
                    tenant,
                    organisation,
                    alerts,
                    new Once<>(() -> quarantine.messages(tenant, now.minus(Quarantine.LONGEST), now)),
                    now);
        });
    }
}
