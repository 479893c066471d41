package io.sluice.microsoft.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody reads must not hold a connection: here there is only one. */
class MicrosoftHttpAbandonTest {

    /** Longer than a busy machine stalls. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicReference<Handler<HttpServerRequest>> answer = new AtomicReference<>(_ -> {});
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private MicrosoftHttp http = http(LONG, LONG);
    private URI uri = URI.create("http://localhost");

    @BeforeEach
    void startServer() {
        HttpServer server = vertx.createHttpServer()
                .connectionHandler(connection -> {
                    opened.incrementAndGet();
                    open.add(connection);
                    connection.closeHandler(_ -> open.remove(connection));
                })
                .requestHandler(request -> answer.get().handle(request))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        uri = URI.create("http://localhost:" + server.actualPort() + "/api");
    }

    @AfterEach
    void stop() {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aDrippingAnswerThatNobodyReadsLosesItsConnection() throws Exception {
        replace(http(LONG, BodyPipe.UNREAD_FOR));
        answer.set(request -> drip(request.response().setChunked(true)));

        http.get(uri, "t", Map.of(), RefusalReader.GENERAL, InputStream::read);

        thereIsAConnectionForTheNext();
    }

    @Test
    void anEndlessAnswerThatNobodyReadsLosesItsConnection() throws Exception {
        answer.set(request -> pour(request.response().setChunked(true)));

        assertThatThrownBy(() -> http.get(uri, "t", Map.of(), RefusalReader.GENERAL, (InputStream body) -> {
                    body.readNBytes(1 << 20);
                    throw new IOException("it is too large");
                }))
                .isInstanceOf(MicrosoftException.class);

        thereIsAConnectionForTheNext();
    }

    @Test
    void aSmallRestThatNobodyReadsCostsNoConnection() throws Exception {
        answer.set(request -> request.response().end(Buffer.buffer(new byte[700_000])));

        for (int i = 0; i < 5; i++) {
            assertThat(http.<Integer>get(uri, "t", Map.of(), RefusalReader.GENERAL, InputStream::read))
                    .isZero();
        }

        assertThat(opened).hasValue(1);
    }

    @Test
    void aCallThatIsInterruptedBeforeItsAnswerLosesItsConnection() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        answer.set(_ -> asked.countDown());
        Thread reader = Thread.startVirtualThread(() -> {
            try {
                http.get(uri, "t", Map.of(), RefusalReader.GENERAL, InputStream::read);
            } catch (InterruptedException | MicrosoftException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        asked.await();

        reader.interrupt();
        reader.join();

        thereIsAConnectionForTheNext();
    }

    @Test
    void anEndlessRefusalIsUnderstoodByItsBeginning() {
        answer.set(request -> pour(request.response().setStatusCode(404).setChunked(true)));
        AtomicInteger length = new AtomicInteger();

        assertThatThrownBy(() -> http.post(
                        uri,
                        "t",
                        Map.of(),
                        "{}".getBytes(UTF_8),
                        (refusal, _) -> {
                            length.set(refusal.body().length);
                            return new NotFound("HTTP " + refusal.status());
                        },
                        InputStream::read))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        refused -> assertThat(refused.failure()).isEqualTo(new NotFound("HTTP 404")));

        assertThat(length).hasValue(RefusalBody.MOST);
        thereIsAConnectionForTheNext();
    }

    @Test
    void aDrippingRefusalIsUnderstoodByWhatHasCome() {
        replace(http(Duration.ofSeconds(5), BodyPipe.UNREAD_FOR)); // it is waited for so long
        answer.set(request -> drip(request.response().setStatusCode(403).setChunked(true)));

        assertThatThrownBy(() -> http.get(uri, "t", Map.of(), RefusalReader.GENERAL, InputStream::read))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        refused -> assertThat(refused.failure()).isInstanceOf(Forbidden.class));

        thereIsAConnectionForTheNext();
    }

    private MicrosoftHttp http(Duration idleTimeout, Duration unreadFor) {
        return new MicrosoftHttp(
                vertx, InstantSource.system(), OpenTelemetry.noop().getTracer("test"), idleTimeout, 1, unreadFor);
    }

    private void replace(MicrosoftHttp other) {
        http.close();
        http = other;
    }

    private void drip(HttpServerResponse response) {
        response.write("x");
        vertx.setPeriodic(20, timer -> {
            if (response.closed()) {
                vertx.cancelTimer(timer);
            } else {
                response.write("x");
            }
        });
    }

    private void pour(HttpServerResponse response) {
        vertx.setPeriodic(1, timer -> {
            if (response.closed()) {
                vertx.cancelTimer(timer);
            } else if (!response.writeQueueFull()) {
                response.write(Buffer.buffer(new byte[256 * 1024]));
            }
        });
    }

    private void thereIsAConnectionForTheNext() {
        Awaitility.await().atMost(LONG).until(open::isEmpty);
        answer.set(request -> request.response().end("next"));
        assertThat(next()).isEqualTo("next");
    }

    private String next() {
        try {
            return http.get(uri, "t", Map.of(), RefusalReader.GENERAL, body -> new String(body.readAllBytes(), UTF_8));
        } catch (MicrosoftException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }
}
