package io.sluice.local.bench.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.bench.correlation.Variant.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VariantTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

    /** One a minute, recorded backwards. */
    private static final List<Event> EVENTS = IntStream.range(0, 500)
            .mapToObj(i -> new Event("alerts", "t/" + i, "{}", Map.of(), BEGIN.plus(Duration.ofMinutes(500L - i))))
            .toList();

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndTimeNeverGoesBack(Variant variant) {
        List<Arrival> arrivals = variant.arrange(EVENTS);

        assertThat(new HashSet<>(arrivals.stream().map(Arrival::event).toList()))
                .isEqualTo(new HashSet<>(EVENTS));
        assertThat(arrivals).isSortedAccordingTo(Comparator.comparing(Arrival::at));
    }

    @ParameterizedTest
    @EnumSource
    void everyRunGetsTheSame(Variant variant) {
        List<Arrival> again = variant.arrange(EVENTS);

        assertThat(variant.arrange(EVENTS)).isEqualTo(again);
    }

    @Test
    void inOrderEachArrivesWhenItCameAbout() {
        assertThat(Variant.IN_ORDER.arrange(EVENTS))
                .hasSameSizeAs(EVENTS)
                .allMatch(arrival -> arrival.at().equals(arrival.event().time()));
    }

    @Test
    void shuffledTheyAreInNoOrder() {
        List<Event> events =
                Variant.SHUFFLED.arrange(EVENTS).stream().map(Arrival::event).toList();

        assertThat(events).hasSameSizeAs(EVENTS);
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(Event::time));
        assertThat(events).isNotEqualTo(sorted);
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
}
