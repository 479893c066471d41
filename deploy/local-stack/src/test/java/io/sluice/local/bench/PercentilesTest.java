package io.sluice.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void aShareOfThemTookNoLongerThanItsPercentile() {
        Percentiles times = new Percentiles(IntStream.rangeClosed(1, 200)
                .mapToObj(i -> Duration.ofMillis(201L - i))
                .toList());

        assertThat(times.of(0.5)).hasMillis(100);
        assertThat(times.of(0.99)).hasMillis(198);
        assertThat(times.of(1)).hasMillis(200);
    }

    @Test
    void oneIsAllPercentiles() {
        Percentiles times = new Percentiles(List.of(Duration.ofSeconds(3)));

        assertThat(times.of(0.01)).isEqualTo(times.of(1)).hasSeconds(3);
    }

    @Test
    void nothingHasNone() {
        assertThatThrownBy(() -> new Percentiles(List.of())).hasMessage("Nothing was measured");
    }
}
