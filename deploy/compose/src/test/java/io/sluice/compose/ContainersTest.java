package io.sluice.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The containers are those of the project's services, and may do no more than they need. */
class ContainersTest {

    static List<String> services() {
        return Compose.services();
    }

    static Stream<Map.Entry<String, JsonNode>> containers() {
        return Compose.FILE.path("services").properties().stream();
    }

    static Stream<Map.Entry<String, JsonNode>> ours() {
        return containers()
                .filter(container -> container.getValue().path("image").asText().startsWith("${SLUICE_IMAGES"));
    }

    @Test
    void everyServiceIsThere() {
        assertThat(services())
                .hasSizeGreaterThan(5)
                .allSatisfy(service -> assertThat(
                                Compose.service(service).path("image").asText())
                        .isEqualTo("${SLUICE_IMAGES:-sluice}/" + service + ":${SLUICE_TAG:-0.1.0-SNAPSHOT}"));
    }

    @Test
    void onlyTheProfileBringsTheSimulator() {
        assertThat(containers()
                        .filter(container -> container.getValue().has("profiles"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("microsoft-simulator", "demo-connections");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void whatIsOursCanWriteNowhereButToItsVolumes(Map.Entry<String, JsonNode> container) {
        assertThat(container.getValue().path("read_only").asBoolean()).isTrue();
        assertThat(container.getValue().path("cap_drop")).hasToString("[\"ALL\"]");
        assertThat(container.getValue().path("security_opt")).hasToString("[\"no-new-privileges:true\"]");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void everyContainerHasLimitsAndIsStartedAgain(Map.Entry<String, JsonNode> container) {
        assertThat(container.getValue().path("mem_limit").asText()).isNotEmpty();
        assertThat(container.getValue().path("cpus").asDouble()).isPositive();
        assertThat(container.getValue().path("pids_limit").asInt()).isPositive();
        assertThat(container.getValue().path("restart").asText()).isIn("unless-stopped", "on-failure:5");
        assertThat(container.getValue().at("/logging/options/max-size").asText())
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void nothingListensButOnThisHost(Map.Entry<String, JsonNode> container) {
        assertThat(container.getValue().path("ports"))
                .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsAreTheServices(String service) {
        String management = Compose.settings(service).getProperty("quarkus.management.port");

        assertThat(Compose.service(service).path("ports"))
                .extracting(JsonNode::asText)
                .contains("127.0.0.1:%1$s:%1$s".formatted(management));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void whatIsMountedIsDeclared(Map.Entry<String, JsonNode> container) {
        for (JsonNode secret : container.getValue().path("secrets")) {
            assertThat(Compose.FILE.path("secrets").has(secret.asText()))
                    .as(secret.asText())
                    .isTrue();
        }
        for (JsonNode volume : container.getValue().path("volumes")) {
            String name = volume.asText().split(":", 2)[0];
            assertThat(Compose.FILE.path("volumes").has(name)).as(name).isTrue();
        }
    }
}
