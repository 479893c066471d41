package io.sluice.sentinel.query;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.Sentinel;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.server.AnsweringServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Log Analytics and Microsoft Graph, which answer as a test says, and a connection to them. */
public final class MicrosoftStub implements AutoCloseable {

    public static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    public static final String WORKSPACE = "c0a70000-0000-4000-8000-00000000aaaa";

    private static final String APPLICATION = "5a1ce000-0000-4000-8000-0000000000ff";

    private final AnsweringServer server = new AnsweringServer(this::take);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile BiConsumer<Call, HttpServerResponse> answer =
            (_, response) -> response.setStatusCode(500).end();

    /** What was asked. */
    public record Call(String path, String query, String token, String contentType, String prefer, String body) {

        /** Returns a member of the body. */
        public String member(String name) throws java.io.IOException {
            return Json.MAPPER.readTree(body).path(name).asText();
        }
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Call call = new Call(
                    String.valueOf(request.path()),
                    URLDecoder.decode(String.valueOf(request.query()), StandardCharsets.UTF_8),
                    String.valueOf(request.getHeader("Authorization")),
                    String.valueOf(request.getHeader("Content-Type")),
                    String.valueOf(request.getHeader("Prefer")),
                    body.toString());
            calls.add(call);
            answer.accept(call, request.response());
        });
    }

    /** Answers each call so. */
    public MicrosoftStub answers(Consumer<HttpServerResponse> with) {
        return answersEach((_, response) -> with.accept(response));
    }

    /** Answers each call as it wants. */
    public MicrosoftStub answersEach(BiConsumer<Call, HttpServerResponse> with) {
        answer = with;
        return this;
    }

    /** Answers each call so. */
    public MicrosoftStub answers(int status, String body) {
        return answers(response -> response.setStatusCode(status).end(body));
    }

    public MicrosoftHttp http() {
        return server.http();
    }

    public AccessTokens tokens() {
        return server.tokens();
    }

    public List<Call> calls() {
        return calls;
    }

    /** Returns a connection with Sentinel alone. */
    public Connection sentinel() {
        return sentinel(TENANT);
    }

    /** Returns a tenant's connection with Sentinel alone. */
    public Connection sentinel(String tenantId) {
        return connection(tenantId, sentinelOnly());
    }

    /** Returns a connection with Defender incidents alone. */
    public Connection defender() {
        return connection(Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1))));
    }

    /** Returns a connection with both. */
    public Connection both() {
        Capabilities defender = Capabilities.of(DefenderIncidents.xdr(Duration.ofDays(1)));
        return connection(new Capabilities(
                defender.defenderIncidents(), null, sentinelOnly().sentinel(), null, null, null));
    }

    private static Capabilities sentinelOnly() {
        return new Capabilities(
                null,
                null,
                Sentinel.of("5ab5c000-0000-4000-8000-000000000001", "security-rg", WORKSPACE, "contoso-sentinel"),
                null,
                null,
                null);
    }

    private Connection connection(Capabilities capabilities) {
        return connection(TENANT, capabilities);
    }

    private Connection connection(String tenantId, Capabilities capabilities) {
        URI base = server.base();
        return new Connection(
                "0b0e3a6e-8f0a-4d53-9d5c-0d9a7a8f1c11",
                "contoso",
                tenantId,
                "contoso.onmicrosoft.com",
                "commercial",
                Map.of("logAnalytics", base, "graph", base, "resourceManager", base),
                APPLICATION,
                true,
                Duration.ofSeconds(10),
                capabilities,
                1,
                Instant.EPOCH);
    }

    @Override
    public void close() {
        server.close();
    }
}
