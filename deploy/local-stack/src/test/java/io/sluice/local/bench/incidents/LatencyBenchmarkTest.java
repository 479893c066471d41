package io.sluice.local.bench.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.bench.Percentiles;
import io.sluice.local.bench.incidents.LatencyBenchmark.Plan;
import io.sluice.local.bench.incidents.LatencyBenchmark.Result;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyBenchmarkTest {

    private static final List<Duration> NINETY_NINE =
            IntStream.rangeClosed(1, 99).mapToObj(Duration::ofSeconds).toList();

    @Test
    void whatIsMissingCountsAsLaterThanAll() {
        Result result = new Result(1, 99, 5, 1, new Percentiles(NINETY_NINE));

        assertThat(result.of(0.5)).hasSeconds(50);
        assertThat(result.of(0.99)).hasSeconds(99);
        assertThat(result.of(1)).hasDays(1);
    }

    @Test
    void eachOfManyTenantsIsBusyAndOneAloneIsBusier() {
        assertThat(new Plan(1, Duration.ofMinutes(1)).rate()).isEqualTo(900);
        assertThat(new Plan(200, Duration.ofMinutes(1)).rate()).isEqualTo(90);
    }
}
