package io.sluice.simulator.sentinel;

import io.sluice.simulator.incident.Shown;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.settings.SimulatorSettings;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.AlertVersion;
import io.sluice.simulator.truth.IncidentVersion;
import io.sluice.simulator.truth.ShownVersion;
import io.sluice.simulator.truth.TenantView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the Sentinel of one workspace has written down, and when. It is brought up to date whenever somebody looks; what
 * it then finds does not depend on when that is, since every delay follows from the names of things.
 *
 * <p>Not safe for use by several threads.
 */
final class WorkspaceLog {

    /** The service replaces times that are further back than this when it receives a row. */
    private static final Duration TOO_OLD = Duration.ofDays(2);

    /** A change that was shown so long after it happened is one from before the simulator's start. */
    private static final Duration HISTORY = Duration.ofMinutes(1);

    private static final Duration STEP = Duration.ofMillis(1);
    private static final double TWICE = 0.02;
    private static final double PIECEMEAL = 0.3;
    private static final double TOLD_AGAIN = 0.5;

    private record Event(Instant due, long order, boolean own, Consumer<Instant> action) {}

    private final Tenant tenant;
    private final boolean onboarded;
    private final SimulatorSettings settings;
    private final Supplier<TenantView> view;
    private final Supplier<Optional<Organisation>> organisation;
    private final RuleRuns rules;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::due).thenComparingLong(Event::order));
    private final Ledger<SentinelIncident> incidents = new Ledger<>();
    private final Ledger<SentinelAlert> alerts = new Ledger<>();

    private final Map<Long, IncidentVersion> mirrored = new HashMap<>();
    private final Map<String, Long> incidentOf = new HashMap<>();
    private final Map<Long, List<RuleAlert>> joined = new HashMap<>();
    private final Map<String, Map<String, DefenderAlert>> attacks = new HashMap<>();
    private final Map<String, OwnIncident> own = new LinkedHashMap<>();
    private final Map<String, Instant> hurriedObjects = new HashMap<>();

    private int read;
    private long order;
    private long noises;
    private int ownIncidents;
    private Instant lastLook = Instant.MIN;

    /** What is written about incidents or alerts: on its way, and arrived. */
    private static final class Ledger<T> {
        private final Map<String, Instant> newest = new HashMap<>();
        private final List<Written<T>> underway = new ArrayList<>();
        private final List<Written<T>> toObjects = new ArrayList<>();
        private final List<Written<T>> rows = new ArrayList<>();
        private final Map<String, Written<T>> objects = new LinkedHashMap<>();
        private final Map<String, Instant> firstShown = new HashMap<>();
    }

    /** Starts with what happened since a moment; noise began then. */
    WorkspaceLog(
            Tenant tenant,
            SimulatorSettings settings,
            Instant begin,
            Supplier<TenantView> view,
            Supplier<Optional<Organisation>> organisation) {
        this.tenant = tenant;
        this.onboarded = !settings.sentinel().notOnboarded().contains(tenant.name());
        this.settings = settings;
        this.view = view;
        this.organisation = organisation;
        this.rules = new RuleRuns(tenant, onboarded);
        if (settings.sentinel().noise() > 0 && settings.rate() > 0) {
            noiseAfter(begin);
        }
    }

    /**
     * Brings it up to date. While the simulation is paused, what is under way arrives at once, and nothing else
     * happens.
     */
    void look(Instant now, @Nullable Instant pausedSince) {
        boolean paused = pausedSince != null;
        for (ShownVersion version : view.get().journal(read)) {
            read++;
            after(happened(version), false, at -> take(version, at));
        }
        List<Event> later = new ArrayList<>();
        while (!events.isEmpty() && !events.peek().due().isAfter(now)) {
            Event event = events.poll();
            if (pausedSince != null && event.own() && event.due().isAfter(pausedSince)) {
                later.add(event);
            } else {
                event.action().accept(max(event.due(), lastLook));
            }
        }
        events.addAll(later);
        arrive(incidents, now, paused, SentinelIncident::name);
        arrive(alerts, now, paused, SentinelAlert::systemAlertId);
        if (paused) {
            incidents.firstShown.keySet().forEach(name -> hurriedObjects.putIfAbsent(name, now));
        }
        lastLook = now;
    }

    /** When a change happened: when it was shown, or, if it is from before the start, when Defender says. */
    private static Instant happened(ShownVersion version) {
        Instant updated = switch (version) {
            case AlertVersion it -> it.alert().lastUpdated();
            case IncidentVersion it -> it.incident().lastUpdate();
        };
        Instant from = version.from();
        boolean history =
                version.version() == 1 && updated.isBefore(from.minus(HISTORY)) && updated.isAfter(from.minus(TOO_OLD));
        return history ? updated : from;
    }

    private void after(Instant due, boolean own, Consumer<Instant> action) {
        events.add(new Event(due, order++, own, action));
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    // ---- what Defender reports

    private void take(ShownVersion version, Instant at) {
        switch (version) {
            case AlertVersion it -> takeAlert(it, at);
            case IncidentVersion it -> takeIncident(it, at);
        }
    }

    private void takeAlert(AlertVersion version, Instant at) {
        DefenderAlert alert = new DefenderAlert(tenant, version.alert(), version.incidentId());
        String id = version.alert().alertId();
        incidentOf.put(id, version.incidentId());
        write(alert, at.plus(sync("alert", id, version.version())));
        if (version.version() > 1) {
            return;
        }
        rules.traces(alert, at).ifPresent(found -> after(found.ran(), true, time -> raise(found, id, time)));
        String attack = alert.attackId();
        if (attack != null && !onboarded) {
            Map<String, DefenderAlert> seen = attacks.computeIfAbsent(attack, key -> new LinkedHashMap<>());
            int before = products(seen);
            seen.put(id, alert);
            if (before == 1 && products(seen) == 2) {
                Instant due = at.plus(Draw.about("fusion", tenant.id(), attack)
                        .between(Duration.ofMinutes(1), Duration.ofMinutes(5)));
                after(due, true, time -> raise(rules.stages(alert.play(), List.copyOf(seen.values()), due), id, time));
            }
        }
    }

    private static int products(Map<String, DefenderAlert> alerts) {
        return (int) alerts.values().stream()
                .map(SentinelAlert::productName)
                .distinct()
                .count();
    }

    private void takeIncident(IncidentVersion version, Instant at) {
        Shown shown = version.incident();
        IncidentVersion before = mirrored.put(shown.id(), version);
        Long target = shown.redirectIncidentId();
        if (target != null && joined.containsKey(shown.id())) {
            List<RuleAlert> moved = Objects.requireNonNull(joined.remove(shown.id()));
            joined.computeIfAbsent(target, id -> new ArrayList<>()).addAll(moved);
            if (mirrored.containsKey(target)) {
                after(at, false, time -> writeMirror(target, time.plus(sync("moved", shown.id(), target))));
            }
        }
        Draw draw = Draw.about("incident", tenant.id(), shown.id(), version.version());
        Instant time = at.plus(sync("incident", shown.id(), version.version()));
        if (before == null && shown.alerts().size() > 1 && draw.chance(PIECEMEAL)) {
            // Its alerts come to it one after the other.
            write(state(shown, shown.alerts().subList(0, 1)), time);
            time = time.plus(draw.between(Duration.ofSeconds(5), Duration.ofSeconds(60)));
        }
        writeMirror(shown.id(), time);
        if (before != null && isEdit(before, version) && draw.chance(TOLD_AGAIN)) {
            for (ShownAlert alert : shown.alerts()) {
                write(new DefenderAlert(tenant, alert, shown.id()), time.plusMillis(draw.below(2000)));
            }
        }
    }

    private static boolean isEdit(IncidentVersion before, IncidentVersion now) {
        return before.alertIds().equals(now.alertIds())
                && !(before.incident().status().equals(now.incident().status())
                        && before.incident().severity().equals(now.incident().severity())
                        && before.incident().name().equals(now.incident().name())
                        && Objects.equals(
                                before.incident().assignedTo(), now.incident().assignedTo()));
    }

    private void writeMirror(long id, Instant time) {
        Shown shown = Objects.requireNonNull(mirrored.get(id)).incident();
        write(state(shown, shown.alerts()), time);
    }

    private SentinelIncident state(Shown shown, List<? extends ShownAlert> itsAlerts) {
        List<SentinelAlert> all = new ArrayList<>();
        itsAlerts.forEach(alert -> all.add(new DefenderAlert(tenant, alert, shown.id())));
        all.addAll(joined.getOrDefault(shown.id(), List.of()));
        return MirroredIncident.of(tenant, shown, onboarded, all);
    }

    // ---- what Sentinel finds itself

    /** Writes an alert of a rule, and the incident that it belongs to. */
    private void raise(RuleAlert alert, String cause, Instant at) {
        write(alert, at);
        Draw draw = Draw.about("raised", alert.systemAlertId());
        Instant time = at.plus(draw.between(Duration.ofMillis(500), Duration.ofSeconds(8)));
        Long incident = incidentOf.get(cause);
        if (onboarded && incident != null) {
            // Defender puts it where the rest of the attack is.
            long target = target(incident);
            joined.computeIfAbsent(target, id -> new ArrayList<>()).add(alert);
            if (mirrored.containsKey(target)) {
                writeMirror(target, time);
            }
            return;
        }
        String group = alert.rule() + " " + (alert.attackId() == null ? alert.key() : alert.attackId());
        OwnIncident open = own.get(group);
        if (open != null && open.isOpen()) {
            open.join(alert);
            write(open.state(), time);
            return;
        }
        ownIncidents++;
        OwnIncident made = new OwnIncident(ownIncidents, alert, WireTime.toTick(time));
        own.put(group, made);
        write(made.state(), time);
        Instant assigned = time.plus(paced(draw, Duration.ofMinutes(3), Duration.ofMinutes(20)));
        if (draw.chance(0.6)) {
            after(assigned, true, now -> {
                made.assign();
                tell(made, now);
            });
        }
        if (draw.chance(0.7)) {
            after(assigned.plus(paced(draw, Duration.ofMinutes(10), Duration.ofMinutes(90))), true, now -> {
                made.close(WireTime.toTick(now));
                tell(made, now);
            });
        }
    }

    private void tell(OwnIncident incident, Instant at) {
        write(incident.state(), at);
        SentinelIncident state = incident.state();
        if (Draw.about("again", state.name(), state.status()).chance(TOLD_AGAIN)) {
            incident.alerts().forEach(alert -> write(alert, at.plusMillis(700)));
        }
    }

    private long target(long incidentId) {
        long id = incidentId;
        for (IncidentVersion version = mirrored.get(id);
                version != null && version.incident().redirectIncidentId() != null;
                version = mirrored.get(id)) {
            Long next = version.incident().redirectIncidentId();
            if (next == null || !mirrored.containsKey(next)) {
                break;
            }
            id = next;
        }
        return id;
    }

    private Duration paced(Draw draw, Duration min, Duration max) {
        Duration drawn = draw.between(min, max);
        return settings.evolutionSpeed() > 0
                ? Duration.ofMillis((long) (drawn.toMillis() / settings.evolutionSpeed()))
                : drawn;
    }

    private void noiseAfter(Instant time) {
        long number = noises++;
        Duration average =
                Duration.ofMillis((long) (3_600_000 / settings.sentinel().noise()));
        Instant due = time.plus(Draw.about("pause", tenant.id(), number)
                .between(average.dividedBy(4), average.multipliedBy(7).dividedBy(4)));
        after(due, true, at -> {
            organisation.get().ifPresent(it -> raise(rules.noise(it, number, at), "", at));
            noiseAfter(due);
        });
    }

    // ---- writing and arriving

    private Duration sync(Object... what) {
        SimulatorSettings.SyncDelay delay = settings.sentinel().syncDelay();
        return Draw.about("sync", tenant.id(), List.of(what)).between(delay.min(), delay.max());
    }

    private void write(SentinelIncident incident, Instant time) {
        write(incidents, incident.name(), incident, time);
    }

    private void write(SentinelAlert alert, Instant time) {
        write(alerts, alert.systemAlertId(), alert, time);
    }

    private <T> void write(Ledger<T> ledger, String key, T content, Instant time) {
        Instant before = ledger.newest.get(key);
        Instant generated = WireTime.toTick(before == null ? time : max(time, before.plus(STEP)));
        ledger.newest.put(key, generated);
        SimulatorSettings.Sentinel sentinel = settings.sentinel();
        Draw draw = Draw.about("row", tenant.id(), key, generated);
        Duration delay =
                sentinel.ingestionDelay().min().compareTo(sentinel.latest()) < 0 && draw.chance(sentinel.lateShare())
                        ? draw.between(sentinel.ingestionDelay().max(), sentinel.latest())
                        : draw.between(
                                sentinel.ingestionDelay().min(),
                                sentinel.ingestionDelay().max());
        Written<T> row = new Written<>(content, generated, WireTime.toTick(generated.plus(delay)), order++);
        ledger.underway.add(row);
        ledger.toObjects.add(row);
        if (draw.chance(TWICE)) {
            ledger.underway.add(
                    new Written<>(content, generated, row.ingested().plusSeconds(1 + draw.below(30)), order++));
        }
    }

    private <T> void arrive(Ledger<T> ledger, Instant now, boolean paused, java.util.function.Function<T, String> key) {
        if (paused) {
            hurry(ledger, now, key);
        }
        List<Written<T>> shown = new ArrayList<>();
        ledger.toObjects.removeIf(row -> !row.generated().isAfter(now) && shown.add(row));
        shown.sort(Comparator.comparing(Written<T>::generated).thenComparingLong(Written::order));
        for (Written<T> row : shown) {
            ledger.firstShown.putIfAbsent(key.apply(row.content()), row.generated());
            ledger.objects.put(key.apply(row.content()), row);
        }
        List<Written<T>> arrived = new ArrayList<>();
        ledger.underway.removeIf(row -> !row.ingested().isAfter(now) && arrived.add(row));
        arrived.sort(Comparator.comparing(Written<T>::ingested).thenComparingLong(Written::order));
        ledger.rows.addAll(arrived);
    }

    /** Brings forward what would be written or arrive later. */
    private static <T> void hurry(Ledger<T> ledger, Instant now, java.util.function.Function<T, String> key) {
        List<Written<T>> waiting = new ArrayList<>(ledger.underway);
        waiting.sort(Comparator.comparing(Written<T>::generated).thenComparingLong(Written::order));
        Map<Long, Written<T>> hurried = new HashMap<>();
        Map<Instant, Instant> moved = new HashMap<>();
        long last = waiting.stream()
                .map(Written::generated)
                .filter(it -> it.isAfter(now))
                .distinct()
                .count();
        for (Written<T> row : waiting) {
            Instant generated = row.generated();
            if (generated.isAfter(now)) {
                Instant known = moved.get(generated);
                if (known == null) {
                    last--;
                    known = WireTime.toTick(now.minus(WireTime.TICK.multipliedBy(last)));
                    moved.put(generated, known);
                }
                generated = known;
            }
            hurried.put(
                    row.order(),
                    new Written<>(
                            row.content(), generated, row.ingested().isAfter(now) ? now : row.ingested(), row.order()));
            ledger.newest.merge(key.apply(row.content()), generated, (one, other) -> generatedNow(one, other, now));
        }
        ledger.underway.replaceAll(row -> hurried.getOrDefault(row.order(), row));
        ledger.toObjects.replaceAll(row -> hurried.getOrDefault(row.order(), row));
    }

    /** The newest time of something, when those that lay ahead have been brought forward. */
    private static Instant generatedNow(Instant newest, Instant brought, Instant now) {
        return newest.isAfter(now) ? brought : max(newest, brought);
    }

    // ---- what there is

    /** The rows about incidents that have arrived, in that order. */
    List<Written<SentinelIncident>> incidentRows() {
        return List.copyOf(incidents.rows);
    }

    /** Those after the first so many; none of them ever changes. */
    List<Written<SentinelIncident>> incidentRows(int after) {
        return List.copyOf(incidents.rows.subList(after, incidents.rows.size()));
    }

    /** The rows about alerts that have arrived after the first so many. */
    List<Written<SentinelAlert>> alertRows(int after) {
        return List.copyOf(alerts.rows.subList(after, alerts.rows.size()));
    }

    /** The rows about alerts that have arrived, in that order. */
    List<Written<SentinelAlert>> alertRows() {
        return List.copyOf(alerts.rows);
    }

    /** The incidents as they stand in Azure Resource Manager. */
    List<HeldIncident> held(Instant now) {
        return incidents.objects.values().stream()
                .map(row -> {
                    SentinelIncident incident = row.content();
                    Instant since = Objects.requireNonNull(incidents.firstShown.get(incident.name()));
                    return new HeldIncident(
                            incident,
                            row.generated(),
                            since,
                            incident.alerts().stream()
                                    .flatMap(alert ->
                                            Optional.ofNullable(alerts.objects.get(alert.systemAlertId())).stream())
                                    .map(written -> new HeldIncident.HeldAlert(written.content(), written.generated()))
                                    .toList(),
                            isComplete(incident, since, now));
                })
                .toList();
    }

    /** Alerts and entities of an incident come later than the incident, of some at once. */
    private boolean isComplete(SentinelIncident incident, Instant since, Instant now) {
        return !objectsFrom(incident.name(), since).isAfter(now);
    }

    private Instant objectsFrom(String incidentName, Instant since) {
        Draw draw = Draw.about("objects", tenant.id(), incidentName);
        Duration most = settings.sentinel().objectDelay();
        Instant planned =
                draw.chance(0.4) ? since.plus(draw.between(most.multipliedBy(2).dividedBy(5), most)) : since;
        Instant hurried = hurriedObjects.get(incidentName);
        return hurried != null && hurried.isBefore(planned) ? hurried : planned;
    }

    /** Since when the alerts and entities of each incident can be read, or from when on they can. */
    Map<String, Instant> objectsFrom() {
        Map<String, Instant> from = new HashMap<>();
        incidents.firstShown.forEach((name, since) -> from.put(name, objectsFrom(name, since)));
        return from;
    }
}
