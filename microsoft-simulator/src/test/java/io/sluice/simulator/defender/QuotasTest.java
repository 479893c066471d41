package io.sluice.simulator.defender;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-04T05:06:07Z"));

    private static int admitted(Quotas quotas, String tenant, String client, int calls) {
        int admitted = 0;
        for (int i = 0; i < calls; i++) {
            if (quotas.take(tenant, client).isZero()) {
                admitted++;
            }
        }
        return admitted;
    }

    @Test
    void theFiftyFirstCallOfAMinuteWaitsForTheNextMinute() {
        Quotas quotas = new Quotas(50, 1500, clock);
        assertThat(admitted(quotas, "t", "c", 50)).isEqualTo(50);
        clock.advance(Duration.ofSeconds(20));
        assertThat(quotas.take("t", "c")).isEqualTo(Duration.ofSeconds(40));
        clock.advance(Duration.ofSeconds(40));
        assertThat(admitted(quotas, "t", "c", 60)).isEqualTo(50);
    }

    @Test
    void fifteenHundredCallsAnHourAreAllThereAre() {
        Quotas quotas = new Quotas(50, 1500, clock);
        int admitted = 0;
        for (int minute = 0; minute < 40; minute++) {
            admitted += admitted(quotas, "t", "c", 50);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(admitted).isEqualTo(1500);
        assertThat(quotas.take("t", "c")).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void tenantsAndApplicationsAreCountedApart() {
        Quotas quotas = new Quotas(1, 0, clock);
        assertThat(quotas.take("t", "c")).isZero();
        assertThat(quotas.take("t", "c")).isPositive();
        assertThat(quotas.take("u", "c")).isZero();
        assertThat(quotas.take("t", "d")).isZero();
    }

    @Test
    void aLimitOfZeroIsNone() {
        assertThat(admitted(new Quotas(0, 0, clock), "t", "c", 5000)).isEqualTo(5000);
    }
}
