package io.sluice.simulator.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** The simulator as it is built, in a process of its own, with a short history and paused: everything can be read. */
final class RunningSimulator implements AutoCloseable {

    static final String CONTOSO = "c0a70000-0000-4000-8000-000000000001";
    private static final String CLIENT = "5a1ce000-0000-4000-8000-0000000000ff";
    private static final Path JAR = Path.of("../microsoft-simulator/target/quarkus-app/quarkus-run.jar");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final int controlPort;
    private final Process process;

    RunningSimulator() throws IOException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("Build the simulator first: " + JAR + " is missing");
        }
        // Both at once, for two different ones.
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            port = one.getLocalPort();
            controlPort = other.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-jar",
                        JAR.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/simulator.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT",
                        Integer.toString(controlPort),
                        "SLUICE_SIMULATOR_HISTORY",
                        "PT2H"));
        process = builder.start();
        try {
            Awaitility.await("simulator, see target/simulator.log")
                    .atMost(Duration.ofMinutes(3))
                    .ignoreExceptions()
                    .until(() -> order("GET", "/tenants", "").statusCode() == 200);
            order("POST", "/pause", "");
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Where Microsoft's surfaces are. */
    String address() {
        return "http://localhost:" + port;
    }

    /** Calls the control API. */
    HttpResponse<String> order(String method, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + controlPort + path))
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    /** A member of what the control API tells about contoso. */
    String contoso(String member) {
        for (JsonNode tenant : tree(order("GET", "/tenants", "").body())) {
            if (tenant.path("tenantId").asText().equals(CONTOSO)) {
                return tenant.path(member).asText();
            }
        }
        throw new IllegalStateException("There is no contoso");
    }

    /** An access token of the demo's application for a scope. */
    String token(String scope) {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(address() + "/" + CONTOSO + "/oauth2/v2.0/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + CLIENT
                                + "&client_secret=demo-contoso-secret&scope=" + scope))
                        .build());
        return tree(answer.body()).path("access_token").asText();
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        http.close();
    }
}
