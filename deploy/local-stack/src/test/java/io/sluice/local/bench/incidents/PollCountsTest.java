package io.sluice.local.bench.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PollCountsTest {

    @Test
    void pollsThatReadAllAreCountedByConnection() {
        assertThat(PollCounts.parse("""
                # TYPE sluice_polls counter
                sluice_polls_total{connection="contoso",outcome="complete",tenant="t1"} 12.0
                sluice_polls_total{connection="contoso",outcome="throttled",tenant="t1"} 3.0
                sluice_polls_total{outcome="complete",tenant="t2",connection="fabrikam"} 1.2E3
                sluice_poll_lag_seconds{connection="contoso",tenant="t1"} 4.0
                """)).isEqualTo(Map.of("contoso", 12L, "fabrikam", 1200L));
    }
}
