package io.sluice.microsoft.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MicrosoftHttpTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:11:40Z");
    private static final AtomicReference<Handler<HttpServerRequest>> ANSWER = new AtomicReference<>(_ -> {});

    @RegisterExtension
    static final OpenTelemetryExtension TRACES = OpenTelemetryExtension.create();

    private static Vertx vertx;
    private static MicrosoftHttp http;
    private static URI uri;

    @BeforeAll
    static void startServer() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true))
                .requestHandler(request -> ANSWER.get().handle(request))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        uri = URI.create("http://localhost:" + server.actualPort() + "/api/incidents");
        http = http(Duration.ofSeconds(30));
    }

    private static MicrosoftHttp http(Duration idleTimeout) {
        return new MicrosoftHttp(
                vertx, InstantSource.fixed(NOW), TRACES.getOpenTelemetry().getTracer("test"), idleTimeout, 8);
    }

    @AfterAll
    static void stopServer() {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aBodyIsReadWithTheTokenInTheHeader() throws Exception {
        AtomicReference<String> authorization = new AtomicReference<>();
        ANSWER.set(request -> {
            authorization.set(String.valueOf(request.getHeader("Authorization")));
            request.response().end("{\"value\":[]}");
        });

        String body = http.get(
                uri, "secret-token", Map.of(), RefusalReader.GENERAL, in -> new String(in.readAllBytes(), UTF_8));

        assertThat(body).isEqualTo("{\"value\":[]}");
        assertThat(authorization).hasValue("Bearer secret-token");
    }

    @Test
    void aCompressedBodyIsReadAsItWasBefore() throws Exception {
        AtomicReference<String> accepted = new AtomicReference<>();
        String text = "incident ".repeat(20_000);
        ANSWER.set(request -> {
            accepted.set(String.valueOf(request.getHeader("Accept-Encoding")));
            request.response().end(text);
        });

        String body = http.get(uri, "t", Map.of(), RefusalReader.GENERAL, in -> new String(in.readAllBytes(), UTF_8));

        assertThat(accepted.get()).contains("gzip", "deflate");
        assertThat(body).isEqualTo(text);
    }

    @Test
    void aReaderThatIsSlowMakesTheServerWait() throws Exception {
        AtomicLong sent = new AtomicLong();
        AtomicBoolean serverWaits = new AtomicBoolean();
        ANSWER.set(request -> {
            request.response().setChunked(true);
            vertx.setPeriodic(1, timer -> {
                if (request.response().writeQueueFull()) {
                    serverWaits.set(true);
                } else if (sent.get() < 64 << 20) {
                    byte[] chunk = new byte[1 << 20];
                    new java.util.Random(sent.get()).nextBytes(chunk);
                    sent.addAndGet(chunk.length);
                    request.response().write(Buffer.buffer(chunk));
                } else {
                    vertx.cancelTimer(timer);
                    request.response().end();
                }
            });
        });

        long read = http.get(uri, "t", Map.of(), RefusalReader.GENERAL, in -> {
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilTrue(serverWaits);
            return in.transferTo(java.io.OutputStream.nullOutputStream());
        });

        assertThat(read).isEqualTo(64 << 20);
    }

    @Test
    void aReaderThatStopsEarlyLeavesTheClientUsable() throws Exception {
        ANSWER.set(request -> request.response().end(Buffer.buffer(new byte[4 << 20])));

        for (int i = 0; i < 20; i++) {
            int first = http.get(uri, "t", Map.of(), RefusalReader.GENERAL, InputStream::read);
            assertThat(first).isZero();
        }
    }

    @Test
    void aCallIsASpanOfWhatTheThreadIsDoing() throws Exception {
        ANSWER.set(request -> request.response().end());
        Span poll =
                TRACES.getOpenTelemetry().getTracer("test").spanBuilder("poll").startSpan();
        try (Scope _ = poll.makeCurrent()) {
            http.get(uri, "t", Map.of(), RefusalReader.GENERAL, InputStream::readAllBytes);
        } finally {
            poll.end();
        }

        TRACES.assertTraces()
                .hasTracesSatisfyingExactly(trace -> trace.hasSpansSatisfyingExactly(
                        span -> span.hasName("poll"),
                        span -> span.hasName("GET /api/incidents")
                                .hasParentSpanId(poll.getSpanContext().getSpanId())));
    }

    @Test
    void microsoftsAnswersBecomeTheirFailures() {
        assertThat(failureOf(400, "{\"error\":{\"code\":\"ODataError\",\"message\":\"x\"}}"))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        failure -> assertThat(failure.code()).isEqualTo("ODataError"));
        assertThat(failureOf(401, "")).isInstanceOf(Unauthenticated.class);
        assertThat(failureOf(
                        403,
                        "{\"error\":{\"code\":\"Forbidden\",\"message\":\"The application does not have any of the required"
                                + " application permissions (Incident.Read.All, Incident.ReadWrite.All) to access the"
                                + " resource.\",\"target\":\"11-22\"}}"))
                .isInstanceOfSatisfying(Forbidden.class, failure -> {
                    assertThat(failure.remedy()).contains("Incident.Read.All, Incident.ReadWrite.All");
                    assertThat(failure.message()).contains("11-22");
                });
        assertThat(failureOf(404, "{\"error\":{\"code\":\"ResourceNotFound\"}}"))
                .isInstanceOf(NotFound.class);
        assertThat(failureOf(429, "{\"error\":{\"message\":\"quota exceeded, 12 seconds\"}}"))
                .isEqualTo(new Throttled("Microsoft throttles this tenant (HTTP 429).", Duration.ofSeconds(12)));
        assertThat(failureOf(500, "")).isInstanceOf(Unavailable.class);
        assertThat(failureOf(502, "<html>Bad Gateway</html>")).isInstanceOf(Unavailable.class);
        assertThat(failureOf(204, "")).isInstanceOf(Unavailable.class);
        assertThat(failureOf(302, "")).isInstanceOf(Unavailable.class);
    }

    @Test
    void aBusyServiceThatSaysWhenToComeBackIsLeftAloneThatLong() {
        ANSWER.set(request -> request.response()
                .setStatusCode(503)
                .putHeader("Retry-After", "17")
                .end());

        assertThat(failure())
                .isInstanceOfSatisfying(
                        Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
    }

    @Test
    void neitherTheTokenNorTheAnswersWordsAreInTheMessage() {
        ANSWER.set(request -> request.response()
                .setStatusCode(400)
                .end("{\"error\":{\"code\":\"BadRequest\",\"message\":\"subject: merger with Contoso\"}}"));

        assertThatThrownBy(
                        () -> http.get(uri, "secret-token", Map.of(), RefusalReader.GENERAL, InputStream::readAllBytes))
                .hasMessageNotContainingAny("secret-token", "merger");
    }

    @Test
    void anAnswerThatIsNoJsonIsMalformedAndNotQuoted() {
        ANSWER.set(request -> request.response().end("{\"subject\":\"merger with Contoso\"\u0000"));

        assertThatThrownBy(() -> http.get(uri, "t", Map.of(), RefusalReader.GENERAL, in -> {
                    try (JsonParser parser = new JsonFactory().createParser(in)) {
                        while (parser.nextToken() != null) {
                            parser.skipChildren();
                        }
                        return 1;
                    }
                }))
                .hasMessageNotContaining("merger")
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(MalformedAnswer.class));
    }

    @Test
    void anAnswerThatBreaksOffIsAnOutage() {
        ANSWER.set(request -> {
            request.response().putHeader("Content-Length", "1000").write("{\"value\":");
            vertx.setTimer(20, _ -> request.connection().close());
        });

        assertThat(failure()).isInstanceOf(Unavailable.class);
    }

    @Test
    void aServerThatSaysNothingIsAnOutage() {
        ANSWER.set(_ -> {});

        try (MicrosoftHttp hasty = http(Duration.ofSeconds(1))) {
            assertThat(failure(hasty))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            silent -> assertThat(silent.message()).contains("silent"));
        }
    }

    @Test
    void aServerThatSaysNothingMoreInTheMiddleOfAnAnswerIsAnOutage() {
        ANSWER.set(request -> request.response().setChunked(true).write("{\"value\":["));

        try (MicrosoftHttp hasty = http(Duration.ofSeconds(1))) {
            assertThat(failure(hasty))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            silent -> assertThat(silent.message()).contains("silent"));
        }
    }

    @Test
    void aServerThatIsNotThereIsAnOutage() {
        URI nobody = URI.create("http://localhost:1/api/incidents");

        assertThatThrownBy(() -> http.get(nobody, "t", Map.of(), RefusalReader.GENERAL, InputStream::readAllBytes))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Unavailable.class));
    }

    @Test
    void aReaderThatIsInterruptedStops() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ANSWER.set(_ -> asked.countDown());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader = Thread.startVirtualThread(() -> {
            try {
                http.get(uri, "t", Map.of(), RefusalReader.GENERAL, InputStream::readAllBytes);
            } catch (InterruptedException | MicrosoftException stopped) {
                thrown.set(stopped);
            }
        });
        asked.await();

        reader.interrupt();
        reader.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void whoCallsWhenTheServiceStopsIsToldToStop() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ANSWER.set(_ -> asked.countDown());
        MicrosoftHttp stopping = http(Duration.ofSeconds(30));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader = Thread.startVirtualThread(() -> {
            try {
                stopping.get(uri, "t", Map.of(), RefusalReader.GENERAL, InputStream::readAllBytes);
            } catch (InterruptedException | MicrosoftException stopped) {
                thrown.set(stopped);
            }
        });
        asked.await();

        stopping.close();
        reader.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> stopping.get(uri, "t", Map.of(), RefusalReader.GENERAL, InputStream::readAllBytes))
                .isInstanceOf(InterruptedException.class);
    }

    private static MicrosoftFailure failureOf(int status, String body) {
        ANSWER.set(request -> request.response().setStatusCode(status).end(status == 204 ? "" : body));
        return failure();
    }

    private static MicrosoftFailure failure() {
        return failure(http);
    }

    private static MicrosoftFailure failure(MicrosoftHttp through) {
        try {
            through.get(uri, "t", Map.of(), RefusalReader.GENERAL, InputStream::readAllBytes);
            throw new AssertionError("The call did not fail");
        } catch (MicrosoftException failed) {
            return failed.failure();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
