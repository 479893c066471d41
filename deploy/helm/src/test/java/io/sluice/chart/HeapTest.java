package io.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service was measured with is what it gets. */
class HeapTest {

    static List<String> valueSets() {
        return Chart.valueSets();
    }

    /** 160 MB, as {@code ./sluice} and its benchmarks give it, and room beside that for the 381 MB that were seen. */
    @ParameterizedTest
    @MethodSource("valueSets")
    void incidentPollerHasTheHeapThatItWasMeasuredWith(String valueSet) {
        assertThat(Chart.rendered(valueSet))
                .filteredOn(object -> object.pods().isPresent())
                .filteredOn(workload -> workload.service().equals("incident-poller"))
                .isNotEmpty()
                .allSatisfy(poller -> {
                    JsonNode container = poller.json().at("/spec/template/spec/containers/0");
                    assertThat(container.at("/resources/limits/memory").asText())
                            .isEqualTo("640Mi");
                    assertThat(container.at("/resources/requests/memory").asText())
                            .isEqualTo("640Mi");
                    assertThat(poller.environment())
                            .filteredOn(
                                    variable -> variable.path("name").asText().equals("JDK_JAVA_OPTIONS"))
                            .singleElement()
                            .satisfies(options ->
                                    assertThat(options.path("value").asText()).contains("-XX:MaxRAMPercentage=25 "));
                });
    }
}
