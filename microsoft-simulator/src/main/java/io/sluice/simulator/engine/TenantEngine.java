package io.sluice.simulator.engine;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Comment;
import io.sluice.simulator.incident.EvidenceItem;
import io.sluice.simulator.incident.Incident;
import io.sluice.simulator.incident.Play;
import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.scenario.Action;
import io.sluice.simulator.scenario.Action.AddComment;
import io.sluice.simulator.scenario.Action.AddEvidence;
import io.sluice.simulator.scenario.Action.Assign;
import io.sluice.simulator.scenario.Action.ChangeSeverity;
import io.sluice.simulator.scenario.Action.ChangeStatus;
import io.sluice.simulator.scenario.Action.Merge;
import io.sluice.simulator.scenario.Action.Move;
import io.sluice.simulator.scenario.Action.RaiseAlert;
import io.sluice.simulator.scenario.Action.Rename;
import io.sluice.simulator.scenario.Action.Reopen;
import io.sluice.simulator.scenario.Action.Resolve;
import io.sluice.simulator.scenario.Action.Tag;
import io.sluice.simulator.scenario.Scenario;
import io.sluice.simulator.scenario.Scenario.Kind;
import io.sluice.simulator.scenario.Span;
import io.sluice.simulator.scenario.Step;
import io.sluice.simulator.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Plays scenarios in one tenant. What happens depends on the seed, the tenant and the start alone, not on how often it
 * is asked to advance. Scenario time may stand still; an offset turns it into the time that people see.
 *
 * <p>Not thread-safe.
 */
public final class TenantEngine {

    /** Evidence never arrives silently once an incident is older than this, so that bounded re-reading finds it. */
    private static final Duration SILENT_UNTIL = Duration.ofMinutes(10);

    private static final Span LATE_EVIDENCE = Span.parse("15s..90s");

    private record Due(Instant at, long number, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final Tenant tenant;
    private final Organisation organisation;
    private final List<Scenario> scenarios;
    private final Pace pace;
    private final SplittableRandom random;
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final Incidents incidents;
    private final AlertMaker maker;
    private Duration offset = Duration.ZERO;
    private Instant now;
    private long numbers;
    private long runs;

    /**
     * Makes an engine in which nothing has happened yet.
     *
     * @param begin scenario time of the first moment
     */
    public TenantEngine(
            Tenant tenant,
            Organisation organisation,
            List<Scenario> scenarios,
            Pace pace,
            SplittableRandom random,
            Instant begin) {
        this.tenant = tenant;
        this.organisation = organisation;
        this.scenarios = scenarios;
        this.pace = pace;
        this.incidents = new Incidents(pace);
        this.maker = new AlertMaker(pace.extraEvidence());
        this.random = random;
        this.now = WireTime.toTick(begin);
        if (pace.incidentsPerHour() > 0 && scenarios.stream().anyMatch(it -> it.weight() > 0)) {
            scheduleArrival(now);
        }
    }

    /** The people and devices that it happens to. */
    public Organisation organisation() {
        return organisation;
    }

    /** The generator of a tenant's choices. */
    public static SplittableRandom random(Tenant tenant, long seed) {
        UUID id = UUID.fromString(tenant.id());
        return new SplittableRandom((seed * 0x9E3779B97F4A7C15L)
                ^ id.getMostSignificantBits()
                ^ Long.reverse(id.getLeastSignificantBits()));
    }

    /** Lets everything happen that is due until a scenario time. */
    public void advance(Instant until, Duration newOffset) {
        offset = newOffset;
        Due next = due.peek();
        while (next != null && !next.at().isAfter(until)) {
            due.poll();
            now = next.at();
            next.what().run();
            next = due.peek();
        }
        if (until.isAfter(now)) {
            now = WireTime.toTick(until);
        }
    }

    /** Takes the changes that are visible at a scenario time, in their order. */
    public List<Change> visible(Instant at) {
        return incidents.visible(at);
    }

    /** All incidents as they are, shown or not; forgets what was to be shown. */
    public List<Incident> settle() {
        return incidents.settle();
    }

    private void schedule(Instant at, Runnable what) {
        due.add(new Due(at, numbers++, what));
    }

    // ---- runs

    private void scheduleArrival(Instant after) {
        double hours = -Math.log(1 - random.nextDouble()) / pace.incidentsPerHour();
        long ticks = Math.max(1, (long) (hours * 3600 * 10_000_000));
        Instant at = after.plusSeconds(ticks / 10_000_000).plusNanos(ticks % 10_000_000 * 100);
        schedule(at, () -> {
            Scenario scenario = choose();
            int together = together(scenario);
            for (int i = 0; i < together; i++) {
                play(scenario);
            }
            scheduleArrival(at);
        });
    }

    private int together(Scenario scenario) {
        List<Integer> bounds = scenario.together();
        return bounds == null ? 1 : random.nextInt(bounds.get(0), bounds.get(1) + 1);
    }

    private Scenario choose() {
        double total = scenarios.stream().mapToDouble(Scenario::weight).sum();
        double at = random.nextDouble() * total;
        for (Scenario scenario : scenarios) {
            at -= scenario.weight();
            if (at < 0) {
                return scenario;
            }
        }
        return scenarios.getLast();
    }

    /** Plays a scenario from now on; false if there is none of that name. */
    public boolean play(String name) {
        return scenarios.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .map(scenario -> {
                    play(scenario);
                    return true;
                })
                .orElse(false);
    }

    private void play(Scenario scenario) {
        SplittableRandom own = random.split();
        Play play = play(scenario.name(), scenario.kind() == Kind.ATTACK);
        Run run = new Run(scenario, new Cast(scenario.cast(), organisation, own, now.plus(offset)), own, play);
        next(run, 0);
    }

    private Play play(String scenario, boolean attack) {
        runs++;
        return Play.of(tenant.name(), scenario, runs, attack);
    }

    private void next(Run run, int index) {
        if (index >= run.scenario().steps().size()) {
            return;
        }
        Step step = run.scenario().steps().get(index);
        Duration wait = step.after() == null ? Duration.ZERO : step.after().draw(run.random(), pace.speed());
        boolean taken = step.chance() == null || run.random().nextDouble() < step.chance();
        Instant at = now.plus(wait);
        schedule(at, () -> {
            if (taken) {
                take(run, step);
            }
            next(run, index + 1);
        });
    }

    private void take(Run run, Step step) {
        Action action = step.action();
        switch (action) {
            case RaiseAlert alert -> raise(run, step, alert);
            case AddEvidence evidence -> {
                String alertId = run.alert(evidence.alert());
                if (alertId != null) {
                    addEvidence(
                            run,
                            alertId,
                            evidence.add().stream().map(it -> item(run, it)).toList(),
                            evidence.silent());
                }
            }
            case Merge merge -> merge(run, merge);
            case Move move -> move(run, move);
            case Resolve resolve -> edit(run, step, incident -> resolve(incident, resolve));
            case Reopen _ -> edit(run, step, this::reopen);
            case ChangeSeverity change ->
                edit(
                        run,
                        step,
                        incident -> alerts(incident, alert -> alert.edit().severity(change.severity())));
            case ChangeStatus change ->
                edit(
                        run,
                        step,
                        incident -> alerts(incident, alert -> alert.edit().status("InProgress"))
                                .edit()
                                .status(change.status())
                                .done());
            case Assign assign -> edit(run, step, incident -> assign(run, incident, assign));
            case Tag tag ->
                edit(run, step, incident -> incident.edit().tag(tag.tags()).done());
            case AddComment comment ->
                edit(
                        run,
                        step,
                        incident -> incident.edit()
                                .comment(new Comment(run.cast().fill(comment.text()), analyst(run.random()), stamp()))
                                .done());
            case Rename rename ->
                edit(
                        run,
                        step,
                        incident -> incident.edit()
                                .name(run.cast().fill(rename.name()))
                                .done());
        }
    }

    private Instant real() {
        return now.plus(offset);
    }

    private Instant stamp() {
        return WireTime.stamp(real());
    }

    private String analyst(RandomGenerator generator) {
        return "soc" + (1 + generator.nextInt(4)) + "@" + organisation.mailDomain();
    }

    // ---- what can happen to incidents and alerts

    private void raise(Run run, Step step, RaiseAlert raise) {
        Long known = run.incident(step.role());
        Incident incident;
        if (known == null) {
            incident = begin(run, step.role());
        } else {
            incident = incidents.destination(known);
        }
        List<String> entities = raise.entities() == null ? List.of() : raise.entities();
        List<String> late = raise.late() == null ? hesitate(run, entities) : raise.late();
        List<String> prompt = entities.stream().filter(it -> !late.contains(it)).toList();
        Alert alert = maker.make(run.cast(), run.random(), run.play(), incident.id(), raise, prompt, real());
        if (step.id() != null) {
            run.raised(step.id(), alert.alertId());
        }
        incidents.commit(
                now,
                run.random(),
                incident.edit()
                        .alerts(Stream.concat(incident.alerts().stream(), Stream.of(alert))
                                .toList())
                        .at(real())
                        .done());
        if (!late.isEmpty()) {
            Instant at = now.plus(LATE_EVIDENCE.draw(run.random(), pace.speed()));
            boolean silent = run.random().nextBoolean();
            schedule(
                    at,
                    () -> addEvidence(
                            run,
                            alert.alertId(),
                            late.stream().map(it -> item(run, it)).toList(),
                            silent));
        }
    }

    private Incident begin(Run run, String role) {
        String name =
                run.scenario().incidents().getOrDefault(role, run.scenario().name());
        Incident incident = incidents.begin(run.cast().fill(name), real(), run.play());
        run.begin(role, incident.id());
        return incident;
    }

    /** Sometimes part of the evidence, or all of it, is not there when an alert is. */
    private static List<String> hesitate(Run run, List<String> entities) {
        double draw = run.random().nextDouble();
        if (draw < 0.1) {
            return entities;
        }
        return draw < 0.35 ? entities.subList((entities.size() + 1) / 2, entities.size()) : List.of();
    }

    private EvidenceItem item(Run run, String reference) {
        return run.cast().item(reference, stamp());
    }

    private void addEvidence(Run run, String alertId, List<EvidenceItem> items, boolean silent) {
        Incident incident = incidents.of(alertId);
        boolean quiet = silent && real().isBefore(incident.created().plus(SILENT_UNTIL));
        List<Alert> alerts = incident.alerts().stream()
                .map(alert -> !alert.alertId().equals(alertId)
                        ? alert
                        : quiet
                                ? alert.edit().add(items).done()
                                : alert.edit().add(items).at(real()).done())
                .toList();
        Incident.Draft draft = incident.edit().alerts(alerts).severity(incident.severity());
        incidents.commit(
                now, run.random(), quiet ? draft.done() : draft.at(real()).done());
    }

    private void merge(Run run, Merge merge) {
        Long from = run.incident(merge.from());
        Long into = run.incident(merge.into());
        if (from == null || into == null) {
            return;
        }
        Incident source = incidents.get(from);
        Incident target = incidents.destination(into);
        if (source.redirectIncidentId() == null && source.id() != target.id()) {
            incidents.merge(source, target, now, real(), run.random());
        }
    }

    private void move(Run run, Move move) {
        String alertId = run.alert(move.alert());
        if (alertId == null) {
            return;
        }
        Incident source = incidents.of(alertId);
        Long known = run.incident(move.into());
        Incident target = known == null ? begin(run, move.into()) : incidents.destination(known);
        if (source.id() == target.id()) {
            return;
        }
        List<Alert> moved = source.alerts().stream()
                .filter(alert -> alert.alertId().equals(alertId))
                .map(alert -> alert.edit().incidentId(target.id()).at(real()).done())
                .toList();
        incidents.commit(
                now,
                run.random(),
                source.edit()
                        .alerts(source.alerts().stream()
                                .filter(alert -> !alert.alertId().equals(alertId))
                                .toList())
                        .at(real())
                        .done(),
                target.edit()
                        .alerts(Stream.concat(target.alerts().stream(), moved.stream())
                                .toList())
                        .at(real())
                        .done());
    }

    private void edit(Run run, Step step, UnaryOperator<Incident> change) {
        Long id = run.incident(step.role());
        if (id != null) {
            incidents.commit(
                    now,
                    run.random(),
                    change.apply(incidents.destination(id)).edit().at(real()).done());
        }
    }

    private Incident alerts(Incident incident, java.util.function.Function<Alert, Alert.Draft> change) {
        return incident.edit()
                .alerts(incident.alerts().stream()
                        .map(alert -> change.apply(alert).at(real()).done())
                        .toList())
                .done();
    }

    private Incident resolve(Incident incident, Resolve resolve) {
        return alerts(
                        incident,
                        alert -> alert.edit().resolve(real(), resolve.classification(), resolve.determination()))
                .edit()
                .status("Resolved")
                .decision(resolve.classification(), resolve.determination())
                .done();
    }

    private Incident reopen(Incident incident) {
        return alerts(incident, alert -> alert.edit().reopen())
                .edit()
                .status("Active")
                .done();
    }

    private Incident assign(Run run, Incident incident, Assign assign) {
        String who = switch (assign.to()) {
            case "nobody" -> null;
            case "automation" -> "Automation";
            default -> analyst(run.random());
        };
        return alerts(incident, alert -> alert.edit().assignedTo(who))
                .edit()
                .assignedTo(who)
                .done();
    }

    // ---- what tests order

    /**
     * Adds an incident with many or large alerts.
     *
     * @param alerts how many
     * @param alertBytes bytes of evidence in each
     */
    public Incident giant(int alerts, int alertBytes) {
        return orders().giant(alerts, alertBytes);
    }

    /**
     * Adds incidents that all have one and the same time of last change.
     *
     * @param count how many
     */
    public List<Incident> ties(int count) {
        return orders().ties(count);
    }

    /**
     * Adds alerts that are in no incident, and never will be.
     *
     * @param count how many
     * @return their ids
     */
    public List<String> alone(int count) {
        return orders().alone(count);
    }

    /**
     * Adds incidents of which each redirects to the next.
     *
     * @param length how many
     * @param loop whether the last redirects to the first, which the real service should never do; its incidents have
     *     no alerts, since there would be no incident left for them
     */
    public List<Incident> redirects(int length, boolean loop) {
        return orders().redirects(length, loop);
    }

    private Orders orders() {
        return new Orders(incidents, kind -> play(kind, false), maker, organisation, random.split(), now, real());
    }
}
