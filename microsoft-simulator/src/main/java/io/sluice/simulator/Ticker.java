package io.sluice.simulator;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.simulator.control.Simulation;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Moves the simulation on, ten times a second. */
@Singleton
public class Ticker {

    private static final Logger LOG = Logger.getLogger(Ticker.class);
    private static final long EVERY_MILLIS = 100;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("simulation").daemon().factory());
    private @Nullable ScheduledFuture<?> ticking;

    void start(@Observes StartupEvent event, Simulation simulation) {
        ticking = executor.scheduleWithFixedDelay(
                () -> tick(simulation), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void tick(Simulation simulation) {
        try {
            simulation.tick();
        } catch (RuntimeException e) {
            LOG.error("A step of a scenario failed; the scenario it belongs to ends here", e);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (ticking != null) {
            ticking.cancel(false);
        }
        executor.shutdown();
    }
}
