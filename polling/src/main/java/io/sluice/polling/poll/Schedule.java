package io.sluice.polling.poll;

import java.time.Duration;

/** How a connection is to be polled. */
public sealed interface Schedule {

    /** Not at all: it is disabled, or does not ask for it. */
    record NotPolled() implements Schedule {}

    /**
     * Not at all, although it asks for it.
     *
     * @param message what this version does not do
     * @param remedy what to set instead
     */
    record Unsupported(String message, String remedy) implements Schedule {}

    /**
     * Again and again.
     *
     * @param lookback how far before the connection's first day with Sluice it is read
     * @param interval from the start of one poll to the start of the next
     */
    record Polled(Duration lookback, Duration interval) implements Schedule {}
}
