package io.sluice.poller;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers what a test puts into it, by tenant's base path, and counts the calls. */
final class FakeDefender implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final HttpServer server;

    record Answer(int status, String body) {}

    FakeDefender() {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    Vertx vertx() {
        return vertx;
    }

    URI baseUrl(String tenant) {
        return URI.create("http://localhost:" + server.actualPort() + "/" + tenant);
    }

    void shows(String tenant, String... incidents) {
        answers(tenant, 200, "{\"value\":[" + String.join(",", incidents) + "]}");
    }

    void answers(String tenant, int status, String body) {
        answers.put(tenant, new Answer(status, body));
    }

    int calls(String tenant) {
        AtomicInteger counted = calls.get(tenant);
        return counted == null ? 0 : counted.get();
    }

    private void answer(HttpServerRequest request) {
        String tenant = String.valueOf(request.path()).split("/", -1)[1];
        Answer answer = answers.getOrDefault(tenant, new Answer(200, "{\"value\":[]}"));
        calls.computeIfAbsent(tenant, _ -> new AtomicInteger()).incrementAndGet();
        request.response().setStatusCode(answer.status()).end(answer.body());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
