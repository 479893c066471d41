package io.sluice.microsoft.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.failure.FailureDocument;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks connection-service for tokens: {@code POST /connections/{id}/tokens}. */
public final class ConnectionServiceTokens implements TokenSource, AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private final WebClient client;
    private final URI baseUrl;
    private final Supplier<String> serviceToken;

    /**
     * Asks the connection-service at a base URL.
     *
     * @param serviceToken gives the bearer token by which this service (role {@code service}) identifies itself
     */
    public ConnectionServiceTokens(Vertx vertx, URI baseUrl, Supplier<String> serviceToken) {
        this.client = WebClient.create(vertx, new WebClientOptions().setMaxPoolSize(256));
        this.baseUrl = baseUrl;
        this.serviceToken = serviceToken;
    }

    @Override
    public AccessToken issue(String connectionId, String resource, boolean fresh)
            throws MicrosoftException, InterruptedException {
        String ownToken = ownToken();
        try {
            HttpResponse<Buffer> response = client.postAbs(baseUrl + "/connections/" + connectionId + "/tokens")
                    .bearerTokenAuthentication(ownToken)
                    .timeout(TIMEOUT.toMillis())
                    .sendJsonObject(new JsonObject().put("resource", resource).put("forceRefresh", fresh))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT.toMillis() + 1000, TimeUnit.MILLISECONDS);
            return read(response);
        } catch (ExecutionException | TimeoutException | IOException | RuntimeException unreachable) {
            throw new MicrosoftException(
                    new Unavailable("connection-service at " + baseUrl.getAuthority()
                            + " gives no token; is it running and does it accept this service's own credentials?"),
                    unreachable);
        }
    }

    private String ownToken() throws MicrosoftException {
        try {
            return serviceToken.get();
        } catch (RuntimeException refusedOrUnreachable) {
            throw new MicrosoftException(
                    new Unavailable("The identity provider gives this service no token to ask connection-service with;"
                            + " can it be reached, and are this service's client id and secret right?"),
                    refusedOrUnreachable);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static AccessToken read(HttpResponse<Buffer> response) throws IOException, MicrosoftException {
        Buffer body = response.body();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        if (response.statusCode() == 200) {
            return token(Json.MAPPER.readTree(bytes));
        }
        throw new MicrosoftException(failure(response.statusCode(), bytes));
    }

    private static AccessToken token(JsonNode answer) throws IOException {
        String value = answer.path("accessToken").asText("");
        if (value.isEmpty()) {
            throw new IOException("The answer holds no token");
        }
        try {
            return new AccessToken(value, Instant.parse(answer.path("expiresAt").asText("")));
        } catch (DateTimeParseException noTime) {
            throw new IOException("The answer does not say when the token expires", noTime);
        } catch (IllegalArgumentException noToken) {
            throw new IOException("The answer holds no usable token", noToken);
        }
    }

    private static MicrosoftFailure failure(int status, byte[] bytes) throws IOException {
        if (status == 404 || status == 409) {
            return new NotFound("connection-service has no such connection, or it is disabled (HTTP " + status + ").");
        }
        if (status == 403) {
            return new Unavailable("connection-service refuses this service a token for the connection (HTTP 403)."
                    + " Its application needs the role service, or an agent's the roles agent and agent.NAME of the"
                    + " connection's agent.");
        }
        JsonNode failure = bytes.length == 0
                ? Json.MAPPER.missingNode()
                : Json.MAPPER.readTree(bytes).path("failure");
        return failure.isObject()
                ? Json.MAPPER.treeToValue(failure, FailureDocument.class).toFailure()
                : new Unavailable("connection-service answers HTTP " + status + " when asked for a token.");
    }
}
