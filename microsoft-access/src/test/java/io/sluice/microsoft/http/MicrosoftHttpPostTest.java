package io.sluice.microsoft.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MicrosoftHttpPostTest {

    private static final byte[] JSON = "{\"CmdletInput\":{}}".getBytes(UTF_8);
    private static final AtomicReference<Handler<HttpServerRequest>> ANSWER = new AtomicReference<>(_ -> {});

    @RegisterExtension
    static final OpenTelemetryExtension TRACES = OpenTelemetryExtension.create();

    private static Vertx vertx;
    private static MicrosoftHttp http;
    private static URI uri;

    @BeforeAll
    static void startServer() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> ANSWER.get().handle(request))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        uri = URI.create("http://localhost:" + server.actualPort() + "/InvokeCommand");
        http = new MicrosoftHttp(
                vertx, InstantSource.system(), TRACES.getOpenTelemetry().getTracer("test"), Duration.ofSeconds(30), 8);
    }

    @AfterAll
    static void stopServer() {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void jsonIsPostedWithItsHeadersAndTheAnswerRead() throws Exception {
        AtomicReference<String> asked = new AtomicReference<>();
        ANSWER.set(request -> request.body().onSuccess(body -> {
            asked.set(request.method() + " " + request.getHeader("Authorization") + " "
                    + request.getHeader("Content-Type") + " " + request.getHeader("X-AnchorMailbox") + " " + body);
            request.response().end("answer");
        }));

        String answer = http.post(
                uri, "t", Map.of("X-AnchorMailbox", "a@b"), JSON, RefusalReader.GENERAL, MicrosoftHttpPostTest::text);

        assertThat(answer).isEqualTo("answer");
        assertThat(asked).hasValue("POST Bearer t application/json a@b {\"CmdletInput\":{}}");
        TRACES.assertTraces()
                .hasTracesSatisfyingExactly(
                        trace -> trace.hasSpansSatisfyingExactly(span -> span.hasName("POST /InvokeCommand")));
    }

    @Test
    void theCallerSaysWhatARefusalMeansAndTheCallCanBeLookedUp() {
        ANSWER.set(request -> request.response()
                .setStatusCode(500)
                .putHeader("request-id", "0a1b2c3d-1111")
                .end("gone"));
        RefusalReader reader =
                (refusal, _) -> new NotFound(refusal.header("Request-Id") + " " + new String(refusal.body(), UTF_8));

        MicrosoftException refused = refusal(reader);

        assertThat(refused.failure()).isEqualTo(new NotFound("0a1b2c3d-1111 gone"));
        assertThat(refused.evidence().status()).isEqualTo(500);
        assertThat(refused.evidence().correlationId()).isEqualTo("0a1b2c3d-1111");
        assertThat(refusal(RefusalReader.GENERAL).failure()).isInstanceOf(Unavailable.class);
    }

    private static MicrosoftException refusal(RefusalReader reader) {
        try {
            http.post(uri, "t", Map.of(), JSON, reader, MicrosoftHttpPostTest::text);
            throw new AssertionError("The call was not refused");
        } catch (MicrosoftException refused) {
            return refused;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), UTF_8);
    }
}
