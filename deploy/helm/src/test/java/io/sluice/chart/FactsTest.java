package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.access.Agents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart knows of the services is what their configuration says. */
class FactsTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final JsonNode FACTS = Chart.read("files/services.yaml");

    /** What consumer groups begin with, so that those of an agent are its own. */
    private static final String APPLICATIONS = "${sluice.applications:" + Agents.MAIN_PREFIX + "}";

    static Stream<String> services() {
        return FACTS.properties().stream().map(service -> service.getKey());
    }

    @Test
    void theChartHasEveryService() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<String> services = modules.filter(
                            module -> Files.exists(module.resolve("src/main/resources/application.properties")))
                    .map(module -> module.getFileName().toString())
                    .filter(module -> !module.equals("microsoft-simulator"))
                    .toList();

            assertThat(services()).containsExactlyInAnyOrderElementsOf(services);
        }
        assertThat(Chart.read("values.yaml").path("services").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(services().toList());
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsAreTheServices(String service) {
        Properties settings = settings(service);

        assertThat(FACTS.path(service).path("management").asText())
                .isEqualTo(settings.getProperty("quarkus.management.port"));
        assertThat(FACTS.path(service).path("http").asText(""))
                .isEqualTo(settings.getProperty("quarkus.http.port", ""));
    }

    @ParameterizedTest
    @MethodSource("services")
    void stateIsKeptWhereKafkaStreamsRuns(String service) {
        assertThat(FACTS.path(service).path("streams").asBoolean())
                .isEqualTo(settings(service).containsKey("kafka-streams.state.dir"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatCanBeAnAgentHasNoGroupOfAFixedName(String service) {
        List<String> groups = settings(service).entrySet().stream()
                .filter(setting -> setting.getKey().toString().endsWith("group.id")
                        || setting.getKey().equals("quarkus.kafka-streams.application-id"))
                .map(setting -> setting.getValue().toString())
                .toList();

        if (FACTS.path(service).path("agents").asBoolean()) {
            assertThat(groups)
                    .isNotEmpty()
                    .allSatisfy(group -> assertThat(group).startsWith(APPLICATIONS));
        } else {
            assertThat(groups).noneMatch(group -> group.contains(APPLICATIONS));
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void whoeverProvesWhoItIsAsksForTokens(String service) {
        assertThat(FACTS.path(service).path("tokens").asBoolean())
                .isEqualTo(settings(service).containsKey("quarkus.oidc-client.scopes"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void theLagIsThatOfAGroupOfTheService(String service) {
        JsonNode lag = FACTS.path(service).path("lag");
        if (lag.isMissingNode()) {
            return;
        }
        Properties settings = settings(service);

        assertThat(settings.values().stream()
                        .map(Object::toString)
                        .map(value -> value.replace(APPLICATIONS, Agents.MAIN_PREFIX)))
                .contains(lag.path("group").asText());
        assertThat(String.join(
                        ",", settings.values().stream().map(Object::toString).toList()))
                .contains(lag.path("topic").asText());
    }

    @ParameterizedTest
    @MethodSource("services")
    void aPodHasLongerToEndThanItsServiceTakes(String service) {
        Duration shutdown = shutdown(service);
        JsonNode pod = Chart.workloads("minimal").stream()
                .filter(workload -> workload.service().equals(service))
                .findFirst()
                .orElseThrow()
                .json()
                .at("/spec/template/spec");

        assertThat(FACTS.path(service).path("shutdown").asLong()).isEqualTo(shutdown.toSeconds());
        long told = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong();
        assertThat(pod.path("terminationGracePeriodSeconds").asLong())
                .isGreaterThanOrEqualTo(told + shutdown.toSeconds() + 15);
    }

    private static Duration shutdown(String service) {
        String value = settings(service).getProperty("quarkus.shutdown.timeout");
        String seconds = value.contains(":") ? value.substring(value.lastIndexOf(':') + 1, value.length() - 1) : value;
        return Duration.parse(seconds.startsWith("P") ? seconds : "PT" + seconds.toUpperCase(Locale.ROOT));
    }

    private static Properties settings(String service) {
        Properties properties = new Properties();
        try (var file = Files.newBufferedReader(ROOT.resolve(service + "/src/main/resources/application.properties"))) {
            properties.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }
}
