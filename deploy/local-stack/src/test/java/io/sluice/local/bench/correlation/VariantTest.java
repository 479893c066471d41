package io.sluice.local.bench.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VariantTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

    /** One a minute. */
    private static final List<Arrival> EVENTS = IntStream.range(0, 500)
            .mapToObj(i -> BEGIN.plus(Duration.ofMinutes(i)))
            .map(time -> new Arrival(new Event("alerts", "t/" + time, "{}", Map.of(), time), time))
            .toList();

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndTimeNeverGoesBack(Variant variant) {
        List<Arrival> arrivals = variant.arrange(EVENTS);

        assertThat(events(arrivals)).isEqualTo(events(EVENTS));
        assertThat(arrivals).isSortedAccordingTo(Comparator.comparing(Arrival::at));
    }

    @ParameterizedTest
    @EnumSource
    void everyRunGetsTheSame(Variant variant) {
        List<Arrival> again = variant.arrange(EVENTS);

        assertThat(variant.arrange(EVENTS)).isEqualTo(again);
    }

    @Test
    void inOrderNothingIsChanged() {
        assertThat(Variant.IN_ORDER.arrange(EVENTS)).isEqualTo(EVENTS);
    }

    @Test
    void shuffledTheyAreInNoOrder() {
        List<Arrival> arrivals = Variant.SHUFFLED.arrange(EVENTS);

        assertThat(arrivals).hasSameSizeAs(EVENTS);
        assertThat(arrivals.stream()
                        .filter(arrival -> arrival.at().equals(arrival.event().time()))
                        .count())
                .isLessThan(20);
    }

    @Test
    void doubledSomeComeAgainLaterAlsoAfterNewerOnes() {
        List<Arrival> arrivals = Variant.DOUBLED.arrange(EVENTS);

        assertThat(arrivals).hasSizeBetween(600, 700);
        assertThat(arrivals)
                .anyMatch(arrival -> arrival.at().isAfter(arrival.event().time().plus(Duration.ofHours(1))));
    }

    @Test
    void delayedAFifthArrivesAnHourLate() {
        List<Arrival> arrivals = Variant.DELAYED.arrange(EVENTS);

        assertThat(arrivals).hasSameSizeAs(EVENTS);
        assertThat(arrivals.stream()
                        .filter(arrival ->
                                arrival.at().equals(arrival.event().time().plus(Duration.ofHours(1))))
                        .count())
                .isBetween(70L, 130L);
    }

    private static Set<Event> events(List<Arrival> arrivals) {
        return arrivals.stream().map(Arrival::event).collect(Collectors.toSet());
    }
}
