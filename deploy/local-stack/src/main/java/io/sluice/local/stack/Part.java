package io.sluice.local.stack;

import io.sluice.local.process.Mark;
import java.io.IOException;

/** One process of the stack, and how to start it. */
interface Part {

    /** Returns the name that people use, which is also the name of its log. */
    String name();

    /** Returns the port at which it serves, for people. */
    int port();

    /**
     * Starts the process without waiting until it is ready.
     *
     * @throws IOException if it cannot be started
     */
    Mark start() throws IOException;

    /** Says whether it can do its work now; called again and again, and answers soon. */
    boolean isReady();

    /** Says whether another process can simply take its place: what it must remember is not lost with the process. */
    boolean isReplaceable();
}
