package io.sluice.contracts.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** How well a capability of a connection works, from best to worst but for the first. */
public enum State {
    /** Nothing has been tried yet. */
    STARTING("starting"),
    /** It works. */
    HEALTHY("healthy"),
    /** It does not work well at the moment; it is expected to recover by itself, or somebody should look soon. */
    DEGRADED("degraded"),
    /** It does not work until an operator has done what the remedy says. */
    FAILING("failing");

    private final String word;

    State(String word) {
        this.word = word;
    }

    /** Returns the word for it. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Finds the state that is called so. */
    public static Optional<State> named(String word) {
        return Arrays.stream(values()).filter(state -> state.word.equals(word)).findFirst();
    }
}
