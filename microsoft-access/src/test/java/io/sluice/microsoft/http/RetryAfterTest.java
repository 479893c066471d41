package io.sluice.microsoft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:11:40Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "7                             | -                                        | 7",
                "7.0                           | -                                        | 7",
                "0.25                          | -                                        | 1",
                "tomorrow                      | Try again in 12 s                        | 12",
                "Tue, 03 Feb 2026 10:12:00 GMT | -                                        | 20",
                "Tue, 03 Feb 2026 10:00:00 GMT | -                                        | 1",
                "0                             | -                                        | 1",
                "999999                        | -                                        | 3600",
                "-                             | API calls quota exceeded, 35 seconds left | 35",
                "-                             | wait 41.5s                               | 41",
                "soon                          | no number here                           | 20",
                "-                             | -                                        | 20"
            })
    void allItsFormsAreObeyedAndElseTheNextFullMinute(@Nullable String header, @Nullable String text, long seconds) {
        assertThat(RetryAfter.of(header, text == null ? "" : text, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aWaitIsNeverLongerThanAnHourNorShorterThanASecond() {
        assertThat(RetryAfter.of("Fri, 03 Feb 2090 10:12:00 GMT", "", NOW)).isEqualTo(Duration.ofHours(1));
        assertThat(RetryAfter.of(null, "0 s", NOW)).isEqualTo(Duration.ofSeconds(1));
    }
}
