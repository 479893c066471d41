package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alert rules and dashboards reach Prometheus and Grafana as they are. */
class MonitoringTest {

    @Test
    void theRulesAreThoseOfTheFileEachWithItsRunbook() {
        List<JsonNode> rules = rules(Chart.object("production", "PrometheusRule", "sluice"));

        assertThat(rules)
                .hasSameSizeAs(ofFile())
                .allSatisfy(
                        rule -> assertThat(rule.at("/annotations/runbook_url").asText())
                                .isEqualTo("https://wiki.example.com/sluice/runbooks#"
                                        + rule.path("alert").asText().toLowerCase(Locale.ROOT)));
        assertThat(rules)
                .extracting(rule -> rule.path("expr").asText())
                .containsExactlyElementsOf(ofFile().stream()
                        .map(rule -> rule.path("expr").asText())
                        .toList());
    }

    @Test
    void whatIsNotInstalledIsNotMissed() {
        List<JsonNode> rules = rules(Chart.object("agents", "PrometheusRule", "sluice"));

        assertThat(rules)
                .isNotEmpty()
                .noneMatch(rule -> rule.at("/labels/service").asText().equals("connection-service"))
                .anyMatch(rule -> rule.at("/labels/service").asText().equals("sentinel-reader"))
                .noneMatch(rule -> rule.path("annotations").has("runbook_url"));
    }

    @Test
    void theDashboardsAreThoseOfTheFolder() throws IOException {
        try (Stream<Path> files = Files.list(Chart.FOLDER.resolve("files/dashboards"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                JsonNode made = Chart.object("production", "ConfigMap", "sluice-dashboard-" + name)
                        .json();

                assertThat(made.at("/metadata/labels/grafana_dashboard").asText())
                        .isEqualTo("1");
                assertThat(Chart.YAML.readTree(made.path("data")
                                .path("sluice-" + name + ".json")
                                .asText()))
                        .isEqualTo(Chart.YAML.readTree(Files.readString(file)));
            }
        }
    }

    private static List<JsonNode> ofFile() {
        return Rendered.list(Chart.read("files/alerts.yaml").path("groups")).stream()
                .flatMap(group -> Rendered.list(group.path("rules")).stream())
                .toList();
    }

    private static List<JsonNode> rules(Rendered object) {
        return Rendered.list(object.json().at("/spec/groups")).stream()
                .flatMap(group -> Rendered.list(group.path("rules")).stream())
                .toList();
    }
}
