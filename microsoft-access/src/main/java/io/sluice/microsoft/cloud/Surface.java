package io.sluice.microsoft.cloud;

import java.util.Arrays;
import java.util.Optional;

/** One of Microsoft's interfaces that Sluice talks to. */
public enum Surface {
    /** Entra ID, which issues tokens. */
    LOGIN("login"),
    /** The Microsoft Defender XDR API (incidents). */
    DEFENDER("defender");

    private final String word;

    Surface(String word) {
        this.word = word;
    }

    /** Returns the word for it in a connection's {@code baseUrls}. */
    public String word() {
        return word;
    }

    /** Finds the surface that a connection's {@code baseUrls} calls so. */
    public static Optional<Surface> named(String word) {
        return Arrays.stream(values())
                .filter(surface -> surface.word.equals(word))
                .findFirst();
    }
}
