package io.sluice.connections.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120|PT2M",
                " 7 |PT7S",
                "0|PT1S",
                "999999|PT1H",
                "Fri, 1 May 2026 10:01:30 GMT|PT1M30S",
                "Fri, 1 May 2026 09:00:00 GMT|PT1S",
                "soon|PT30S",
                "-5|PT30S",
                "99999999999|PT30S",
            })
    void everyFormIsUnderstoodWithinReason(String header, Duration wait) {
        assertThat(RetryAfter.of(header, NOW)).isEqualTo(wait);
    }

    @Test
    void withoutOneTheWaitIsHalfAMinute() {
        assertThat(RetryAfter.of(null, NOW)).isEqualTo(Duration.ofSeconds(30));
    }
}
