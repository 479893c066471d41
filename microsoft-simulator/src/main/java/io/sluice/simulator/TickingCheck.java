package io.sluice.simulator;

import io.sluice.simulator.control.Simulation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** The simulator is alive as long as its clock moves. */
@Liveness
@Singleton
public class TickingCheck implements HealthCheck {

    private final Simulation simulation;

    /** Watches this simulation. */
    @Inject
    public TickingCheck(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("simulation")
                .status(simulation.isMoving())
                .withData("paused", simulation.isPaused())
                .build();
    }
}
