package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may talk to what: on the ports that pods have, and nothing else. */
class NetworkPolicyTest {

    static List<String> valueSets() {
        return Chart.valueSets();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void eachPodHasAPolicyForBothDirections(String valueSet) {
        assertThat(Chart.rendered(valueSet).stream()
                        .filter(object -> object.pods().isPresent()))
                .isNotEmpty()
                .allSatisfy(workload -> {
                    JsonNode policy = Chart.object(valueSet, "NetworkPolicy", workload.name())
                            .json();
                    JsonNode labels = workload.json().at("/spec/template/metadata/labels");
                    assertThat(policy.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
                    policy.at("/spec/podSelector/matchLabels")
                            .properties()
                            .forEach(label -> assertThat(
                                            labels.path(label.getKey()).asText())
                                    .isEqualTo(label.getValue().asText()));
                });
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void whatIsLetInIsAPortOfThePod(String valueSet) {
        Map<String, List<Integer>> ports = Chart.workloads(valueSet).stream()
                .collect(Collectors.toMap(
                        Rendered::service,
                        workload -> Rendered.list(workload.json().at("/spec/template/spec/containers/0/ports")).stream()
                                .map(port -> port.path("containerPort").asInt())
                                .toList()));

        policies(valueSet)
                .forEach((service, policy) -> assertThat(Rendered.list(policy.at("/spec/ingress")))
                        .allSatisfy(rule -> {
                            assertThat(rule.path("from")).isNotEmpty();
                            assertThat(portsOf(rule)).isNotEmpty().isSubsetOf(ports.getOrDefault(service, List.of()));
                        }));
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void everyRuleOutwardsNamesItsPorts(String valueSet) {
        policies(valueSet)
                .values()
                .forEach(policy -> assertThat(Rendered.list(policy.at("/spec/egress")))
                        .isNotEmpty()
                        .allSatisfy(rule -> assertThat(portsOf(rule)).isNotEmpty()));
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void servicesLeadToPortsThatPodsHave(String valueSet) {
        assertThat(Chart.rendered(valueSet))
                .filteredOn(object -> object.kind().equals("Service"))
                .hasSameSizeAs(Chart.workloads(valueSet))
                .allSatisfy(service -> {
                    JsonNode container =
                            workload(valueSet, service.service()).json().at("/spec/template/spec/containers/0/ports");
                    assertThat(Rendered.list(service.json().at("/spec/ports")))
                            .allSatisfy(port -> assertThat(Rendered.list(container))
                                    .anyMatch(own -> own.path("name").equals(port.path("targetPort"))
                                            && own.path("containerPort").equals(port.path("port"))));
                });
    }

    @Test
    void onlyConnectionServiceReachesTheDatabase() {
        policies("production")
                .forEach((service, _) -> assertThat(
                                egressPorts("production", service).contains(5432))
                        .isEqualTo(service.equals("connection-service")));
    }

    @Test
    void connectionServiceIsCalledByThoseWhoNeedTokensAndByWhomTheOperatorNames() {
        List<JsonNode> rules = Rendered.list(
                        policy("production", "connection-service").at("/spec/ingress"))
                .stream()
                .filter(rule -> portsOf(rule).contains(18482))
                .toList();

        assertThat(rules.stream()
                        .map(rule -> rule.at("/from/0/podSelector/matchLabels/app.kubernetes.io~1component")
                                .asText()))
                .containsExactlyInAnyOrder(
                        "incident-poller", "quarantine-fetcher", "sentinel-reader", "enrichment-service", "");
    }

    @Test
    void portsOfAddressesAreOpenOutwards() {
        assertThat(egressPorts("production", "quarantine-fetcher")).contains(53, 443, 4317, 9000, 9093, 18482);
        assertThat(egressPorts("external", "connection-service")).contains(443, 6432, 8443, 9094);
    }

    @Test
    void nobodyOpensAConnectionToAnAgent() {
        assertThat(policies("agents").values())
                .hasSize(2)
                .allSatisfy(policy -> assertThat(policy.at("/spec/ingress")).isEmpty());
        assertThat(egressPorts("agents", "incident-poller")).containsOnly(53, 443, 9094);
    }

    private static List<Integer> egressPorts(String valueSet, String service) {
        return Rendered.list(policy(valueSet, service).at("/spec/egress")).stream()
                .flatMap(rule -> portsOf(rule).stream())
                .toList();
    }

    private static List<Integer> portsOf(JsonNode rule) {
        return Rendered.list(rule.path("ports")).stream()
                .map(port -> port.path("port").asInt())
                .toList();
    }

    private static Rendered workload(String valueSet, String service) {
        return Chart.workloads(valueSet).stream()
                .filter(workload -> workload.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode policy(String valueSet, String service) {
        return Chart.object(valueSet, "NetworkPolicy", "sluice-" + service).json();
    }

    private static Map<String, JsonNode> policies(String valueSet) {
        return Chart.ofKind(valueSet, "NetworkPolicy").stream()
                .collect(Collectors.toMap(Rendered::service, Rendered::json));
    }
}
