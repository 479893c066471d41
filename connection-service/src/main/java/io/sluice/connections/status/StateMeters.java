package io.sluice.connections.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts connections by state for the metrics, {@code sluice_connections{state}}, now and then, not at each scrape. */
@ApplicationScoped
class StateMeters {

    private static final Logger LOG = Logger.getLogger(StateMeters.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ConnectionStates states;
    private final Map<OverallState, AtomicLong> counts = new EnumMap<>(OverallState.class);
    private volatile @Nullable Thread thread;
    private boolean complained;

    StateMeters(ConnectionStates states, MeterRegistry meters) {
        this.states = states;
        Arrays.stream(OverallState.values()).forEach(state -> {
            AtomicLong count = new AtomicLong();
            counts.put(state, count);
            Gauge.builder("sluice.connections", count, AtomicLong::doubleValue)
                    .tag("state", state.word())
                    .description("Registered connections by how they fare")
                    .register(meters);
        });
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("state-meters").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                count();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException stop) {
            LOG.debug("Connections are not counted any more");
        }
    }

    private void count() {
        try {
            states.count().forEach((state, count) -> {
                AtomicLong gauge = counts.get(state);
                if (gauge != null) {
                    gauge.set(count);
                }
            });
            complained = false;
        } catch (RuntimeException later) {
            if (!complained) {
                complained = true;
                LOG.warnf("Connections cannot be counted by their state now: %s", later.getMessage());
            }
            LOG.debug("Where it failed", later);
        }
    }
}
