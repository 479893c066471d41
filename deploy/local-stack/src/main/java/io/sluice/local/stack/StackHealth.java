package io.sluice.local.stack;

import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.state.StackState.RunningPart;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the parts of a stack that somebody else started can do their work. */
public final class StackHealth {

    /** The word for a part that can do its work. */
    public static final String HEALTHY = "healthy";

    private final List<Part> parts;

    /** Takes the clone and the ports of its running stack. */
    public StackHealth(Home home, Ports ports) {
        this.parts = Blueprint.of(home, ports, Map.of()).waves(Set.of()).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Returns {@link #HEALTHY}, or a word that says how it is not. */
    public String of(RunningPart running) {
        if (!running.mark().isAlive()) {
            return "dead";
        }
        return parts.stream().filter(part -> part.name().equals(running.name())).anyMatch(Part::isReady)
                ? HEALTHY
                : "not ready";
    }
}
