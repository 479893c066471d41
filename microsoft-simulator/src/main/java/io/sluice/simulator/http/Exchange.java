package io.sluice.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One request and its answer, for blocking code on a virtual thread.
 *
 * @param context the request as Vert.x sees it
 */
public record Exchange(RoutingContext context) {

    /** Longest that a client may take to read a chunk before the answer is given up, in seconds. */
    private static final long SLOWEST_CLIENT_SECONDS = 120;

    /** Where a body is kept that was read as it is, whatever its content type. */
    static final String RAW_BODY = "raw-body";

    private static final String REQUEST_ID = "request-id";

    /** A parameter of the path. */
    public String path(String name) {
        return Objects.requireNonNull(context.pathParam(name), "The route has no parameter of this name");
    }

    /** A header of the request, or the empty string. */
    public String header(String name) {
        String value = context.request().getHeader(name);
        return value == null ? "" : value;
    }

    /** Scheme, host and port as the client wrote them. */
    public String ownUrl() {
        return context.request().scheme() + "://" + context.request().authority();
    }

    /** The answer's status and headers, to be set before the first byte. */
    public HttpServerResponse response() {
        return context.response();
    }

    /** Answers with a JSON value. */
    public void json(int status, Object body) {
        send(status, "application/json; charset=utf-8", bytes(body));
    }

    /** Answers with text. */
    public void text(int status, String contentType, String body) {
        send(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with bytes. */
    public void send(int status, String contentType, byte[] body) {
        response().setStatusCode(status).putHeader("Content-Type", contentType);
        await(response().end(Buffer.buffer(body)));
    }

    /** Answers with bytes of the type that was set, if one was. */
    public void send(int status, byte[] body) {
        response().setStatusCode(status);
        await(response().end(Buffer.buffer(body)));
    }

    /** The id by which support finds this request; one for each. */
    public String requestId() {
        String id = context.get(REQUEST_ID);
        if (id == null) {
            id = UUID.randomUUID().toString();
            context.put(REQUEST_ID, id);
        }
        return id;
    }

    /** Tells a person what is wrong, as RFC 9457 has it. */
    public void problem(int status, String detail) {
        send(
                status,
                "application/problem+json",
                bytes(Map.of(
                        "title",
                        HttpResponseStatus.valueOf(status).reasonPhrase(),
                        "status",
                        status,
                        "detail",
                        detail)));
    }

    private static byte[] bytes(Object value) {
        try {
            return Json.MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers without a body. */
    public void empty(int status) {
        response().setStatusCode(status);
        await(response().end());
    }

    /** The body of the request. */
    public byte[] body() {
        Buffer raw = context.get(RAW_BODY);
        Buffer body = raw == null ? context.body().buffer() : raw;
        return body == null ? new byte[0] : body.getBytes();
    }

    /** The body of the request read as JSON of a type. */
    public <T> T body(Class<T> type) throws IOException {
        return Json.MAPPER.readValue(body(), type);
    }

    /** Breaks the connection, so that the client sees an answer that does not end. */
    public void hangUp() {
        context.request().connection().close();
    }

    static void await(io.vertx.core.Future<Void> written) {
        try {
            written.toCompletionStage().toCompletableFuture().get(SLOWEST_CLIENT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientGoneException(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new ClientGoneException(e);
        }
    }
}
