package io.sluice.quarantine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class NetworkMessageIdTest {

    private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");

    /** Returns the last two groups of an id that was made at an instant. */
    static String lastDigits(Instant made) {
        long ticks = 621_355_968_000_000_000L + made.getEpochSecond() * 10_000_000L + made.getNano() / 100;
        String digits = String.format("%012x", ticks >>> 16);
        return "8333-" + digits;
    }

    @Test
    void itsLastDigitsAreTheTimeInDotNetTicks() {
        // The first seconds of 2025 are 638,712,864,000,000,000 ticks, 0x08DD29F73C314000.
        NetworkMessageId id = new NetworkMessageId("d2d8a2f4-1f5e-4e3a-8f2a-08dd29f73c31");

        assertThat(id.seemsMadeAt(NOW))
                .hasValueSatisfying(made -> assertThat(made)
                        .isCloseTo(Instant.parse("2025-01-01T00:00:00Z"), within(10, ChronoUnit.MILLIS)));
    }

    @Test
    void anIdOfAnotherKindHasNoTime() {
        assertThat(new NetworkMessageId("d2d8a2f4-1f5e-4e3a-8f2a-ffffffffffff").seemsMadeAt(NOW))
                .isEmpty();
        assertThat(new NetworkMessageId("d2d8a2f4-1f5e-4e3a-8f2a-000000000001").seemsMadeAt(NOW))
                .isEmpty();
    }

    @Test
    void itIsTheFirstHalfOfIdentitiesInWhateverCase() {
        NetworkMessageId id = new NetworkMessageId(" D2D8A2F4-1F5E-4E3A-8F2A-08DD29F73C31");

        assertThat(id.isOf("D2D8A2F4-1F5E-4E3A-8F2A-08DD29F73C31\\x")).isTrue();
        assertThat(id.isOf("D2D8A2F4-1F5E-4E3A-8F2A-08DD29F73C31x")).isFalse();
        assertThatThrownBy(() -> new NetworkMessageId("d2d8a2f4")).isInstanceOf(IllegalArgumentException.class);
    }
}
