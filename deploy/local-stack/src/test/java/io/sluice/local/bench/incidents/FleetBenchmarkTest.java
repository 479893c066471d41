package io.sluice.local.bench.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.UserError;
import io.sluice.local.bench.incidents.FleetBenchmark.Plan;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetBenchmarkTest {

    @Test
    void theTimeBetweenPollsIsTheShortestThatTheCountsAllow() {
        var intervals = FleetBenchmark.intervals(
                Duration.ofMinutes(3), Map.of("often", 10L, "seldom", 10L), Map.of("often", 21L, "seldom", 13L));

        assertThat(intervals.of(0.5)).hasSeconds(15);
        assertThat(intervals.of(1)).hasSeconds(45);
    }

    @Test
    void aTimeInWhichNobodyNeedBePolledTwiceIsRefused() {
        assertThatThrownBy(() -> new Plan(10, Duration.ofSeconds(20))).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Plan(0, Duration.ofMinutes(1))).isInstanceOf(UserError.class);
    }
}
