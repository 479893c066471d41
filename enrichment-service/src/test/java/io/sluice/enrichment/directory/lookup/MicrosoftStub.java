package io.sluice.enrichment.directory.lookup;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DirectoryContext;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.server.AnsweringServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Microsoft Graph and Defender for Endpoint, which answer each path as a test says, and a connection to them. */
public final class MicrosoftStub implements AutoCloseable {

    public static final String TENANT = "c0a70000-0000-4000-8000-000000000001";

    /** What Graph answers of what it does not know. */
    public static final String NOT_FOUND = """
            {"error":{"code":"Request_ResourceNotFound","message":"Resource 'x' does not exist or one of its queried \
            reference-property objects are not present.","innerError":{"request-id":"5a1ce000-0000-4000-8000-000000000001"}}}""";

    /** What Graph answers where a permission is missing. */
    public static final String DENIED = """
            {"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}""";

    private final AnsweringServer server = new AnsweringServer(this::take);
    private final Map<String, Consumer<HttpServerResponse>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorized = new CopyOnWriteArrayList<>();

    private void take(HttpServerRequest request) {
        asked.add(request.uri());
        authorized.add(String.valueOf(request.getHeader("Authorization")));
        answers.getOrDefault(
                        String.valueOf(request.path()),
                        response -> response.setStatusCode(404).end(NOT_FOUND))
                .accept(request.response());
    }

    /** Answers a path, whatever its query is. */
    public MicrosoftStub answers(String path, Consumer<HttpServerResponse> with) {
        answers.put(path, with);
        return this;
    }

    /** Answers a path, whatever its query is. */
    public MicrosoftStub answers(String path, int status, String body) {
        return answers(path, response -> response.setStatusCode(status).end(body));
    }

    /** Answers a path once so, and then as it did before. */
    public MicrosoftStub answersOnce(String path, Consumer<HttpServerResponse> with) {
        Consumer<HttpServerResponse> before = answers.get(path);
        return answers(path, response -> {
            if (before == null) {
                answers.remove(path);
            } else {
                answers.put(path, before);
            }
            with.accept(response);
        });
    }

    public MicrosoftHttp http() {
        return server.http();
    }

    public AccessTokens tokens() {
        return server.tokens();
    }

    /** Returns the paths and queries that were asked for, as they came. */
    public List<String> asked() {
        return asked;
    }

    /** Returns the headers {@code Authorization} of the calls. */
    public List<String> authorized() {
        return authorized;
    }

    /** Returns where it is. */
    public URI base() {
        return server.base();
    }

    /** Returns a connection with the directory alone. */
    public Connection connection() {
        return connection(1);
    }

    /** Returns a revision of a connection with the directory alone. */
    public Connection connection(long revision) {
        return new Connection(
                "0b0e3a6e-8f0a-4d53-9d5c-0d9a7a8f1c11",
                "contoso",
                TENANT,
                "contoso.onmicrosoft.com",
                "commercial",
                Map.of("graph", base(), "endpoint", base()),
                "5a1ce000-0000-4000-8000-0000000000ff",
                true,
                Duration.ofSeconds(10),
                new Capabilities(null, null, null, null, null, new DirectoryContext()),
                revision,
                Instant.EPOCH);
    }

    @Override
    public void close() {
        server.close();
    }
}
