package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No pod without what Pod Security calls restricted, and what else Sluice promises of its pods. */
class PodSecurityTest {

    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    static Stream<String> valueSets() {
        return Chart.valueSets().stream();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void everyPodIsRestricted(String valueSet) {
        assertThat(pods(valueSet)).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt(1)).isNotZero();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.findValues("hostNetwork")).isEmpty();
            assertThat(pod.findValues("hostPID")).isEmpty();
            assertThat(pod.findValues("hostPort")).isEmpty();
            assertThat(containers(pod)).isNotEmpty().allSatisfy(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
            });
            assertThat(Rendered.list(pod.path("volumes")))
                    .allSatisfy(volume -> assertThat(volume.fieldNames())
                            .toIterable()
                            .allMatch(name -> name.equals("name") || VOLUMES.contains(name)));
        });
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void noPodHasATokenOfKubernetes(String valueSet) {
        assertThat(pods(valueSet)).allSatisfy(pod -> {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        });
        assertThat(Chart.rendered(valueSet))
                .filteredOn(object -> object.kind().equals("ServiceAccount"))
                .extracting(Rendered::name)
                .containsExactlyInAnyOrderElementsOf(services(valueSet).stream()
                        .map(pod -> pod.path("serviceAccountName").asText())
                        .toList());
        assertThat(Chart.ofKind(valueSet, "ServiceAccount"))
                .allMatch(account ->
                        !account.json().path("automountServiceAccountToken").asBoolean(true));
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void whereAPodMayWriteIsOnAVolumeAndBounded(String valueSet) {
        assertThat(pods(valueSet)).allSatisfy(pod -> {
            assertThat(Rendered.list(pod.at("/containers/0/volumeMounts")))
                    .anyMatch(mount -> mount.path("mountPath").asText().equals("/tmp"));
            assertThat(Rendered.list(pod.path("volumes")))
                    .filteredOn(volume -> volume.has("emptyDir"))
                    .allMatch(volume -> volume.at("/emptyDir/sizeLimit").isTextual());
            assertThat(pod.at("/containers/0/resources/limits/memory").isTextual())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void noSecretIsWrittenIntoWhatTheChartMakes(String valueSet) {
        assertThat(Chart.rendered(valueSet)).noneMatch(object -> object.kind().equals("Secret"));
        assertThat(Chart.rendered(valueSet).stream()
                        .flatMap(object -> object.environment().stream())
                        .filter(variable -> variable.path("name")
                                .asText()
                                .matches(".*(PASSWORD|SECRET|JAAS|ACCESS_KEY|KEYSTORE_KEY).*")))
                .allMatch(
                        variable -> variable.at("/valueFrom/secretKeyRef/name").isTextual());
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void everyServiceIsWatchedSpreadAndMovedOnePodAtATime(String valueSet) {
        assertThat(services(valueSet)).isNotEmpty().allSatisfy(pod -> {
            for (String probe : List.of("startup", "liveness", "readiness")) {
                assertThat(pod.at("/containers/0/" + probe + "Probe/httpGet/port")
                                .asText())
                        .isEqualTo("management");
            }
            assertThat(pod.path("topologySpreadConstraints")).hasSize(2);
        });
        assertThat(Chart.rendered(valueSet))
                .filteredOn(object -> object.kind().equals("PodDisruptionBudget"))
                .hasSameSizeAs(services(valueSet));
    }

    @Test
    void aPlatformMayChooseUserAndGroups() {
        assertThat(pods("external")).allSatisfy(pod -> {
            assertThat(pod.at("/securityContext/runAsUser").isMissingNode()).isTrue();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        });
    }

    private static List<JsonNode> pods(String valueSet) {
        return Chart.rendered(valueSet).stream()
                .flatMap(object -> object.pods().stream())
                .map(template -> template.path("spec"))
                .toList();
    }

    private static List<JsonNode> services(String valueSet) {
        return Chart.workloads(valueSet).stream()
                .map(object -> object.json().at("/spec/template/spec"))
                .toList();
    }

    private static List<JsonNode> containers(JsonNode pod) {
        return Stream.of("containers", "initContainers", "ephemeralContainers")
                .flatMap(kind -> Rendered.list(pod.path(kind)).stream())
                .toList();
    }
}
