package io.sluice.polling.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration FOUR = Duration.ofSeconds(4);
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void whereSomethingHappensPollsAreAsFastAsTheyMayBe() {
        assertThat(Pace.of(FOUR, TEN).after(true).present()).isEqualTo(FOUR);
    }

    @Test
    void whereNothingHappensTheyBecomeSlowerButNotSlowerThanTheConnectionSays() {
        Pace pace = Pace.of(FOUR, TEN).after(true).after(false);

        assertThat(pace.present()).isEqualTo(Duration.ofSeconds(6));
        assertThat(pace.after(false).after(false).after(false).present()).isEqualTo(TEN);
    }

    @Test
    void aConnectionThatWantsToBePolledFasterIs() {
        Pace pace = Pace.of(FOUR, Duration.ofSeconds(1));

        assertThat(pace.after(true).present()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.after(false).present()).isEqualTo(Duration.ofSeconds(1));
    }
}
