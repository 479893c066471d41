package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The local stack, started and used through {@code ./sluice}, HTTP and Kafka only. */
final class Stack {

    static final ObjectMapper JSON = new ObjectMapper();

    /** A check waits until young findings were read again, which is every two minutes unless something else is said. */
    private static final Map<String, String> SOONER = Map.of(
            "SLUICE_POLLER_SETTLING_INTERVAL", "PT15S",
            "SLUICE_SENTINEL_SETTLING_INTERVAL", "PT15S");

    /** By default the simulator's Sentinel takes minutes to show what Defender has, as the real one does. */
    private static final Map<String, String> PROMPT_SENTINEL = Map.of(
            "SLUICE_SIMULATOR_SENTINEL_SYNC_DELAY_MAX", "PT5S",
            "SLUICE_SIMULATOR_SENTINEL_INGESTION_DELAY_MAX", "PT5S",
            "SLUICE_SIMULATOR_SENTINEL_LATEST", "PT30S",
            "SLUICE_SIMULATOR_SENTINEL_OBJECT_DELAY", "PT10S");

    // Without the upgrade to HTTP/2, which Vert.x does not always survive with a large first answer.
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private boolean running = true;

    private Stack() {}

    /** Starts the stack; the environment reaches all of its processes. */
    static Stack up(Map<String, String> environment) throws IOException, InterruptedException {
        return up(environment, "up", "--detach");
    }

    /**
     * Starts the stack with a Sentinel that shows within seconds what happens; the environment reaches all processes.
     */
    static Stack upWithPromptSentinel(Map<String, String> environment) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(PROMPT_SENTINEL);
        all.putAll(environment);
        return up(all);
    }

    /** Starts some parts of the stack. */
    static Stack upOnly(String parts, Map<String, String> environment) throws IOException, InterruptedException {
        return up(environment, "up", "--detach", "--only", parts);
    }

    private static Stack up(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Clone.sluice(Duration.ofMinutes(5), "down");
        Map<String, String> all = new HashMap<>(SOONER);
        all.putAll(environment);
        Result up = Clone.sluice(Duration.ofMinutes(12), all, command);
        assertThat(up.exitCode()).as(up.output() + up.errors()).isZero();
        return new Stack();
    }

    /** Returns records of a topic as {@code ./sluice topic} prints them. */
    List<JsonNode> topic(String name, int count, Duration patience) throws IOException, InterruptedException {
        Result topic = Clone.sluice(
                patience.plusSeconds(30),
                "topic",
                name,
                "--from-beginning",
                "--count",
                Integer.toString(count),
                "--timeout",
                Long.toString(patience.toSeconds()));
        assertThat(topic.exitCode()).as(topic.errors()).isZero();
        List<JsonNode> records = new ArrayList<>();
        for (String line : topic.lines()) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    /** Compares the topics with the truth and returns what {@code ./sluice check} says. */
    Result check(String... options) throws IOException, InterruptedException {
        return Clone.sluice(
                Duration.ofMinutes(14),
                Stream.concat(Stream.of("check"), Stream.of(options)).toArray(String[]::new));
    }

    /** Kills a part's process as {@code kill -9} does, and returns its process id. */
    long kill(String part) throws IOException, InterruptedException {
        return end(part, ProcessHandle::destroyForcibly);
    }

    /** Stops a part's process as Kubernetes does, and returns its process id. */
    long stop(String part) throws IOException, InterruptedException {
        return end(part, ProcessHandle::destroy);
    }

    private long end(String part, Predicate<ProcessHandle> how) throws IOException, InterruptedException {
        long pid = Objects.requireNonNull(pids().get(part), part + " is not running");
        assertThat(how.test(ProcessHandle.of(pid).orElseThrow())).isTrue();
        // Until then it may write. One that nobody has waited for yet is still listed, but has no command any more.
        Awaitility.await()
                .atMost(Duration.ofMinutes(8))
                .until(() -> ProcessHandle.of(pid)
                        .flatMap(each -> each.info().command())
                        .isEmpty());
        return pid;
    }

    /** Waits until a part runs as another process than before and everything is healthy. */
    void awaitReplacement(String part, long pidBefore) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(8))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    Result status = Clone.sluice(Duration.ofMinutes(5), "status");
                    Long pid = pids(status).get(part);
                    return pid != null && pid != pidBefore && status.exitCode() == 0;
                });
    }

    Map<String, Long> pids() throws IOException, InterruptedException {
        return pids(Clone.sluice(Duration.ofMinutes(5), "status"));
    }

    private static Map<String, Long> pids(Result status) {
        Map<String, Long> pids = new HashMap<>();
        for (String line : status.lines()) {
            String[] columns = line.strip().split("\\s+", 3);
            if (columns.length == 3 && columns[1].matches("\\d+")) {
                pids.put(columns[0], Long.valueOf(columns[1]));
            }
        }
        return pids;
    }

    String token(String role) throws IOException, InterruptedException {
        return Clone.sluice(Duration.ofMinutes(5), "token", role).output().strip();
    }

    /** Calls a URL of the stack on this machine; ports are the defaults, moved as this stack's are. */
    HttpResponse<String> call(String method, int defaultPort, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + (defaultPort + Clone.PORT_OFFSET) + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a file as it is. */
    HttpResponse<String> upload(int defaultPort, String path, Path file) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + (defaultPort + Clone.PORT_OFFSET) + path))
                        .POST(HttpRequest.BodyPublishers.ofFile(file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Replaces what has not changed since it was read. */
    HttpResponse<String> replace(int defaultPort, String path, String token, String entityTag, JsonNode body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + (defaultPort + Clone.PORT_OFFSET) + path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .header("If-Match", entityTag)
                        .PUT(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    String bootstrapServers() {
        return "localhost:" + (19092 + Clone.PORT_OFFSET);
    }

    /** Returns where the parts keep their data. */
    Path data() {
        return Clone.root().resolve(".sluice/data");
    }

    Path logs() {
        return Clone.root().resolve(".sluice/logs");
    }

    Result down() throws IOException, InterruptedException {
        running = false;
        return Clone.sluice(Duration.ofMinutes(5), "down");
    }

    /** Ends the stack unless that is done already. */
    void end() throws IOException, InterruptedException {
        if (running) {
            down();
        }
    }
}
