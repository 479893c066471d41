package io.sluice.simulator.engine;

import io.sluice.simulator.incident.Play;
import io.sluice.simulator.scenario.Scenario;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One playing of a scenario. */
final class Run {

    private final Scenario scenario;
    private final Cast cast;
    private final RandomGenerator random;
    private final Play play;
    private final Map<String, Long> incidents = new HashMap<>();
    private final Map<String, String> alerts = new HashMap<>();

    Run(Scenario scenario, Cast cast, RandomGenerator random, Play play) {
        this.scenario = scenario;
        this.cast = cast;
        this.random = random;
        this.play = play;
    }

    Scenario scenario() {
        return scenario;
    }

    Cast cast() {
        return cast;
    }

    RandomGenerator random() {
        return random;
    }

    Play play() {
        return play;
    }

    /** The number of the incident that plays a part, once it has begun. */
    @Nullable
    Long incident(String role) {
        return incidents.get(role);
    }

    void begin(String role, long incidentId) {
        incidents.put(role, incidentId);
    }

    /** The id of the alert that a step raised, if the step was taken. */
    @Nullable
    String alert(String step) {
        return alerts.get(step);
    }

    void raised(String step, String alertId) {
        alerts.put(step, alertId);
    }
}
