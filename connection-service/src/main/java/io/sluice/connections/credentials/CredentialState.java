package io.sluice.connections.credentials;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What a credential is for at present. A connection has at most one of each kind in each state. */
public enum CredentialState {
    /** Tokens are asked for with it. */
    ACTIVE("active"),
    /** It is stored and waits to be tried. */
    STAGED("staged"),
    /** It was active until the present one took its place, and can be again. */
    PREVIOUS("previous");

    private final String word;

    CredentialState(String word) {
        this.word = word;
    }

    /** Returns the word for it in JSON and in the database. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Finds the state that is called so. */
    public static Optional<CredentialState> named(String word) {
        return Arrays.stream(values()).filter(state -> state.word.equals(word)).findFirst();
    }
}
