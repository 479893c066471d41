package io.sluice.microsoft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerClocksTest {

    private static final URI DEFENDER = URI.create("https://api.security.microsoft.com/api/incidents");
    private static final Instant NOW = Instant.parse("2026-02-03T10:11:40.25Z");

    private final ServerClocks clocks = new ServerClocks();

    @Test
    void nothingIsCorrectedAsLongAsTheClocksMayAgree() {
        assertThat(clocks.ahead(DEFENDER)).isZero();

        answer(NOW, Duration.ZERO, Duration.ofMillis(300));
        answer(NOW.plusMillis(700), Duration.ofMillis(200), Duration.ofMillis(300));

        assertThat(clocks.ahead(DEFENDER)).isZero();
    }

    @Property(tries = 300)
    void aClockThatIsAheadOrBehindIsKnownToTheRoundTripAfterSomeAnswersAndNeverTakenForLaterThanItIs(
            @ForAll @IntRange(min = -900_000, max = 900_000) int skewMillis,
            @ForAll @IntRange(min = 1, max = 400) int roundTripMillis) {
        Duration skew = Duration.ofMillis(skewMillis);
        ServerClocks some = new ServerClocks();
        for (int i = 0; i < 60; i++) {
            answer(some, NOW.plusMillis(i * 10_037L), skew, Duration.ofMillis(roundTripMillis));
        }

        Duration ahead = some.ahead(DEFENDER);

        if (skew.isPositive()) {
            assertThat(ahead).isBetween(Duration.ZERO, skew);
        } else {
            assertThat(ahead).isBetween(skew.minusMillis(roundTripMillis + 100L), Duration.ZERO);
        }
        if (Math.abs(skewMillis) > roundTripMillis + 1100) {
            assertThat(ahead.minus(skew).abs()).isLessThan(Duration.ofMillis(roundTripMillis + 100L));
        }
    }

    @Test
    void aClockThatIsSetIsLearntAnew() {
        for (int i = 0; i < 20; i++) {
            answer(NOW.plusMillis(i * 10_037L), Duration.ofMinutes(5), Duration.ofMillis(20));
        }
        assertThat(clocks.ahead(DEFENDER)).isGreaterThan(Duration.ofMinutes(4));

        answer(NOW.plusSeconds(300), Duration.ZERO, Duration.ofMillis(20));

        assertThat(clocks.ahead(DEFENDER)).isZero();
    }

    @Test
    void hostsHaveClocksOfTheirOwn() {
        answer(NOW, Duration.ofMinutes(5), Duration.ofMillis(20));

        assertThat(clocks.ahead(URI.create("https://graph.microsoft.com/v1.0"))).isZero();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "yesterday", "2026-02-03T10:11:40Z"})
    void whatIsNoDateSaysNothing(@Nullable String date) {
        clocks.answered(DEFENDER, NOW, NOW, date);

        assertThat(clocks.ahead(DEFENDER)).isZero();
    }

    private void answer(Instant askedAt, Duration skew, Duration roundTrip) {
        answer(clocks, askedAt, skew, roundTrip);
    }

    private static void answer(ServerClocks clocks, Instant askedAt, Duration skew, Duration roundTrip) {
        Instant written = askedAt.plus(skew).plus(roundTrip.dividedBy(2));
        clocks.answered(
                DEFENDER,
                askedAt,
                askedAt.plus(roundTrip),
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(written, ZoneOffset.UTC)));
    }
}
