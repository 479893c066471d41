package io.sluice.polling.emission;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.polling.emission.Emitted.Alike;
import io.sluice.polling.emission.Emitted.Place;
import io.sluice.polling.emission.Emitted.Source;
import io.sluice.polling.emission.Emitted.Telling;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmittedTest {

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    @Property
    void theLastVersionsAreRememberedNewestFirst(@ForAll @IntRange(min = 1, max = 30) int count) {
        @Nullable Emitted emitted = null;
        for (int i = 0; i < count; i++) {
            emitted = Emitted.after(emitted, Telling.of(version(i)), NOON.plusSeconds(i));
        }

        assertThat(emitted).isNotNull().satisfies(last -> {
            assertThat(Emitted.of(last.toBytes())).isEqualTo(last);
            assertThat(last.tellings())
                    .extracting(Telling::version)
                    .hasSize(Math.min(count, Emitted.REMEMBERED))
                    .startsWith(version(count - 1));
            assertThat(last.changedAt()).isEqualTo(NOON.plusSeconds(count - 1));
        });
    }

    @Test
    void whatWasTrueBeforeIsPastWheneverItIsRead() {
        Emitted emitted = new Emitted(NOON, List.of(Telling.of(version(1))));

        assertThat(emitted.isNewerThan(NOON.minusMillis(1), NOON.plusSeconds(9)))
                .isTrue();
        assertThat(emitted.isNewerThan(NOON, NOON.plusSeconds(9))).isFalse();
        assertThat(emitted.isNewerThan(NOON.plusMillis(1), NOON.plusSeconds(9))).isFalse();
    }

    @Test
    void aTimeStampFromTheFutureDoesNotKeepOutWhatComesLater() {
        Emitted emitted = new Emitted(NOON.plusSeconds(3600), List.of(Telling.of(version(1))));

        assertThat(emitted.isNewerThan(NOON, NOON.plusSeconds(9))).isFalse();
    }

    private static String version(int number) {
        return String.format("%016x", number);
    }

    @Test
    void whatIsSaidAgainSinceALaterTimeIsAReturnAndWhatIsReadLateIsNot() {
        Instant t0 = Instant.parse("2026-08-01T06:00:00Z");
        Emitted emitted = Emitted.after(
                Emitted.after(null, Telling.of("aaaaaaaaaaaaaaaa"), t0),
                Telling.of("bbbbbbbbbbbbbbbb"),
                t0.plusSeconds(60));

        assertThat(emitted.isReturn("aaaaaaaaaaaaaaaa", t0.plusSeconds(120))).isTrue();
        assertThat(emitted.isReturn("aaaaaaaaaaaaaaaa", t0.plusSeconds(60)))
                .as("two states of one time, of which a query shows now this and now that")
                .isFalse();
        assertThat(emitted.isReturn("aaaaaaaaaaaaaaaa", t0)).isFalse();
        assertThat(emitted.isReturn("bbbbbbbbbbbbbbbb", t0.plusSeconds(120)))
                .as("written down once more")
                .isFalse();
        assertThat(emitted.isReturn("aaaaaaaaaaaaaaaa", t0.plusSeconds(86_400)))
                .as("a clock that is behind Microsoft's hides nothing")
                .isTrue();
    }

    @Test
    void whatReturnedIsTheNewestAndIsNoReturnWhenItIsWrittenDownOnceMore() {
        Instant t0 = Instant.parse("2026-08-01T06:00:00Z");
        Emitted emitted = Emitted.after(
                Emitted.after(null, Telling.of("aaaaaaaaaaaaaaaa"), t0),
                Telling.of("bbbbbbbbbbbbbbbb"),
                t0.plusSeconds(60));

        Emitted returned = Emitted.after(emitted, Telling.of("aaaaaaaaaaaaaaaa"), t0.plusSeconds(120));

        assertThat(returned.tellings())
                .extracting(Telling::version)
                .containsExactly("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb");
        assertThat(returned.isReturn("aaaaaaaaaaaaaaaa", t0.plusSeconds(180))).isFalse();
        assertThat(returned.isReturn("bbbbbbbbbbbbbbbb", t0.plusSeconds(180))).isTrue();
    }

    // ---- several interfaces

    private static Telling telling(String source, int version, int gist) {
        return new Telling(version(version), new Alike(version(100 + gist), Source.named(source)));
    }

    @Test
    void whatOneInterfaceToldAnotherDoesNotTellAgain() {
        Emitted emitted = Emitted.after(null, telling("xdr", 1, 1), NOON);

        assertThat(emitted.isToldByAnother(telling("graph", 2, 1))).isTrue();
        assertThat(emitted.isToldByAnother(telling("graph", 2, 2)))
                .as("it says more")
                .isFalse();
        assertThat(emitted.isToldByAnother(Telling.of(version(2)))).isFalse();
    }

    @Test
    void whatAnInterfaceAddsThatItAloneSaysIsTold() {
        Emitted emitted = Emitted.after(null, telling("xdr", 1, 1), NOON);
        assertThat(emitted.isToldByAnother(telling("xdr", 2, 1))).isFalse();

        Emitted both = emitted.and(telling("graph", 3, 1));
        assertThat(both.has(version(3))).isTrue();
        assertThat(both.isLast(version(1))).isTrue();
        assertThat(both.isToldByAnother(telling("graph", 4, 1))).isFalse();
        assertThat(Emitted.of(both.toBytes())).isEqualTo(both);
    }

    @Test
    void whatIsKnownStaysWithWhatItIsKnownFor() {
        Emitted emitted = new Emitted(NOON, List.of());
        for (int i = 0; i < Emitted.REMEMBERED; i++) {
            emitted = Emitted.after(emitted, telling("xdr", i, i), NOON.plusSeconds(i));
        }

        Emitted both = emitted.and(telling("graph", 50, 5));

        assertThat(both.tellings())
                .extracting(Telling::version)
                .hasSize(Emitted.REMEMBERED)
                .containsSubsequence(version(7), version(6), version(5), version(50), version(4));
    }

    @Test
    void whatWasKnownBeforeAnInterfaceJoinedStaysKnown() {
        Emitted emitted = Emitted.after(
                Emitted.of(Emitted.after(null, Telling.of(version(1)), NOON).toBytes()),
                telling("xdr", 2, 2),
                NOON.plusSeconds(1));

        assertThat(Emitted.of(emitted.toBytes())).isEqualTo(emitted);
        assertThat(emitted.has(version(1))).isTrue();
        assertThat(emitted.isToldByAnother(telling("graph", 3, 2))).isTrue();
    }

    @Test
    void aPlaceIsKeptWithVersionsOfBothLengthsAndMissingWhereItWasNotWritten() {
        Emitted alone = Emitted.after(null, Telling.of(version(1)), NOON);
        Emitted shared = Emitted.after(null, telling("xdr", 1, 1), NOON);

        assertThat(List.of(alone, shared)).allSatisfy(emitted -> {
            Emitted placed = emitted.at(Place.named("a", NOON));
            assertThat(Emitted.of(placed.toBytes())).isEqualTo(placed);
            assertThat(Emitted.of(emitted.toBytes()).place()).isNull();
        });
    }

    @Test
    void backIsWhatWasReadLaterAndElsewhereAtTheSameTimeOfChange() {
        Emitted emitted = Emitted.after(Emitted.after(null, Telling.of(version(1)), NOON), Telling.of(version(2)), NOON)
                .at(Place.named("b", NOON));
        Place later = Place.named("a", NOON.plusSeconds(1));

        assertThat(emitted.isMovedBack(version(1), NOON, later)).isTrue();
        assertThat(emitted.isMovedBack(version(2), NOON, later)).isFalse();
        assertThat(emitted.isMovedBack(version(1), NOON.minusMillis(1), later)).isFalse();
        assertThat(emitted.isMovedBack(version(1), NOON, Place.named("a", NOON)))
                .isFalse();
        assertThat(emitted.isMovedBack(version(1), NOON, Place.named("b", NOON.plusSeconds(1))))
                .isFalse();
        assertThat(emitted.at(null).isMovedBack(version(1), NOON, later)).isFalse();
    }
}
