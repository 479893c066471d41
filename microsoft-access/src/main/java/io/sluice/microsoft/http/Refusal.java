package io.sluice.microsoft.http;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of one of Microsoft's interfaces that is no success, with all of its body. It does not print itself. */
public final class Refusal {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * Makes an answer of its parts.
     *
     * @param headers first values, by names in lower case
     */
    public Refusal(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns a header's first value, where there is one. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the body itself, not a copy: nobody changes it. */
    public byte[] body() {
        return body;
    }

    /** Tells whether nothing is in the body but NUL characters and blanks. */
    public boolean isBlank() {
        for (byte one : body) {
            if (one < 0 || one > ' ') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "Refusal[status=" + status + "]";
    }
}
