package io.sluice.local.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import io.sluice.local.http.PlainHttp;
import io.sluice.local.identity.Role;
import io.sluice.local.identity.TokenClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** connection-service's public API, called with an operator's token. */
public final class ConnectionsApi {

    /** A fleet of thousands takes minutes to apply; everything else is a matter of seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final HttpClient http = PlainHttp.client(Duration.ofSeconds(5));
    private final URI base;
    private final BearerToken token;

    /**
     * Takes the address of a connection-service.
     *
     * @param token gives an operator's token
     */
    public ConnectionsApi(URI base, BearerToken token) {
        this.base = base;
        this.token = token;
    }

    /** Takes the ports of the stack whose connection-service is meant. */
    public ConnectionsApi(Ports ports) {
        this(Ports.http(ports.connectionService()), () -> new TokenClient(ports).token(Role.OPERATOR));
    }

    /**
     * Creates a connection.
     *
     * @return false if there is one with that name already
     */
    public boolean create(JsonNode connection) throws InterruptedException {
        Answer answer = send("POST", "/connections", connection);
        return switch (answer.status()) {
            case 201 -> true;
            case 409 -> false;
            default ->
                throw answer.asError(
                        "refused the connection '" + connection.path("name").asText() + "'");
        };
    }

    /** Returns all connections, as the API shows them. */
    public List<JsonNode> list() throws InterruptedException {
        return list("");
    }

    /**
     * Returns all connections that a filter lets through.
     *
     * @param filter a query string, such as {@code cloud=gcc&enabled=true}
     */
    public List<JsonNode> list(String filter) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            String query = "?limit=1000" + (filter.isEmpty() ? "" : "&" + filter) + cursor;
            JsonNode page = done(send("GET", "/connections" + query), "did not list the connections")
                    .json();
            page.path("items").forEach(all::add);
            cursor = page.hasNonNull("next")
                    ? "&cursor=" + encoded(page.path("next").asText())
                    : "";
        } while (!cursor.isEmpty());
        return all;
    }

    /**
     * Returns the id of a connection.
     *
     * @param nameOrId its name, whatever the case of its letters, or its id
     */
    public String id(String nameOrId) throws InterruptedException {
        if (UUID.matcher(nameOrId).matches()) {
            return nameOrId.toLowerCase(Locale.ROOT);
        }
        return list("name=" + encoded(nameOrId)).stream()
                .filter(connection -> connection.path("name").asText().equalsIgnoreCase(nameOrId))
                .map(connection -> connection.path("id").asText())
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "There is no connection '" + nameOrId + "'; ./sluice connections list shows all."));
    }

    /** Sends a request without a body, and returns whatever is answered. */
    public Answer send(String method, String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(resolved(path)).method(method, BodyPublishers.noBody()));
    }

    /** Sends JSON, and returns whatever is answered. */
    public Answer send(String method, String path, JsonNode body) throws InterruptedException {
        return send(method, path, "application/json", Json.write(body));
    }

    /** Sends a body, and returns whatever is answered. */
    public Answer send(String method, String path, String contentType, byte[] body) throws InterruptedException {
        return send(HttpRequest.newBuilder(resolved(path))
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofByteArray(body)));
    }

    /** Sends JSON for the present revision alone, and returns whatever is answered. */
    public Answer replace(String path, String entityTag, JsonNode body) throws InterruptedException {
        return send(HttpRequest.newBuilder(resolved(path))
                .header("Content-Type", "application/json")
                .header("If-Match", entityTag)
                .PUT(BodyPublishers.ofByteArray(Json.write(body))));
    }

    /** Reads something in a format of the caller's choice, and returns whatever is answered. */
    public Answer read(String path, String accept) throws InterruptedException {
        return send(HttpRequest.newBuilder(resolved(path)).header("Accept", accept));
    }

    /**
     * Returns an answer that is good.
     *
     * @throws UserError if it is a refusal: says which, with what the service says of it
     */
    public static Answer done(Answer answer, String otherwise) {
        if (!answer.isDone()) {
            throw answer.asError(otherwise);
        }
        return answer;
    }

    /** Returns a text as a part of a query string. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private URI resolved(String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    private Answer send(HttpRequest.Builder request) throws InterruptedException {
        HttpRequest authorized = request.header("Authorization", "Bearer " + token.get())
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(authorized, BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UserError(
                    "connection-service does not answer at " + base + ": is it running? ./sluice status tells of the"
                            + " local stack.",
                    e);
        }
    }
}
