package io.sluice.polling.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueTimesTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");

    private final DueTimes times = new DueTimes();

    @Test
    void theLongestDueComesFirstAndWhatIsNotDueStays() {
        times.set("b", NOW.minusSeconds(1));
        times.set("a", NOW.minusSeconds(2));
        times.set("later", NOW.plusSeconds(1));

        assertThat(times.take(NOW)).containsExactly("a", "b");
        assertThat(times.take(NOW)).isEmpty();
        assertThat(times.take(NOW.plusSeconds(1))).containsExactly("later");
    }

    @Test
    void onlyTheLastTimeThatWasSetCounts() {
        times.set("a", NOW);
        times.set("a", NOW.plusSeconds(10));
        times.set("b", NOW.plusSeconds(10));
        times.set("b", NOW);
        times.set("c", NOW);
        times.remove("c");

        assertThat(times.take(NOW)).containsExactly("b");
    }

    @Test
    void whereTheClockWasSetBackEverythingIsLookedAt() {
        times.set("a", NOW.plus(Duration.ofHours(5)));
        assertThat(times.take(NOW)).isEmpty();

        assertThat(times.take(NOW.minus(Duration.ofHours(5)))).containsExactly("a");
    }
}
