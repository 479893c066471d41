package io.sluice.connections.load;

import io.sluice.broker.Broker;
import io.sluice.connections.stack.Database;
import io.sluice.connections.stack.FakeEntra;
import io.sluice.server.IdentityProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the packaged service on one core, asks it for tokens that it has in memory, and prints how many it gives a
 * second and how much of the processor one takes. Run it with the test class path; the arguments are the number of
 * connections, of callers, and the seconds to measure; then what goes before the service's command, such as
 * {@code taskset -c 1}.
 */
public final class TokenLoad {

    private static final String TOKEN_REQUEST = "{\"resource\": \"https://api.security.microsoft.com\"}";
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final int PORT = 21482;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final IdentityProvider identityProvider;
    private final FakeEntra entra;

    private TokenLoad() throws IOException {
        this.identityProvider = new IdentityProvider();
        this.entra = new FakeEntra();
    }

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[0]);
        int callers = Integer.parseInt(args[1]);
        int seconds = Integer.parseInt(args[2]);
        List<String> prefix = List.of(args).subList(3, args.length);
        new TokenLoad().run(connections, callers, seconds, prefix);
        System.exit(0);
    }

    private void run(int connections, int callers, int seconds, List<String> prefix) throws Exception {
        try (Broker broker = new Broker()) {
            Path directory = Files.createTempDirectory("sluice-load");
            Process service = service(prefix, directory, broker);
            try {
                await(service);
                List<String> ids = new ArrayList<>();
                String operator = identityProvider.token("operator");
                for (int i = 0; i < connections; i++) {
                    ids.add(created(operator, i));
                }
                ids.forEach(this::token);
                for (int i = 0; i < 3; i++) {
                    measure(service, ids, callers, seconds);
                }
            } finally {
                service.destroy();
                service.waitFor();
            }
        }
    }

    private void measure(Process service, List<String> ids, int callers, int seconds) {
        AtomicInteger answers = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        Duration before = service.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
        Instant start = Instant.now();
        Instant end = start.plusSeconds(seconds);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                pool.execute(() -> {
                    while (Instant.now().isBefore(end)) {
                        String id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
                        (token(id) == 200 ? answers : failures).incrementAndGet();
                    }
                });
            }
        }
        double time = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        Duration used = service.toHandle()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .minus(before);
        System.out.printf(
                "%d connections, %d callers: %.0f tokens/s, %.2f ms of processor time each, %d failures%n",
                ids.size(), callers, answers.get() / time, used.toMillis() / (double) answers.get(), failures.get());
    }

    private Process service(List<String> prefix, Path directory, Broker broker) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                "connection-service/target/quarkus-app/quarkus-run.jar"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("service.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL", Database.jdbcUrl(),
                        "QUARKUS_DATASOURCE_USERNAME", "postgres",
                        "QUARKUS_DATASOURCE_PASSWORD", "postgres",
                        "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                        "QUARKUS_OIDC_AUTH_SERVER_URL", identityProvider.issuer(),
                        "SLUICE_CONNECTIONS_KEYSET_FILE",
                                directory.resolve("keyset.json").toString(),
                        "SLUICE_CONNECTIONS_KEYSET_CREATE", "true",
                        "SLUICE_CONNECTIONS_ALLOWED_BASE_URLS", "http://localhost:*",
                        "QUARKUS_HTTP_PORT", Integer.toString(PORT),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(PORT + 10)));
        System.out.println("Log: " + directory.resolve("service.log"));
        return builder.start();
    }

    private void await(Process service) throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://localhost:" + (PORT + 10) + "/q/health/ready"))
                .build();
        while (service.isAlive()) {
            try {
                if (http.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it starts
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("The service does not start");
    }

    private String created(String operator, int number) throws IOException, InterruptedException {
        String body = """
                {"name": "load-%d", "tenantId": "%s", "clientId": "5a1ce000-0000-4000-8000-0000000000ff",
                 "clientSecret": "a~secret", "baseUrls": {"login": "%s"},
                 "capabilities": {"defenderIncidents": {"initialLookback": "PT2H"}}}
                """.formatted(number, UUID.randomUUID(), entra.login());
        HttpResponse<String> answer = http.send(request("/connections", operator, body), BodyHandlers.ofString());
        Matcher id = ID.matcher(answer.body());
        if (!id.find()) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return id.group(1);
    }

    private int token(String id) {
        try {
            return http.send(
                            request("/connections/" + id + "/tokens", serviceToken(), TOKEN_REQUEST),
                            BodyHandlers.ofByteArray())
                    .statusCode();
        } catch (IOException failed) {
            return 0;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private volatile String bearer = "";

    /** Services keep their own tokens, too. */
    private String serviceToken() {
        if (bearer.isEmpty()) {
            bearer = identityProvider.token("service");
        }
        return bearer;
    }

    private static HttpRequest request(String path, String bearer, String body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + path))
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
