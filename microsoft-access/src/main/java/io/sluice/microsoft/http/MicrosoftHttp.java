package io.sluice.microsoft.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftException.Evidence;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls Microsoft's interfaces. Callers block (on virtual threads) and read the answer while it arrives; whatever goes
 * wrong is one of the {@link io.sluice.microsoft.failure.MicrosoftFailure failures}. Nothing is retried here: the
 * caller knows what a repetition costs.
 */
public final class MicrosoftHttp implements AutoCloseable {

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{8,100}");

    private final Vertx vertx;
    private final HttpClient client;
    private final InstantSource clock;
    private final Tracer tracer;
    private final Duration idleTimeout;
    private final Duration unreadFor;
    private final ServerClocks clocks = new ServerClocks();
    private volatile boolean closed;

    /**
     * Makes a client of its own connection pool.
     *
     * @param tracer traces each call, as a part of what the calling thread is doing
     * @param idleTimeout after how long without a byte a call has failed
     * @param connections how many calls to one host run at once; more wait
     */
    public MicrosoftHttp(Vertx vertx, InstantSource clock, Tracer tracer, Duration idleTimeout, int connections) {
        this(vertx, clock, tracer, idleTimeout, connections, BodyPipe.UNREAD_FOR);
    }

    MicrosoftHttp(
            Vertx vertx,
            InstantSource clock,
            Tracer tracer,
            Duration idleTimeout,
            int connections,
            Duration unreadFor) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setDecompressionSupported(true)
                .setConnectTimeout(10_000)
                .setMaxPoolSize(connections)
                .setKeepAliveTimeout(60));
        this.clock = clock;
        this.tracer = tracer;
        this.idleTimeout = idleTimeout;
        this.unreadFor = unreadFor;
    }

    /**
     * GETs a resource and reads its body as it arrives.
     *
     * @param accessToken goes into the header {@code Authorization} and nowhere else
     * @param headers further headers
     * @param refusals says what an answer means that is no success
     * @throws MicrosoftException if the call failed, was refused, or the body is not what the reader expects
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T get(
            URI uri, String accessToken, Map<String, String> headers, RefusalReader refusals, BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        return traced("GET", uri, () -> {
            try (BodyPipe body = new BodyPipe(idleTimeout, unreadFor)) {
                RequestOptions request = request(HttpMethod.GET, uri, accessToken);
                headers.forEach((name, value) -> request.putHeader(name, value));
                send(uri, request, HttpClientRequest::send, body);
                return read(uri, body, idleTimeout, refusals, reader);
            }
        });
    }

    /**
     * POSTs JSON and reads the body of the answer as it arrives.
     *
     * @param accessToken goes into the header {@code Authorization} and nowhere else
     * @param headers further headers
     * @param json UTF-8
     * @param refusals says what an answer means that is no success
     * @throws MicrosoftException if the call failed, was refused, or the body is not what the reader expects
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T post(
            URI uri,
            String accessToken,
            Map<String, String> headers,
            byte[] json,
            RefusalReader refusals,
            BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        return post(uri, accessToken, headers, json, idleTimeout, refusals, reader);
    }

    /**
     * POSTs JSON and reads the body of the answer as it arrives.
     *
     * @param accessToken goes into the header {@code Authorization} and nowhere else
     * @param headers further headers
     * @param json UTF-8
     * @param patience after how long without a byte the call has failed: some answers are long in the making
     * @param refusals says what an answer means that is no success
     * @throws MicrosoftException if the call failed, was refused, or the body is not what the reader expects
     * @throws InterruptedException if the thread is to stop
     */
    public <T> T post(
            URI uri,
            String accessToken,
            Map<String, String> headers,
            byte[] json,
            Duration patience,
            RefusalReader refusals,
            BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        return traced("POST", uri, () -> {
            try (BodyPipe body = new BodyPipe(patience, unreadFor)) {
                RequestOptions request = request(HttpMethod.POST, uri, accessToken)
                        .setTimeout(patience.toMillis())
                        .putHeader("Content-Type", "application/json");
                headers.forEach((name, value) -> request.putHeader(name, value));
                send(uri, request, asked -> asked.send(Buffer.buffer(json)), body);
                return read(uri, body, patience, refusals, reader);
            }
        });
    }

    private <T> T traced(String method, URI uri, Call<T> call) throws MicrosoftException, InterruptedException {
        Span span = tracer.spanBuilder(method + " " + uri.getPath())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("http.request.method", method)
                .setAttribute("server.address", uri.getHost())
                .setAttribute("url.path", uri.getPath())
                .startSpan();
        try {
            return call.make();
        } catch (MicrosoftException failed) {
            if (closed) {
                throw stopped(failed);
            }
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", failed.failure().kind());
            throw failed;
        } catch (IllegalStateException unusable) {
            if (closed) {
                throw stopped(unusable);
            }
            throw unusable;
        } finally {
            span.end();
        }
    }

    /** What fails because the service stops says nothing of Microsoft, and is no fault: it is done after the start. */
    private static InterruptedException stopped(Exception cause) {
        return (InterruptedException) new InterruptedException("Stopped while calling Microsoft").initCause(cause);
    }

    /** No redirect is followed: a token is not carried to where an answer points. */
    private RequestOptions request(HttpMethod method, URI uri, String accessToken) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(uri.toString())
                .setFollowRedirects(false)
                .setTimeout(idleTimeout.toMillis())
                .putHeader("User-Agent", "Sluice")
                .putHeader("Accept", "application/json")
                .putHeader("Authorization", "Bearer " + accessToken);
    }

    private void send(
            URI uri,
            RequestOptions options,
            Function<HttpClientRequest, Future<HttpClientResponse>> how,
            BodyPipe body) {
        client.request(options)
                .onSuccess(request -> {
                    if (!body.begin(request)) {
                        request.reset();
                        return;
                    }
                    Instant askedAt = clock.instant();
                    // Here, on the event loop: later the answer could be over before anybody listens to it.
                    how.apply(request)
                            .onSuccess(response -> receive(uri, response, askedAt, body))
                            .onFailure(body::fail);
                })
                .onFailure(body::fail);
    }

    private void receive(URI uri, HttpClientResponse response, Instant askedAt, BodyPipe body) {
        if (response.statusCode() == 200) {
            if (response.getHeader("Age") == null) { // what was kept on the way was written before
                clocks.answered(uri, askedAt, clock.instant(), response.getHeader("Date"));
            }
            body.receive(response);
            return;
        }
        Map<String, String> headers = new HashMap<>();
        response.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        RefusalBody.of(response, vertx, idleTimeout)
                .map(bytes -> new RefusedException(new Refusal(response.statusCode(), headers, bytes)))
                .onSuccess(body::fail)
                .onFailure(body::fail);
    }

    private <T> T read(URI uri, BodyPipe body, Duration patience, RefusalReader refusals, BodyReader<T> reader)
            throws MicrosoftException, InterruptedException {
        try {
            return reader.read(body);
        } catch (InterruptedIOException stopped) {
            throw new InterruptedException("Stopped while reading from Microsoft");
        } catch (IOException broken) {
            throw failed(uri, patience, refusals, broken);
        }
    }

    /** Returns the clock by which calls are timed. */
    public InstantSource clock() {
        return clock;
    }

    /** Returns what is known of the clocks of the hosts that were called. */
    public ServerClocks clocks() {
        return clocks;
    }

    /** Ends all calls: whoever makes one, or begins one now, is told to stop. */
    @Override
    public void close() {
        closed = true;
        client.close();
    }

    private MicrosoftException failed(URI uri, Duration patience, RefusalReader refusals, IOException broken) {
        Throwable cause = broken.getCause();
        if (cause instanceof RefusedException refused) {
            return new MicrosoftException(
                    refusals.failure(refused.refusal, writtenAt(refused.refusal)),
                    new Evidence(refused.refusal.status(), requestId(refused.refusal)));
        }
        if (broken instanceof JsonProcessingException && cause == null) {
            // The parser's own message quotes the answer, which can hold what analysts must not find in a log.
            return new MicrosoftException(new MalformedAnswer(
                    "The answer of " + uri.getHost() + " is cut off or is no JSON of the expected form."));
        }
        if (cause == null) {
            return new MicrosoftException(
                    new MalformedAnswer("The answer of " + uri.getHost() + " is malformed: " + broken.getMessage()));
        }
        return new MicrosoftException(
                new Unavailable(uri.getHost() + " "
                        + (isTimeout(cause)
                                ? "was silent for " + patience.toSeconds() + " s."
                                : "cannot be reached or broke off: " + cause.getMessage())),
                cause);
    }

    /** A date until which to wait is one of the server's clock. */
    private Instant writtenAt(Refusal refusal) {
        Instant date = ServerClocks.instant(refusal.header("date"));
        return date == null ? clock.instant() : date;
    }

    private static boolean isTimeout(@Nullable Throwable cause) {
        return cause instanceof TimeoutException;
    }

    private static @Nullable String requestId(Refusal refusal) {
        return Stream.of("request-id", "x-ms-request-id", "client-request-id")
                .map(refusal::header)
                .filter(Objects::nonNull)
                .filter(REQUEST_ID.asMatchPredicate())
                .findFirst()
                .orElse(null);
    }

    /** A call, while its span is open. */
    @FunctionalInterface
    private interface Call<T> {

        T make() throws MicrosoftException, InterruptedException;
    }

    private static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        RefusedException(Refusal refusal) {
            super("HTTP " + refusal.status(), null, false, false);
            this.refusal = refusal;
        }
    }
}
