package io.sluice.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards are what their definitions say, and Prometheus understands what they ask. */
class DashboardsTest {

    private static final Path CHART = Path.of("..", "helm", "sluice", "files", "dashboards");

    @TempDir
    private Path folder = Path.of("");

    static List<Path> definitions() {
        return Sources.dashboards();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void theChartHasWhatTheDefinitionSays(Path definition) throws IOException {
        String made = new Dashboard(Sources.yaml(definition)).json();
        Path file = committed(definition);
        if (Boolean.getBoolean("sluice.contracts.write")) {
            Files.writeString(file, made);
        }
        assertThat(Files.readString(file))
                .as(
                        "%s is not what the definition says. Write it anew: mvn -pl deploy/observability test"
                                + " -Dsluice.contracts.write=true",
                        file)
                .isEqualTo(made);
    }

    @Test
    void theChartHasNoOthers() throws IOException {
        try (Stream<Path> files = Files.list(CHART)) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(definitions().stream()
                            .map(DashboardsTest::committed)
                            .toList());
        }
        assertThat(definitions())
                .extracting(definition -> definition.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "fleet.yaml", "tenant.yaml", "pipeline.yaml", "kafka-streams.yaml", "jvm.yaml");
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void panelsLieBesideEachOther(Path definition) throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(committed(definition)));
        Set<String> taken = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            JsonNode place = panel.path("gridPos");
            for (int x = place.path("x").asInt();
                    x < place.path("x").asInt() + place.path("w").asInt();
                    x++) {
                assertThat(x).isLessThan(24);
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    assertThat(taken.add(x + "/" + y))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void prometheusUnderstandsWhatIsAsked() throws IOException, InterruptedException {
        List<String> rules = new ArrayList<>(List.of("groups:", "- name: panels", "  rules:"));
        for (Path definition : definitions()) {
            for (JsonNode row : Sources.yaml(definition).path("rows")) {
                for (JsonNode panel : row.path("panels")) {
                    for (JsonNode query : panel.path("queries")) {
                        rules.add("  - record: panel_" + rules.size());
                        rules.add("    expr: '" + query.path("expr").asText().replace("'", "''") + "'");
                    }
                }
            }
        }

        Promtool.Result check = Promtool.run(
                "check",
                "rules",
                Files.write(folder.resolve("panels.yaml"), rules).toString());

        assertThat(check.exitCode()).as(check.output()).isZero();
    }

    private static Path committed(Path definition) {
        return CHART.resolve(definition.getFileName().toString().replace(".yaml", ".json"));
    }
}
