package io.sluice.microsoft.surface;

import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.cloud.Cloud;
import io.sluice.microsoft.cloud.Endpoint;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.http.BodyReader;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.http.RefusalReader;
import io.sluice.microsoft.http.TimedInputStream;
import io.sluice.microsoft.token.AccessToken;
import io.sluice.microsoft.token.AccessTokens;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Calls one of Microsoft's interfaces for a connection, with its token; with a fresh one where that is refused. */
public final class SurfaceCalls {

    /** For how long an answer may come, however steadily it drips. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(15);

    private final MicrosoftHttp http;
    private final AccessTokens tokens;
    private final Surface surface;

    /** Makes the calls of a surface. */
    public SurfaceCalls(MicrosoftHttp http, AccessTokens tokens, Surface surface) {
        this.http = http;
        this.tokens = tokens;
        this.surface = surface;
    }

    /**
     * POSTs JSON and reads the answer while it arrives.
     *
     * @param path of the interface, without its base URL
     * @param patience after how long without a byte the call has failed
     * @throws MicrosoftException if there is no token, the call failed or was refused, or the answer is not what the
     *     reader expects
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T post(
            Connection connection,
            String path,
            Map<String, String> headers,
            byte[] json,
            Duration patience,
            RefusalReader refusals,
            BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        return post(connection, path, headers, json, patience, LONGEST_ANSWER, refusals, reader);
    }

    /**
     * POSTs JSON and reads the answer while it arrives.
     *
     * @param path of the interface, without its base URL
     * @param patience after how long without a byte the call has failed
     * @param longest how long after the call the answer may still come, however steadily it drips
     * @throws MicrosoftException if there is no token, the call failed or was refused, or the answer is not what the
     *     reader expects
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T post(
            Connection connection,
            String path,
            Map<String, String> headers,
            byte[] json,
            Duration patience,
            Duration longest,
            RefusalReader refusals,
            BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        Endpoint endpoint = endpoint(connection);
        return authorized(
                connection,
                endpoint,
                token -> http.post(
                        endpoint.resolve(path),
                        token.value(),
                        headers,
                        json,
                        patience,
                        refusals,
                        timed(reader, longest)));
    }

    /**
     * GETs and reads the answer while it arrives.
     *
     * @param path of the interface, without its base URL, with its query
     * @throws MicrosoftException if there is no token, the call failed or was refused, or the answer is not what the
     *     reader expects
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T get(Connection connection, String path, RefusalReader refusals, BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        return get(connection, path, LONGEST_ANSWER, refusals, reader);
    }

    /**
     * GETs and reads the answer while it arrives.
     *
     * @param path of the interface, without its base URL, with its query
     * @param longest how long after the call the answer may still come, however steadily it drips
     * @throws MicrosoftException if there is no token, the call failed or was refused, or the answer is not what the
     *     reader expects
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T get(Connection connection, String path, Duration longest, RefusalReader refusals, BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        return get(connection, endpoint(connection).resolve(path), Map.of(), longest, refusals, reader);
    }

    /**
     * GETs and reads the answer while it arrives.
     *
     * @param path of the interface, without its base URL, with its query
     * @param headers further headers
     * @throws MicrosoftException if there is no token, the call failed or was refused, or the answer is not what the
     *     reader expects
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T get(
            Connection connection,
            String path,
            Map<String, String> headers,
            RefusalReader refusals,
            BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        return get(connection, endpoint(connection).resolve(path), headers, LONGEST_ANSWER, refusals, reader);
    }

    /**
     * GETs what an answer links to. The token is for this interface alone: a link to anywhere else is not followed.
     *
     * @param link absolute, as the answer has it
     * @param headers further headers
     * @throws MicrosoftException if it links elsewhere, there is no token, the call failed or was refused, or the
     *     answer is not what the reader expects
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T follow(
            Connection connection,
            String link,
            Map<String, String> headers,
            RefusalReader refusals,
            BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        Endpoint endpoint = endpoint(connection);
        if (!link.startsWith(endpoint.resolve("/").toString())) {
            throw new MicrosoftException(
                    new MalformedAnswer("The answer of " + endpoint.baseUrl().getHost() + " links to another place."));
        }
        try {
            return get(connection, new URI(link), headers, LONGEST_ANSWER, refusals, reader);
        } catch (URISyntaxException noLink) {
            throw new MicrosoftException(
                    new MalformedAnswer("The answer of " + endpoint.baseUrl().getHost() + " has a link that is none."),
                    noLink);
        }
    }

    private <T> T get(
            Connection connection,
            URI uri,
            Map<String, String> headers,
            Duration longest,
            RefusalReader refusals,
            BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        return authorized(
                connection,
                endpoint(connection),
                token -> http.get(uri, token.value(), headers, refusals, timed(reader, longest)));
    }

    /**
     * Sees that there is a token, so that a fault of the credentials is not taken for another.
     *
     * @throws MicrosoftException if there is none and none can be had
     * @throws InterruptedException if the thread is to stop
     */
    public void authorize(Connection connection) throws MicrosoftException, InterruptedException {
        tokens.get(connection.id(), endpoint(connection).resource());
    }

    /** Returns how far the clock of the connection's interface is ahead of ours, as far as that is known. */
    public Duration ahead(Connection connection) {
        try {
            return http.clocks().ahead(endpoint(connection).baseUrl());
        } catch (MicrosoftException wrongSettings) {
            return Duration.ZERO; // calls tell what is wrong with them
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T make(AccessToken token) throws MicrosoftException, InterruptedException;
    }

    private <T> T authorized(Connection connection, Endpoint endpoint, Call<T> call)
            throws MicrosoftException, InterruptedException {
        AccessToken token = tokens.get(connection.id(), endpoint.resource());
        try {
            return call.make(token);
        } catch (MicrosoftException refused) {
            if (!(refused.failure() instanceof Unauthenticated || refused.failure() instanceof Forbidden)) {
                throw refused;
            }
            // A token keeps the permissions it was issued with; a fresh one has those of now.
            AccessToken fresh = tokens.replace(connection.id(), endpoint.resource(), token);
            if (fresh.equals(token)) {
                throw refused;
            }
            return call.make(fresh);
        }
    }

    private <T> BodyReader<T> timed(BodyReader<T> reader, Duration longest) {
        InstantSource clock = http.clock();
        Instant deadline = clock.instant().plus(longest);
        return body -> reader.read(new TimedInputStream(body, deadline, clock));
    }

    /** Forgets the tokens of a connection that has changed or is gone. */
    public void forget(Connection connection) {
        tokens.forget(connection.id());
    }

    private Endpoint endpoint(Connection connection) throws MicrosoftException {
        try {
            return Cloud.endpoint(connection, surface);
        } catch (IllegalArgumentException wrongSettings) {
            throw new MicrosoftException(
                    new InvalidRequest(String.valueOf(wrongSettings.getMessage()), null), wrongSettings);
        }
    }
}
