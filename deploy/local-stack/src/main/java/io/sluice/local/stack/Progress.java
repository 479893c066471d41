package io.sluice.local.stack;

/** Where the supervisor tells people what it does, one line at a time. */
@FunctionalInterface
public interface Progress {

    /** Tells a line. */
    void say(String line);
}
