package io.sluice.enrichment.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AroundTest {

    private static final Instant TIME = Instant.parse("2026-05-04T08:40:00Z");
    private static final String SUBJECT = "fu-processes-on-device-0f4a2a4e-0000-4000-8000-000000000001";

    @Test
    void dayIsAskedAboutWithTheOnesBeforeAndAfter() {
        Around day = Around.day(TIME);

        assertThat(day.from()).isEqualTo("2026-05-03T00:00:00Z");
        assertThat(day.to()).isEqualTo("2026-05-06T00:00:00Z");
        assertThat(day.distance(TIME.minus(Duration.ofHours(8)))).isZero();
        assertThat(day.distance(TIME.minus(Duration.ofHours(9)))).isEqualTo(1);
        assertThat(day.distance(TIME.plus(Duration.ofDays(2)))).isEqualTo(-1);
    }

    @Test
    void hourIsAskedAboutFromTwoHoursBeforeToFourHoursAfterWhateverTheMinute() {
        Around hour = Around.hour(TIME);

        assertThat(hour.from()).isEqualTo("2026-05-04T06:00:00Z");
        assertThat(hour.to()).isEqualTo("2026-05-04T13:00:00Z");
        assertThat(hour.distance(TIME.plus(Duration.ofMinutes(19)))).isZero();
        assertThat(hour.distance(TIME.plus(Duration.ofMinutes(20)))).isEqualTo(1);
        assertThat(hour.distance(TIME.plus(Duration.ofMinutes(80)))).isEqualTo(-1);
    }

    @Test
    void nothingIsAwayFromTheDayOrHourThatIsInIt() {
        Around hour = Around.hour(TIME);
        assertThat(hour.away(Instant.parse("2026-05-04T08:00:00Z"))).isZero();
        assertThat(hour.away(Instant.parse("2026-05-04T08:59:59Z"))).isZero();
        assertThat(hour.away(Instant.parse("2026-05-04T07:59:00Z"))).hasMinutes(1);
        assertThat(hour.away(Instant.parse("2026-05-04T10:00:00Z"))).hasHours(1);

        Around day = Around.day(TIME);
        assertThat(day.away(Instant.parse("2026-05-04T23:59:59Z"))).isZero();
        assertThat(day.away(Instant.parse("2026-05-03T12:00:00Z"))).hasHours(12);
        assertThat(day.away(Instant.parse("2026-05-05T01:00:00Z"))).hasHours(1);
    }

    @Test
    void idSaysWhichDayOrHourIsMeant() {
        for (String id :
                new String[] {SUBJECT, SUBJECT + "-20260504", SUBJECT + "-2026050408", SUBJECT + "-2026050408.2"}) {
            assertThat(QuestionId.of(id)).map(QuestionId::text).contains(id);
        }
        assertThat(QuestionId.of(SUBJECT + "-2026050408"))
                .map(QuestionId::around)
                .contains(Around.hour(TIME));
        assertThat(QuestionId.of(SUBJECT + "-20260504")).map(QuestionId::around).contains(Around.day(TIME));
    }

    @Test
    void idOfATimeThatThereIsNotIsNone() {
        assertThat(QuestionId.of(SUBJECT + "-20260231")).isEqualTo(Optional.empty());
        assertThat(QuestionId.of(SUBJECT + "-2026050424")).isEqualTo(Optional.empty());
    }
}
