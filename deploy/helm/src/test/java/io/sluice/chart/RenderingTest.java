package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value set renders to what Kubernetes and the operators understand. */
class RenderingTest {

    static List<String> valueSets() {
        return Chart.valueSets();
    }

    @Test
    void theUsualWaysToRunSluiceAreTried() {
        assertThat(Chart.valueSets()).contains("agents", "external", "minimal", "production", "strimzi");
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void eachObjectIsWhatItsApiKnows(String valueSet) {
        assertThat(Chart.rendered(valueSet))
                .isNotEmpty()
                .allSatisfy(
                        object -> assertThatCode(() -> ApiModel.check(object)).doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void noTwoObjectsHaveOneName(String valueSet) {
        assertThat(Chart.rendered(valueSet))
                .extracting(object -> object.apiVersion() + " " + object)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void everyObjectIsInTheReleasesNamespaceAndSaysWhoseItIs(String valueSet) {
        assertThat(Chart.rendered(valueSet)).allSatisfy(object -> {
            assertThat(object.json().at("/metadata/namespace").asText()).isEqualTo("security");
            assertThat(object.json()
                            .at("/metadata/labels/app.kubernetes.io~1instance")
                            .asText())
                    .isEqualTo("sluice");
        });
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void helmFindsNothingToCriticize(String valueSet, @TempDir Path folder) throws IOException {
        copy(Chart.FOLDER, folder);
        // Helm's linter in Java takes no values: those of the set become the chart's own.
        ObjectNode values = Values.merged(
                (ObjectNode) Chart.read("values.yaml"), (ObjectNode) Chart.read("ci/" + valueSet + "-values.yaml"));
        Files.writeString(folder.resolve("values.yaml"), Chart.YAML.writeValueAsString(values));

        LintResult result = new Helm(folder).lint().strict().call();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.matches("(?s).*\\[(ERROR|WARNING)].*"));
    }

    @Test
    void aLongNameOfAReleaseLeavesRoomForWhatKubernetesAppends() {
        String release = "a-release-with-a-name-of-as-many-characters-as-it-may";

        assertThat(Chart.rendered(release, Chart.values("minimal")))
                .filteredOn(object -> object.kind().equals("StatefulSet"))
                .isNotEmpty()
                .allMatch(object -> object.name().length() <= 52);
    }

    @Test
    void aFieldThatIsNotKnownIsNoticed() {
        for (Rendered object : Chart.rendered("strimzi")) {
            ObjectNode wrong = object.json().deepCopy();
            wrong.withObject("/spec").put("surprise", 1);
            if (!object.kind().equals("ServiceAccount")) {
                assertThatThrownBy(() -> ApiModel.check(new Rendered(wrong)))
                        .as(object.toString())
                        .hasMessageContaining("surprise");
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
