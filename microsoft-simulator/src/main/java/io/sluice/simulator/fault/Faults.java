package io.sluice.simulator.fault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The faults that are on: at most one for each tenant and surface, and one for all tenants of a surface. */
public final class Faults {

    /** Stands for every tenant. */
    public static final String EVERY_TENANT = "*";

    private record Place(String tenantId, String surface) {}

    private static final class Active {
        private final Fault fault;
        private int hits;

        private Active(Fault fault) {
            this.fault = fault;
        }
    }

    private final Map<Place, Active> active = new LinkedHashMap<>();
    private final RandomGenerator random;

    /** Makes an empty set of faults whose probabilities are drawn from this generator. */
    public Faults(RandomGenerator random) {
        this.random = random;
    }

    /** Switches a fault on, instead of the one that was on for this tenant and surface. */
    public synchronized void put(String tenantId, String surface, Fault fault) {
        active.put(new Place(tenantId, surface), new Active(fault));
    }

    /** Switches a fault off. */
    public synchronized void remove(String tenantId, String surface) {
        active.remove(new Place(tenantId, surface));
    }

    /** Switches all faults off. */
    public synchronized void clear() {
        active.clear();
    }

    /** All faults that are on, by {@code tenant/surface}. */
    public synchronized Map<String, Fault> all() {
        Map<String, Fault> all = new LinkedHashMap<>();
        active.forEach((place, it) -> all.put(place.tenantId() + "/" + place.surface(), it.fault));
        return all;
    }

    /** The fault that hits this request, if one does; a tenant's own fault goes before the one for all. */
    public Optional<Fault> hit(String tenantId, String surface) {
        return hit(tenantId, surface, "");
    }

    /** The fault that hits this request for an operation of the surface, if one does. */
    public synchronized Optional<Fault> hit(String tenantId, String surface, String operation) {
        Fault own = hit(new Place(tenantId, surface), operation);
        return Optional.ofNullable(own != null ? own : hit(new Place(EVERY_TENANT, surface), operation));
    }

    private @Nullable Fault hit(Place place, String operation) {
        Active candidate = active.get(place);
        if (candidate == null || !candidate.fault.hits(operation)) {
            return null;
        }
        Fault fault = candidate.fault;
        if (fault.probability() != null && random.nextDouble() >= fault.probability()) {
            return null;
        }
        candidate.hits++;
        if (fault.count() != null && candidate.hits >= fault.count()) {
            active.remove(place);
        }
        return fault;
    }

    /** Holds the answer back for the fault's delay; a slow fault without one takes ten seconds. */
    public static void delay(Fault fault) {
        Duration delay = fault.delay() != null
                ? fault.delay()
                : fault.effectiveKind() == Fault.Kind.SLOW ? Duration.ofSeconds(10) : Duration.ZERO;
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
