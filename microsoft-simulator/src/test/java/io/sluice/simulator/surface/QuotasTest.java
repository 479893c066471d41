package io.sluice.simulator.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.SettableClock;
import io.sluice.simulator.surface.Quotas.Limit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-04T05:06:07Z"));

    private static int admitted(Quotas quotas, String tenant, String client, int calls) {
        int admitted = 0;
        for (int i = 0; i < calls; i++) {
            if (quotas.take(tenant, client).granted()) {
                admitted++;
            }
        }
        return admitted;
    }

    @Test
    void theFiftyFirstCallOfAMinuteWaitsForTheNextMinute() {
        Quotas quotas = new Quotas(clock, Limit.each(Duration.ofMinutes(1), 50), Limit.each(Duration.ofHours(1), 1500));
        assertThat(admitted(quotas, "t", "c", 50)).isEqualTo(50);
        clock.advance(Duration.ofSeconds(20));
        assertThat(quotas.take("t", "c").pause()).isEqualTo(Duration.ofSeconds(40));
        clock.advance(Duration.ofSeconds(40));
        assertThat(admitted(quotas, "t", "c", 60)).isEqualTo(50);
    }

    @Test
    void fifteenHundredCallsAnHourAreAllThereAre() {
        Quotas quotas = new Quotas(clock, Limit.each(Duration.ofMinutes(1), 50), Limit.each(Duration.ofHours(1), 1500));
        int admitted = 0;
        for (int minute = 0; minute < 40; minute++) {
            admitted += admitted(quotas, "t", "c", 50);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(admitted).isEqualTo(1500);
        assertThat(quotas.take("t", "c").pause()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void tenantsAndApplicationsAreCountedApart() {
        Quotas quotas = new Quotas(clock, Limit.each(Duration.ofMinutes(1), 1), Limit.each(Duration.ofHours(1), 0));
        assertThat(quotas.take("t", "c").pause()).isZero();
        assertThat(quotas.take("t", "c").pause()).isPositive();
        assertThat(quotas.take("u", "c").pause()).isZero();
        assertThat(quotas.take("t", "d").pause()).isZero();
    }

    @Test
    void aLimitOfZeroIsNone() {
        assertThat(admitted(
                        new Quotas(clock, Limit.each(Duration.ofMinutes(1), 0), Limit.each(Duration.ofHours(1), 0)),
                        "t",
                        "c",
                        5000))
                .isEqualTo(5000);
    }

    @Test
    void aBucketIsFilledAgainBitByBitAndTellsWhatIsLeft() {
        Quotas quotas = new Quotas(clock, Limit.bucket(250, 25));
        assertThat(quotas.take("t", "c").left()).isEqualTo(249);
        assertThat(admitted(quotas, "t", "c", 300)).isEqualTo(249);
        clock.advance(Duration.ofSeconds(2));
        assertThat(admitted(quotas, "t", "c", 300)).isEqualTo(50);
    }
}
