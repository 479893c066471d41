package io.sluice.local.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import io.sluice.local.identity.Role;
import io.sluice.local.identity.TokenClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** connection-service's public API, called with an operator's token. */
public final class ConnectionsApi {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Ports ports;
    private final TokenClient tokens;

    /** Takes the ports of the stack whose connection-service is meant. */
    public ConnectionsApi(Ports ports) {
        this.ports = ports;
        this.tokens = new TokenClient(ports);
    }

    /**
     * Creates a connection.
     *
     * @return false if there is one with that name already
     */
    public boolean create(JsonNode connection) throws InterruptedException {
        HttpResponse<byte[]> answer = send(
                HttpRequest.newBuilder(Ports.http(ports.connectionService()).resolve("/connections"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(connection))));
        return switch (answer.statusCode()) {
            case 201 -> true;
            case 409 -> false;
            default ->
                throw refused(
                        answer,
                        "refused the connection '" + connection.path("name").asText() + "'");
        };
    }

    /** Returns all connections, as the API shows them. */
    public JsonNode list() throws InterruptedException {
        HttpResponse<byte[]> answer = send(
                HttpRequest.newBuilder(Ports.http(ports.connectionService()).resolve("/connections")));
        if (answer.statusCode() != 200) {
            throw refused(answer, "did not list the connections");
        }
        try {
            return Json.MAPPER.readTree(answer.body()).path("items");
        } catch (IOException e) {
            throw new UserError("connection-service's answer is no JSON; see ./sluice logs connection-service.", e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws InterruptedException {
        HttpRequest authorized = request.header("Authorization", "Bearer " + tokens.token(Role.OPERATOR))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return http.send(authorized, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UserError(
                    "connection-service does not answer at port " + ports.connectionService()
                            + ": is the stack up? ./sluice status tells.",
                    e);
        }
    }

    private static UserError refused(HttpResponse<byte[]> answer, String what) {
        String detail;
        try {
            JsonNode problem = Json.MAPPER.readTree(answer.body());
            detail = problem.path("detail").asText(problem.path("title").asText(""));
        } catch (IOException notJson) {
            detail = "";
        }
        return new UserError("connection-service " + what + ": HTTP " + answer.statusCode() + " " + detail
                + " (see ./sluice logs connection-service)");
    }
}
