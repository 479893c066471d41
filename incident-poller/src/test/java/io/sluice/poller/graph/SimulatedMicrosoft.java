package io.sluice.poller.graph;

import io.opentelemetry.api.OpenTelemetry;
import io.sluice.contracts.json.Json;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.token.AccessToken;
import io.sluice.microsoft.token.AccessTokens;
import io.vertx.core.Vertx;
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
import java.time.InstantSource;
import java.util.Map;
import org.awaitility.Awaitility;

/** The simulator as it is built, in a process of its own, and what a client of Microsoft calls it with. */
final class SimulatedMicrosoft implements AutoCloseable {

    static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    static final String CLIENT = "5a1ce000-0000-4000-8000-0000000000ff";

    private static final Path JAR = Path.of("../microsoft-simulator/target/quarkus-app/quarkus-run.jar");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final InstantSource clock = InstantSource.system();
    private final MicrosoftHttp http =
            new MicrosoftHttp(vertx, clock, OpenTelemetry.noop().getTracer("test"), Duration.ofMinutes(1), 8);
    private final int port;
    private final int controlPort;
    private final Process process;

    SimulatedMicrosoft() throws IOException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("Build the simulator first: " + JAR + " is missing");
        }
        // Both at once: one after the other they could be the same.
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
                        "SLUICE_SIMULATOR_LIMITS",
                        "false",
                        "SLUICE_SIMULATOR_DEFENDER_CALLS_PER_MINUTE",
                        "0",
                        "SLUICE_SIMULATOR_DEFENDER_CALLS_PER_HOUR",
                        "0"));
        process = builder.start();
        try {
            Awaitility.await("simulator, see target/simulator.log")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(() ->
                            send(HttpRequest.newBuilder(control("/tenants")).build())
                                            .statusCode()
                                    == 200);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private URI control(String path) {
        return URI.create("http://localhost:" + controlPort + path);
    }

    /** Where Microsoft's surfaces are. */
    URI address() {
        return URI.create("http://localhost:" + port);
    }

    MicrosoftHttp http() {
        return http;
    }

    /** Tokens of the demo's application, from the simulator's Entra ID. */
    AccessTokens tokens() {
        return new AccessTokens(
                (_, resource, _) ->
                        new AccessToken(token(resource), clock.instant().plus(Duration.ofMinutes(50))),
                clock);
    }

    private String token(String resource) {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(address() + "/" + TENANT + "/oauth2/v2.0/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + CLIENT
                                + "&client_secret=demo-contoso-secret&scope=" + resource + "/.default"))
                        .build());
        try {
            return Json.MAPPER.readTree(answer.body()).path("access_token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** POSTs to the control API and returns the answer. */
    String order(String path, String body) {
        return send(HttpRequest.newBuilder(control(path))
                        .POST(BodyPublishers.ofString(body))
                        .build())
                .body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
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
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
