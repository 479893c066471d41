package io.sluice.simulator.surface;

import io.sluice.simulator.settings.SimulatorSettings.ThrottleAnswer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a request is refused. Every surface has its own words for it. */
public sealed interface Refusal {

    /** There is no bearer token. */
    record NoToken() implements Refusal {}

    /** The token was not issued here, was tampered with, or is no token. */
    record InvalidToken() implements Refusal {}

    /**
     * The token was good once.
     *
     * @param at until then
     * @param now what time it is
     */
    record ExpiredToken(Instant at, Instant now) implements Refusal {}

    /**
     * The token is for another resource.
     *
     * @param audience which
     */
    record WrongAudience(String audience) implements Refusal {}

    /**
     * The token has none of the application roles that the call wants.
     *
     * @param anyOf which of them would do
     * @param held the roles that the token has
     */
    record RoleMissing(List<String> anyOf, List<String> held) implements Refusal {}

    /**
     * The caller may not, although the token is good.
     *
     * @param anyOf application roles that usually suffice
     */
    record Forbidden(List<String> anyOf) implements Refusal {}

    /**
     * Too many calls.
     *
     * @param seconds how long to wait
     * @param answer where that is told; the surface's usual way when null
     */
    record Throttled(int seconds, @Nullable ThrottleAnswer answer) implements Refusal {}

    /** The service is down. */
    record Unavailable() implements Refusal {}

    /**
     * The service failed.
     *
     * @param exception the exception that it names, where it names one; null for its usual words
     */
    record Failed(@Nullable String exception) implements Refusal {

        /** In the usual words. */
        public Failed() {
            this(null);
        }
    }

    /** There is nothing at this address. */
    record NoSuchPath() implements Refusal {}

    /**
     * The query options make no sense.
     *
     * @param message what is wrong
     * @param tooLarge whether a page larger than the largest was asked for
     */
    record BadQuery(String message, boolean tooLarge) implements Refusal {}

    /**
     * Something else, in the form that all but Exchange have for it.
     *
     * @param status HTTP status
     * @param code the service's code
     * @param message what is wrong
     */
    record Other(int status, String code, String message) implements Refusal {}
}
