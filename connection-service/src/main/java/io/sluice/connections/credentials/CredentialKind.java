package io.sluice.connections.credentials;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** By what an application proves to Entra ID who it is. */
public enum CredentialKind {
    /** A secret that Entra ID made. */
    CLIENT_SECRET("client-secret", "client secret"),
    /** A key pair; Entra ID knows its certificate. */
    CERTIFICATE("certificate", "certificate");

    private final String word;
    private final String caption;

    CredentialKind(String word, String caption) {
        this.word = word;
        this.caption = caption;
    }

    /** Returns the word for it in JSON and in the database. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Returns its name for people, within a sentence. */
    public String caption() {
        return caption;
    }

    /** Finds the kind that is called so. */
    public static Optional<CredentialKind> named(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
