package io.sluice.polling.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-02-03T10:11:12Z, 2026-02-03T10:11:12Z",
        "2026-02-03T10:11:12.5Z, 2026-02-03T10:11:12.500Z",
        "2026-02-03T10:11:12.07Z, 2026-02-03T10:11:12.070Z",
        "2026-02-03T10:11:12.0733333Z, 2026-02-03T10:11:12.073Z",
        "2026-02-03T10:11:12.9999999Z, 2026-02-03T10:11:12.999Z",
        "2026-02-03T10:11:12.073, 2026-02-03T10:11:12.073Z",
        "2026-02-03T10:11:12, 2026-02-03T10:11:12Z",
        "2026-02-03 10:11:12Z, 2026-02-03T10:11:12Z",
        "2026-02-03T10:11:12+02:00, 2026-02-03T08:11:12Z",
        "2026-02-03T10:11:12.25-00:30, 2026-02-03T10:41:12.250Z",
        "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z"
    })
    void whatMicrosoftWritesIsRead(String text, Instant expected) {
        assertThat(SourceTime.parse(text))
                .isNotNull()
                .satisfies(time -> assertThat(time.epochMillis()).isEqualTo(expected.toEpochMilli()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-03",
                "2026-02-30T00:00:00Z",
                "2025-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "2026-02-03T24:00:00Z",
                "2026-02-03T10:60:00Z",
                "2026-02-03T10:11:60Z",
                "2026-02-03T10:11:12.Z",
                "2026-02-03T10:11:12.1234567890Z",
                "2026-02-03T10:11:12ZZ",
                "2026-02-03T10:11:12 Z",
                "2026-02-03T10:11:12+2:00",
                "2026-02-03T10:11:12+02:99",
                "2026-02-03T1x:11:12Z",
                "0001-01-01T00:00:00Z"
            })
    void whatIsNoTimeIsNone(String text) {
        assertThat(SourceTime.parse(text)).isNull();
    }

    @Test
    void everyDigitIsKeptInTheText() {
        assertThat(SourceTime.parse("2026-02-03 10:11:12.0733333"))
                .isEqualTo(new SourceTime(1_770_113_472_073L, "2026-02-03T10:11:12.0733333Z"));
    }

    @Property
    void itAgreesWithTheJdkAboutEveryTime(
            @ForAll @LongRange(min = 0, max = 7_000_000_000L) long second,
            @ForAll @IntRange(max = 9_999_999) int ticks) {
        Instant instant = Instant.ofEpochSecond(second, ticks * 100L);

        assertThat(SourceTime.parse(instant.toString()))
                .isNotNull()
                .satisfies(time -> assertThat(time.epochMillis()).isEqualTo(instant.toEpochMilli()));
    }
}
