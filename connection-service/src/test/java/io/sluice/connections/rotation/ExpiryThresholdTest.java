package io.sluice.connections.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ExpiryThresholdTest {

    @Property(tries = 200)
    void theThresholdIsTheSmallestThatIsNotSmallerThanTheTimeLeft(
            @ForAll @LongRange(min = -100, max = 1000) long hours) {
        Instant now = Instant.parse("2026-05-01T10:00:00Z");
        int[] days = {0, 1, 7, 14, 30};
        int expected = -1;
        for (int i = days.length - 1; i >= 0; i--) {
            expected = hours <= days[i] * 24L ? days[i] : expected;
        }
        assertThat(ExpiryThreshold.passed(now.plus(Duration.ofHours(hours)), now)
                        .map(ExpiryThreshold::days)
                        .orElse(-1))
                .isEqualTo(expected);
    }
}
