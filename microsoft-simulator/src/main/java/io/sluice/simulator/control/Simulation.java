package io.sluice.simulator.control;

import io.sluice.simulator.engine.Change;
import io.sluice.simulator.engine.TenantEngine;
import io.sluice.simulator.organisation.Organisation;
import io.sluice.simulator.tenant.Tenant;
import io.sluice.simulator.truth.TenantView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * All tenants with what happens in them and what is shown of it, and the clock that they share.
 *
 * <p>While paused, nothing changes at the API; changes that had happened but were not yet visible are shown when the
 * pause begins, so that afterwards nothing appears with a time that lies before the pause.
 */
public final class Simulation {

    /** A gap between two ticks above which the process must have slept; then scenario time stood still as well. */
    private static final Duration ASLEEP = Duration.ofSeconds(2);

    /** A time without a tick after which the clock counts as stuck. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Map<String, TenantEngine> engines = new LinkedHashMap<>();
    private final Map<String, TenantView> views = new LinkedHashMap<>();
    private Duration offset = Duration.ZERO;
    private Instant lastTick;
    private boolean paused;
    private Instant pausedSince = Instant.MIN;

    /** Makes a simulation without tenants. */
    public Simulation(InstantSource clock) {
        this.clock = clock;
        this.lastTick = clock.instant();
    }

    /** Adds a tenant in which things happen; the history until now is played at once and shown as it ended. */
    public synchronized void add(Tenant tenant, TenantEngine engine) {
        Instant now = clock.instant();
        engine.advance(now.minus(offset), offset);
        TenantView view = new TenantView();
        view.show(engine.settle(), now);
        engines.put(tenant.id(), engine);
        views.put(tenant.id(), view);
    }

    /** Adds a tenant in which nothing happens. */
    public synchronized void add(Tenant tenant, TenantView view) {
        views.put(tenant.id(), view);
    }

    /** What the API shows of a tenant; of one without incidents, nothing. */
    public synchronized TenantView view(Tenant tenant) {
        return views.getOrDefault(tenant.id(), new TenantView());
    }

    /** The people and devices of a tenant; a tenant in which nothing happens has none. */
    public synchronized Optional<Organisation> organisation(Tenant tenant) {
        return Optional.ofNullable(engines.get(tenant.id())).map(TenantEngine::organisation);
    }

    /** Lets happen and shows what is due by now. */
    public synchronized void tick() {
        Instant now = clock.instant();
        Duration gap = Duration.between(lastTick, now);
        lastTick = now;
        if (paused || gap.compareTo(ASLEEP) > 0) {
            offset = offset.plus(gap);
            return;
        }
        Instant scenario = now.minus(offset);
        engines.forEach((id, engine) -> {
            engine.advance(scenario, offset);
            show(id, engine, scenario);
        });
    }

    private void show(String tenantId, TenantEngine engine, Instant until) {
        TenantView view = Objects.requireNonNull(views.get(tenantId));
        for (Change change : engine.visible(until)) {
            view.show(change.states(), clock.instant());
        }
    }

    /** Stops all change; what has happened is shown. */
    public synchronized void pause() {
        if (!paused) {
            tick();
            engines.forEach((id, engine) -> show(id, engine, Instant.MAX));
            paused = true;
            pausedSince = clock.instant();
        }
    }

    /** Goes on after a pause, where it stopped. */
    public synchronized void resume() {
        tick();
        paused = false;
    }

    /** Whether the clock is still being moved on; also a paused one is. */
    public synchronized boolean isMoving() {
        return Duration.between(lastTick, clock.instant()).compareTo(STUCK) < 0;
    }

    /** Whether it is paused. */
    public synchronized boolean isPaused() {
        return paused;
    }

    /** Since when it is paused, if it is. */
    public synchronized Optional<Instant> pausedSince() {
        return paused ? Optional.of(pausedSince) : Optional.empty();
    }

    /** Gives an order to the engine of a tenant, also during a pause, and shows its effect at once. */
    public synchronized <R> Optional<R> order(Tenant tenant, Function<TenantEngine, R> order) {
        TenantEngine engine = engines.get(tenant.id());
        if (engine == null) {
            return Optional.empty();
        }
        tick();
        engine.advance(clock.instant().minus(offset), offset);
        R result = order.apply(engine);
        engine.advance(clock.instant().minus(offset), offset);
        show(tenant.id(), engine, Instant.MAX);
        return Optional.of(result);
    }
}
