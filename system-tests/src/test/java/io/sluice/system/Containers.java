package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What {@code docker-compose.yml} runs, with the simulator, as a project apart from the one that a developer runs. */
final class Containers {

    /** The compose file's ports are the default ones. */
    private static final Map<String, String> USUAL_PORTS = Map.of("SLUICE_PORT_OFFSET", "0");

    private static final String PROJECT = "sluice-drill-" + Clone.mark();

    /** The compose file's ports are fixed: who has this lock has them, and other clones on this machine wait. */
    private static final Path PORTS = Path.of(System.getProperty("java.io.tmpdir"), "sluice-drill-ports.lock");

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Map<String, String> environment;
    private @Nullable FileChannel ports;

    /** Takes a folder for secrets. */
    Containers(Path secrets) {
        environment = Map.of("SLUICE_TAG", Docker.TAG, "SLUICE_SECRETS", secrets.toString());
    }

    /** Makes the secrets and starts everything; what a run before has left behind is deleted. */
    void up() throws IOException, InterruptedException {
        FileChannel opened = FileChannel.open(PORTS, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ports = opened;
        assertThat(opened.lock().isValid()).isTrue();
        delete();
        Result secrets = Clone.sluice(PATIENCE, environment, "secrets");
        assertThat(secrets.exitCode()).as(secrets.errors()).isZero();
        Result up = compose(Duration.ofMinutes(15), "up", "--detach");
        assertThat(up.exitCode()).as(up.output() + up.errors()).isZero();
    }

    /** Ends everything, deletes what was kept, and lets others have the ports. */
    void down() throws IOException, InterruptedException {
        try {
            delete();
        } finally {
            if (ports != null) {
                ports.close();
            }
        }
    }

    private void delete() throws IOException, InterruptedException {
        Result down = compose(PATIENCE, "down", "--volumes", "--remove-orphans", "--timeout", "5");
        assertThat(down.exitCode()).as(down.errors()).isZero();
    }

    /** Returns all that is known of a container. */
    JsonNode container(String service) throws IOException, InterruptedException {
        String id = Docker.run(
                        "ps",
                        "--all",
                        "--quiet",
                        "--filter",
                        "label=com.docker.compose.project=" + PROJECT,
                        "--filter",
                        "label=com.docker.compose.service=" + service)
                .strip();
        assertThat(id).as("the container of " + service).isNotEmpty();
        return Docker.inspect(id);
    }

    /** Waits until a container says that it is well. */
    void awaitHealth(String service) {
        Awaitility.await(service)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(health(container(service))).isEqualTo("healthy"));
    }

    /** Kills a container's processes, and waits until it has been started again and is well. */
    void killAndAwaitHealing(String service) throws IOException, InterruptedException {
        JsonNode before = container(service);
        Docker.kill(before.at("/State/Pid").asLong());
        Awaitility.await(service + " heals")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    JsonNode now = container(service);
                    assertThat(now.path("RestartCount").asInt())
                            .isGreaterThan(before.path("RestartCount").asInt());
                    assertThat(health(now)).isEqualTo("healthy");
                });
    }

    /** Returns all that a container has written to its log, over all of its starts. */
    List<String> log(String service) throws IOException, InterruptedException {
        Result log = Clone.run(
                PATIENCE,
                Map.of(),
                "docker",
                "logs",
                container(service).path("Id").asText());
        assertThat(log.exitCode()).as(log.errors()).isZero();
        return Stream.concat(log.output().lines(), log.errors().lines()).toList();
    }

    /** Lets an attack of a scenario begin in a tenant of the simulator. */
    void play(String tenant, String scenario) throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> ordered = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:18481/tenants/" + tenant + "/incidents"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"kind\":\"scenario\",\"name\":\"" + scenario + "\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(201);
        }
    }

    /** Runs {@code ./sluice} as a person would who uses these containers. */
    Result sluice(Duration patience, String... arguments) throws IOException, InterruptedException {
        return Clone.sluice(patience, USUAL_PORTS, arguments);
    }

    private static String health(JsonNode container) {
        return container.at("/State/Health/Status").asText();
    }

    private Result compose(Duration patience, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                Clone.hasProgram("docker-compose") ? List.of("docker-compose") : List.of("docker", "compose"));
        command.addAll(List.of(
                "--project-name",
                PROJECT,
                "--file",
                "docker-compose.yml",
                "--file",
                Path.of("src/test/compose/sooner.yml").toAbsolutePath().toString(),
                "--profile",
                "simulator"));
        command.addAll(List.of(arguments));
        return Clone.run(patience, environment, command.toArray(String[]::new));
    }
}
