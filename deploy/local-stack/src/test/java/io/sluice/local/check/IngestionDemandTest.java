package io.sluice.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IngestionDemandTest {

    private static final Instant CONNECTED = Instant.parse("2026-02-03T10:00:00Z");

    private final IngestionDemand demand = new IngestionDemand(
            CONNECTED, Duration.ofHours(1), CONNECTED.plus(Duration.ofHours(2)), Duration.ofSeconds(60));

    @Test
    void whatIsCurrentIsDemandedAsFarBackAsTheFirstPollReads() {
        assertThat(of("2026-02-03T11:00:00Z", null)).isTrue();
        assertThat(of("2026-02-03T09:30:00Z", null)).isTrue();
        assertThat(of("2026-02-03T08:59:00Z", null)).isFalse();
    }

    @Test
    void whatCameAfterAllWasReadIsNotDemanded() {
        assertThat(of("2026-02-03T12:00:01Z", null)).isFalse();
    }

    @Test
    void whatNoQueryCouldFindIsNotDemanded() {
        assertThat(demand.of(null, null)).isFalse();
        assertThat(demand.of(null, CONNECTED)).isFalse();
    }

    @Test
    void whatWasReplacedIsDemandedIfItCouldBeReadForLongEnough() {
        assertThat(of("2026-02-03T11:00:00Z", "2026-02-03T11:01:01Z")).isTrue();
        assertThat(of("2026-02-03T11:00:00Z", "2026-02-03T11:01:00Z")).isFalse();
    }

    @Test
    void whatWasReplacedBeforeTheFirstPollWasOverIsNotDemanded() {
        assertThat(of("2026-02-03T09:00:00Z", "2026-02-03T10:01:30Z")).isFalse();
        assertThat(of("2026-02-03T09:00:00Z", "2026-02-03T10:02:01Z")).isTrue();
    }

    private boolean of(String from, @Nullable String until) {
        return demand.of(Instant.parse(from), until == null ? null : Instant.parse(until));
    }
}
