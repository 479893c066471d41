package io.sluice.local.bench.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.bench.incidents.Arrivals.Outcome;
import io.sluice.local.simulator.TrueAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration QUICK = Duration.ofSeconds(15);

    private final Arrivals arrivals = new Arrivals();

    @Test
    void aLatencyIsFromBeingVisibleToTheFirstArrival() {
        arrivals.add("t/a", at(10).toEpochMilli(), at(18));
        arrivals.add("t/a", at(10).toEpochMilli(), at(60));

        assertThat(outcome(version(1, 10, 12, null))).isEqualTo(new Outcome(List.of(Duration.ofSeconds(6)), 0, 0));
    }

    @Test
    void whatWasReplacedSoonNeedNotArriveAndEverythingElseMust() {
        arrivals.add("t/a", at(30).toEpochMilli(), at(40));

        assertThat(outcome(version(1, 10, 12, 31), version(2, 20, 25, 31), version(3, 30, 31, null)))
                .isEqualTo(new Outcome(List.of(Duration.ofSeconds(9)), 1, 1));
    }

    @Test
    void whatChangesWithoutANewTimeStampIsLeftOut() {
        arrivals.add("t/a", at(10).toEpochMilli(), at(18));

        assertThat(outcome(version(1, 10, 12, 20), version(2, 10, 20, null)).latencies())
                .hasSize(1);
    }

    @Test
    void whatWasVisibleBeforeOrAfterTheMeasurementIsLeftOut() {
        assertThat(outcome(version(1, -10, -5, null))).isEqualTo(new Outcome(List.of(), 0, 0));
        assertThat(outcome(version(1, 99, 100, null))).isEqualTo(new Outcome(List.of(), 0, 0));
    }

    @Test
    void outcomesOfTenantsAddUp() {
        Outcome one = new Outcome(List.of(Duration.ofSeconds(1)), 1, 2);
        Outcome other = new Outcome(List.of(Duration.ofSeconds(2)), 3, 4);

        assertThat(one.and(other)).isEqualTo(new Outcome(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), 4, 6));
    }

    private Outcome outcome(TrueAlert... versions) {
        return arrivals.of(List.of(versions), NOON, at(100), QUICK);
    }

    private static TrueAlert version(int number, int changed, int from, @Nullable Integer until) {
        return new TrueAlert(
                "t",
                "A",
                number,
                at(from),
                until == null ? null : at(until),
                "1",
                at(changed),
                "title",
                "High",
                "New",
                1);
    }

    private static Instant at(int seconds) {
        return NOON.plusSeconds(seconds);
    }
}
