package io.sluice.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PollLagTest {

    @Test
    void theLagOfEachConnectionIsReadFromTheMetrics() {
        assertThat(PollLag.parse("""
                # HELP sluice_poll_lag_seconds How far the reading of a connection lies behind the present
                # TYPE sluice_poll_lag_seconds gauge
                sluice_poll_lag_seconds{connection="fabrikam",tenant="fab"} 4.632
                sluice_polls_total{connection="contoso",outcome="complete",tenant="c"} 25.0
                sluice_poll_lag_seconds{application="x",connection="contoso",tenant="c"} 2.1E1
                sluice_settling_lag_seconds{connection="contoso",tenant="c"} 70.0
                """, "sluice_poll_lag_seconds"))
                .isEqualTo(Map.of("fabrikam", Duration.ofMillis(4632), "contoso", Duration.ofSeconds(21)));
    }

    @Test
    void whatIsNewAndWhatIsPastAreToldApart() {
        assertThat(PollLag.howFar("""
                sluice_poll_lag_seconds{connection="contoso",tenant="c"} 87604.0
                sluice_poll_live_lag_seconds{connection="contoso",tenant="c"} 4.0
                sluice_poll_backlog_seconds{connection="contoso",tenant="c"} 85260.0
                sluice_settling_lag_seconds{connection="contoso",tenant="c"} 70.0
                """))
                .isEqualTo(Map.of(
                        "contoso",
                        new HowFar(
                                Duration.ofSeconds(87_604),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(85_260),
                                Duration.ofSeconds(70))));
    }

    @Test
    void withoutMetricsNoLagIsKnown() {
        assertThat(PollLag.parse("", "sluice_poll_lag_seconds")).isEmpty();
        assertThat(PollLag.howFar("")).isEmpty();
    }
}
