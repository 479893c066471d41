package io.sluice.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.json.Json;
import org.junit.jupiter.api.Test;

class ExecutionSummaryTest {

    @Test
    void howItWasAnsweredIsOneLine() throws JsonProcessingException {
        assertThat(ExecutionSummary.of(Json.MAPPER.readTree("""
                {"through":"workspace","timespan":"2026-02-01T00:00:00Z/2026-02-03T00:00:00Z","rows":1234,"bytes":56789,
                 "truncated":false,"took":"PT1.26S","statistics":{"query":{"executionTime":0.25}}}""")))
                .isEqualTo("1,234 rows (56.8 kB), through workspace, of 2026-02-01T00:00:00Z to 2026-02-03T00:00:00Z,"
                        + " in 1.3 s, 0.25 s of them Microsoft's.");
    }

    @Test
    void thatThereIsMoreIsSaidWithWhatToDo() throws JsonProcessingException {
        assertThat(ExecutionSummary.of(Json.MAPPER.readTree("""
                {"through":"hunting","rows":1,"bytes":20,"truncated":true,"truncatedBy":"maxRows","took":"PT0.1S"}""")))
                .isEqualTo("1 row (20 bytes), through hunting, in 0.1 s. There are more rows: --limit says how many are"
                        + " wanted.");
    }
}
