package io.sluice.server;

import io.opentelemetry.api.OpenTelemetry;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.token.AccessToken;
import io.sluice.microsoft.token.AccessTokens;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on a free port that answers as a test says, and what a client of Microsoft calls it with. */
public final class AnsweringServer implements AutoCloseable {

    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 64;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger issued = new AtomicInteger();
    private final HttpServer server;
    private final MicrosoftHttp http;
    private final AccessTokens tokens;

    /** Starts. */
    public AnsweringServer(Handler<HttpServerRequest> answer) {
        this(answer, InstantSource.system());
    }

    /** Starts, for a client whose time is the test's. */
    public AnsweringServer(Handler<HttpServerRequest> answer, InstantSource clock) {
        server = vertx.createHttpServer()
                .requestHandler(answer)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        http = new MicrosoftHttp(vertx, clock, OpenTelemetry.noop().getTracer("test"), IDLE_TIMEOUT, CONNECTIONS);
        tokens = new AccessTokens(
                (_, resource, _) -> new AccessToken(
                        resource + "#" + issued.incrementAndGet(),
                        clock.instant().plus(Duration.ofHours(1))),
                clock);
    }

    /** Returns where it is. */
    public URI base() {
        return URI.create("http://localhost:" + server.actualPort());
    }

    /** Returns HTTP as clients of Microsoft use it. */
    public MicrosoftHttp http() {
        return http;
    }

    /** Returns tokens for an hour: {@code <resource>#1}, {@code <resource>#2} and so on. */
    public AccessTokens tokens() {
        return tokens;
    }

    @Override
    public void close() {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
