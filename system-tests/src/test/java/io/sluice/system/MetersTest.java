package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The metrics that alert rules and dashboards rely on are those that running services have. */
class MetersTest {

    /** Where each service's metrics are. */
    private static final Map<String, Integer> PORTS = Map.of(
            "connection-service", 18492,
            "incident-poller", 18493,
            "quarantine-fetcher", 18494,
            "sentinel-reader", 18495,
            "enrichment-service", 18496);

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z0-9_]+)(\\{.*})? [^ ]+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private static Stack stack;

    @BeforeAll
    static void startStack() throws Exception {
        stack = Stack.up(Map.of("SLUICE_SIMULATOR_HISTORY", "PT1H", "SLUICE_SIMULATOR_RATE", "20"));
    }

    @AfterAll
    static void endStack() throws Exception {
        if (stack != null) {
            stack.end();
        }
    }

    @Test
    void theListNamesWhatServicesHave() throws Exception {
        assertThat(ask("fetch", "quarantine", "--connection", "contoso")).isZero();
        assertThat(ask("query", "--connection", "contoso", "--kql", "SecurityIncident | take 1"))
                .isZero();
        assertThat(ask("incidents", "--connection", "demo", "--limit", "1")).isZero();
        Map<String, Map<String, Set<String>>> listed = listed();

        Awaitility.await()
                .atMost(Duration.ofMinutes(8))
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(missing(listed, had())).isEmpty());
        Map<String, Map<String, Set<String>>> had = had();
        PORTS.keySet()
                .forEach(service -> assertThat(had.getOrDefault(service, Map.of()).keySet().stream()
                                .filter(name -> name.startsWith("sluice_") && !name.endsWith("_max")))
                        .as("metrics of %s", service)
                        .isSubsetOf(listed.getOrDefault("any", Map.of()).keySet()));
    }

    private static int ask(String... command) throws IOException, InterruptedException {
        return Clone.sluice(Duration.ofMinutes(8), command).exitCode();
    }

    /** What is listed and not there: a metric, or labels of it. */
    private static Map<String, Set<String>> missing(
            Map<String, Map<String, Set<String>>> listed, Map<String, Map<String, Set<String>>> had) {
        Map<String, Set<String>> missing = new TreeMap<>();
        PORTS.keySet()
                .forEach(service -> listed.getOrDefault(service, Map.of()).forEach((name, labels) -> {
                    Set<String> there = had.getOrDefault(service, Map.of()).get(name);
                    if (there == null || !there.containsAll(labels)) {
                        missing.put(service + ": " + name, labels);
                    }
                }));
        return missing;
    }

    /** By service, what is there without trouble; under "any", all that is listed. */
    private static Map<String, Map<String, Set<String>>> listed() throws IOException {
        Map<String, Map<String, Set<String>>> listed = new HashMap<>();
        JsonNode list =
                new YAMLMapper().readTree(Files.readString(Clone.root().resolve("deploy/observability/meters.yaml")));
        for (JsonNode meter : list.path("meters")) {
            Set<String> labels = new HashSet<>();
            meter.path("labels").forEach(label -> labels.add(label.asText()));
            listed.computeIfAbsent("any", _ -> new HashMap<>())
                    .put(meter.path("name").asText(), labels);
            if (!meter.has("when")) {
                meter.path("services")
                        .forEach(service -> listed.computeIfAbsent(service.asText(), _ -> new HashMap<>())
                                .put(meter.path("name").asText(), labels));
            }
        }
        return listed;
    }

    private static Map<String, Map<String, Set<String>>> had() throws IOException, InterruptedException {
        Map<String, Map<String, Set<String>>> had = new HashMap<>();
        for (Map.Entry<String, Integer> service : PORTS.entrySet()) {
            Map<String, Set<String>> metrics = had.computeIfAbsent(service.getKey(), _ -> new HashMap<>());
            SAMPLE.matcher(stack.call("GET", service.getValue(), "/q/metrics", "", "")
                            .body())
                    .results()
                    .forEach(sample -> metrics.computeIfAbsent(sample.group(1), _ -> new HashSet<>())
                            .addAll(labels(sample.group(2))));
        }
        return had;
    }

    private static Set<String> labels(String braces) {
        return braces == null
                ? Set.of()
                : LABEL.matcher(braces)
                        .results()
                        .map((MatchResult label) -> label.group(1))
                        .collect(Collectors.toSet());
    }
}
