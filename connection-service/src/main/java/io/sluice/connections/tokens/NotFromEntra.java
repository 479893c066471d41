package io.sluice.connections.tokens;

/** An answer that is not Entra ID's: its answers are JSON objects, those of proxies and sign-in pages are not. */
final class NotFromEntra extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    NotFromEntra(int status) {
        super("The answer, HTTP " + status + ", is no JSON object");
        this.status = status;
    }

    int status() {
        return status;
    }
}
