package io.sluice.connections.status;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sluice.contracts.status.State;
import java.util.Arrays;
import java.util.Optional;

/** How a connection as a whole fares, each worse than the one before it. */
public enum OverallState {
    /** An operator has disabled it. */
    DISABLED("disabled"),
    /** None of its capabilities has been tried yet. */
    STARTING("starting"),
    /** What has been tried works. */
    HEALTHY("healthy"),
    /** Something does not work well; it is expected to recover, or somebody should look soon. */
    DEGRADED("degraded"),
    /** Something does not work until an operator has done what the remedy says. */
    FAILING("failing");

    private final String word;

    OverallState(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Finds the state that is called so. */
    public static Optional<OverallState> named(String word) {
        return Arrays.stream(values()).filter(state -> state.word.equals(word)).findFirst();
    }

    static OverallState of(State state) {
        return switch (state) {
            case STARTING -> STARTING;
            case HEALTHY -> HEALTHY;
            case DEGRADED -> DEGRADED;
            case FAILING -> FAILING;
        };
    }
}
