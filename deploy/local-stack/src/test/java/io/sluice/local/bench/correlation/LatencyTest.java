package io.sluice.local.bench.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void halfAreAsSoonAsTheMedianAndNinetyNineOfAHundredAsTheP99() {
        List<Duration> latencies = IntStream.rangeClosed(1, 200)
                .mapToObj(i -> Duration.ofMillis(201L - i))
                .toList();

        assertThat(Latency.of(10, latencies))
                .isEqualTo(
                        new Latency(10, 200, Duration.ofMillis(100), Duration.ofMillis(198), Duration.ofMillis(200)));
    }
}
