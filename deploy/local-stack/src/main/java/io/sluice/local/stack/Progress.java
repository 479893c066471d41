package io.sluice.local.stack;

import java.io.PrintWriter;

/** Where the supervisor tells people what it does, one line at a time. */
@FunctionalInterface
public interface Progress {

    /** Tells a line. */
    void say(String line);

    /** Returns one that people see at once. */
    static Progress on(PrintWriter out) {
        return line -> {
            out.println(line);
            out.flush();
        };
    }
}
