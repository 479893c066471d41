package io.sluice.connections.credentials;

/**
 * What an operator gives as certificate is none that Entra ID can use. The message goes on after the name of the field:
 * what is wrong and what to do. It quotes nothing secret.
 */
public final class UnusableCertificate extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableCertificate(String message) {
        super(message);
    }

    /** Returns what is wrong and what to do, to go on after the name of the field. */
    public String complaint() {
        return String.valueOf(getMessage());
    }
}
