package io.sluice.quarantine.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.token.AccessToken;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.server.AnsweringServer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** An Exchange Online that answers as it is told, and a client of it whose waits take no time. */
final class ExchangeStub implements AutoCloseable {

    static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    static final String IDENTITY = "0f0e0d0c-1111-4222-8333-08dcf0a1b2c3\\9a8b7c6d-aaaa-bbbb-cccc-08dcf0a1b2c4";

    final VirtualTime time = new VirtualTime();
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger tokensIssued = new AtomicInteger();

    private final AnsweringServer server = new AnsweringServer(this::handle, time);
    private volatile BiConsumer<Asked, HttpServerResponse> answer = (_, response) -> response.end("{\"value\":[]}");

    record Asked(String path, MultiMap headers, String body) {

        JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException notJson) {
                throw new UncheckedIOException(notJson);
            }
        }

        JsonNode parameters() {
            return json().path("CmdletInput").path("Parameters");
        }
    }

    private volatile Instant noTokenBefore = Instant.MIN;

    /** Lets nobody have a token for some time from now on. */
    void noTokenFor(Duration duration) {
        noTokenBefore = time.in(duration);
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess((Buffer body) -> {
            Asked one = new Asked(String.valueOf(request.path()), request.headers(), body.toString());
            asked.add(one);
            answer.accept(one, request.response());
        });
    }

    ExchangeQuarantine client() {
        return client(ExchangeSettings.DEFAULTS);
    }

    ExchangeQuarantine client(ExchangeSettings settings) {
        AccessTokens tokens = new AccessTokens(
                (_, _, _) -> {
                    if (time.instant().isBefore(noTokenBefore)) {
                        throw new MicrosoftException(new Unavailable("connection-service is being replaced"));
                    }
                    return new AccessToken("token-" + tokensIssued.incrementAndGet(), time.in(Duration.ofHours(1)));
                },
                time);
        return new ExchangeQuarantine(server.http(), tokens, settings, time, time, new Random(1));
    }

    Connection connection() {
        return new Connection(
                "c",
                "contoso",
                TENANT,
                "contoso.onmicrosoft.com",
                "commercial",
                Map.of("exchange", server.base()),
                "client",
                true,
                Duration.ofSeconds(10),
                Capabilities.NONE,
                1,
                Instant.EPOCH);
    }

    Instant soon() {
        return time.in(Duration.ofMinutes(10));
    }

    void answers(BiConsumer<Asked, HttpServerResponse> how) {
        answer = how;
    }

    void answersAll(String json) {
        answer = (_, response) -> response.end(json);
    }

    /** Answers once each way, and the last way from then on. */
    @SafeVarargs
    final void answersInTurn(Consumer<HttpServerResponse>... ways) {
        AtomicInteger next = new AtomicInteger();
        answer = (_, response) -> ways[Math.min(next.getAndIncrement(), ways.length - 1)].accept(response);
    }

    static Consumer<HttpServerResponse> ok(String json) {
        return response -> response.end(json);
    }

    static Consumer<HttpServerResponse> refuses(int status, String body) {
        return response -> response.setStatusCode(status).end(body);
    }

    /** An error document as a cmdlet's failure makes it. */
    static String fault(String exception, String text) {
        return """
                {"error":{"code":"InternalServerError","message":"Error executing cmdlet",
                 "details":[{"code":"Context","target":"","message":"Ex6F9304|%s|%s"}],
                 "innererror":{"message":"Error executing cmdlet","type":"Microsoft.Exchange.Admin.OData.Core.ODataServiceException"}}}
                """.formatted(exception, text);
    }

    @Override
    public void close() {
        server.close();
    }
}
