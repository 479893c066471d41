package io.sluice.local.check;

import java.util.function.Consumer;

/** Tells people what is waited for: once, and again when it is something else. */
public final class Waiting {

    private final Consumer<String> lines;
    private String last = "";

    /** Takes where lines go. */
    public Waiting(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Something is waited for. */
    void on(String what) {
        if (!what.equals(last)) {
            last = what;
            lines.accept("Waiting for " + what + ".");
        }
    }
}
