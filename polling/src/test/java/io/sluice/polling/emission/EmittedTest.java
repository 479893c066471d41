package io.sluice.polling.emission;

import static org.assertj.core.api.Assertions.assertThat;

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
            emitted = Emitted.after(emitted, version(i), NOON.plusSeconds(i));
        }

        assertThat(emitted).isNotNull().satisfies(last -> {
            assertThat(Emitted.of(last.toBytes())).isEqualTo(last);
            assertThat(last.versions())
                    .hasSize(Math.min(count, Emitted.REMEMBERED))
                    .startsWith(version(count - 1));
            assertThat(last.changedAt()).isEqualTo(NOON.plusSeconds(count - 1));
        });
    }

    @Test
    void whatWasTrueBeforeIsPastWheneverItIsRead() {
        Emitted emitted = new Emitted(NOON, List.of(version(1)));

        assertThat(emitted.isNewerThan(NOON.minusMillis(1), NOON.plusSeconds(9)))
                .isTrue();
        assertThat(emitted.isNewerThan(NOON, NOON.plusSeconds(9))).isFalse();
        assertThat(emitted.isNewerThan(NOON.plusMillis(1), NOON.plusSeconds(9))).isFalse();
    }

    @Test
    void aTimeStampFromTheFutureDoesNotKeepOutWhatComesLater() {
        Emitted emitted = new Emitted(NOON.plusSeconds(3600), List.of(version(1)));

        assertThat(emitted.isNewerThan(NOON, NOON.plusSeconds(9))).isFalse();
    }

    private static String version(int number) {
        return String.format("%016x", number);
    }

    @Test
    void whatIsSaidAgainSinceALaterTimeIsAReturnAndWhatIsReadLateIsNot() {
        Instant t0 = Instant.parse("2026-08-01T06:00:00Z");
        Emitted emitted =
                Emitted.after(Emitted.after(null, "aaaaaaaaaaaaaaaa", t0), "bbbbbbbbbbbbbbbb", t0.plusSeconds(60));

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
        Emitted emitted =
                Emitted.after(Emitted.after(null, "aaaaaaaaaaaaaaaa", t0), "bbbbbbbbbbbbbbbb", t0.plusSeconds(60));

        Emitted returned = Emitted.after(emitted, "aaaaaaaaaaaaaaaa", t0.plusSeconds(120));

        assertThat(returned.versions()).containsExactly("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb");
        assertThat(returned.isReturn("aaaaaaaaaaaaaaaa", t0.plusSeconds(180))).isFalse();
        assertThat(returned.isReturn("bbbbbbbbbbbbbbbb", t0.plusSeconds(180))).isTrue();
    }
}
