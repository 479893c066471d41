package io.sluice.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What a service was measured with is what it gets. */
class HeapTest {

    /** 160 MB, as {@code ./sluice} and its benchmarks give it, and room beside that for the 381 MB that were seen. */
    @Test
    void incidentPollerHasTheHeapThatItWasMeasuredWith() {
        JsonNode poller = Compose.service("incident-poller");

        assertThat(poller.path("mem_limit").asText()).isEqualTo("640m");
        assertThat(poller.at("/environment/JDK_JAVA_OPTIONS").asText()).startsWith("-XX:MaxRAMPercentage=25 ");
    }
}
