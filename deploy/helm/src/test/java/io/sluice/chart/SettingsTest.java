package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.settings.ServiceSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each variable that the chart sets is a setting of the service that gets it, and can be set when it starts. */
class SettingsTest {

    static List<String> valueSets() {
        return Chart.valueSets();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void eachVariableIsASetting(String valueSet) {
        assertThat(Chart.rendered(valueSet))
                .filteredOn(object -> object.pods().isPresent())
                .isNotEmpty()
                .allSatisfy(workload -> assertThat(workload.environment())
                        .extracting(variable -> variable.path("name").asText())
                        .doesNotHaveDuplicates()
                        .allSatisfy(name -> assertThat(
                                        ServiceSettings.of(workload.service()).knows(name))
                                .as("%s of %s", name, workload.service())
                                .isTrue()));
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void whatAServiceCannotDoWithoutIsSet(String valueSet) {
        assertThat(Chart.rendered(valueSet))
                .filteredOn(object -> object.pods().isPresent())
                .allSatisfy(workload -> assertThat(workload.environment())
                        .extracting(variable -> variable.path("name").asText())
                        .containsAll(ServiceSettings.of(workload.service()).required()));
    }

    @Test
    void theTopicsAreMadeByTheCommandLine() {
        Rendered job = Chart.object("external", "Job", "sluice-topics-1");

        assertThat(job.json().at("/spec/template/spec/containers/0/image").asText())
                .startsWith("sluice/cli:");
        assertThat(job.json().at("/spec/template/spec/containers/0/args").toString())
                .isEqualTo("[\"topics\",\"--replicas\",\"3\"]");
        assertThat(job.environment())
                .extracting(
                        variable -> variable.at("/valueFrom/secretKeyRef/name").asText(""))
                .contains("administrator-kafka");
    }
}
