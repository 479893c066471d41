package io.sluice.local.bench.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.local.UserError;
import io.sluice.local.bench.incidents.IngestBenchmark.Plan;
import io.sluice.local.bench.incidents.IngestBenchmark.Result;
import io.sluice.local.bench.incidents.IngestBenchmark.Round;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestBenchmarkTest {

    private static final Round COLD = round(1000, Duration.ofSeconds(10), Duration.ofSeconds(4));
    private static final Round WARM = round(3000, Duration.ofSeconds(10), Duration.ofMillis(600));

    @Test
    void anAlertCostsItsShareOfTheProcessorTime() {
        assertThat(WARM.cpuMicrosPerAlert("incident-poller")).isEqualTo(200);
        assertThat(WARM.cpuMicrosPerAlert("postgres")).isZero();
        assertThat(WARM.alertsPerSecond()).isEqualTo(300);
    }

    @Test
    void theLastRoundIsComparedWithWhatAPlainProducerDoesWithAllOfThem() {
        Result result = new Result(List.of(COLD, WARM), new RawProduction(8000, 40_000_000, Duration.ofSeconds(4)));

        assertThat(result.steady()).isEqualTo(WARM);
        assertThat(result.rawAlertsPerSecond()).isEqualTo(1000);
        assertThat(result.shareOfRaw()).isCloseTo(0.3, within(1e-9));
        assertThat(result.raw().megabytesPerSecond()).isEqualTo(10);
    }

    @Test
    void thereMustBeSomethingToMeasure() {
        assertThatThrownBy(() -> new Plan(0, 3)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Plan(1, 0)).isInstanceOf(UserError.class);
    }

    private static Round round(int alerts, Duration time, Duration cpu) {
        return new Round(alerts, 7000L * alerts, time, Map.of("incident-poller", cpu), 400);
    }
}
