package io.sluice.polling.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");

    /** Seconds as a set say what is right. */
    @Property(tries = 500)
    void itHoldsEveryMomentThatWasAddedAndNotReadSince(
            @ForAll @Size(max = 12) List<@IntRange(max = 100) Integer> starts,
            @ForAll @Size(min = 12, max = 12) List<@IntRange(min = 1, max = 30) Integer> lengths) {
        Backlog backlog = Backlog.NONE;
        BitSet seconds = new BitSet();
        for (int i = 0; i < starts.size(); i++) {
            int from = starts.get(i);
            int to = from + lengths.get(i);
            boolean adds = i % 3 != 2;
            backlog = adds ? backlog.with(window(from, to)) : backlog.without(window(from, to));
            seconds.set(from, to, adds);
        }

        BitSet held = new BitSet();
        backlog.parts().forEach(part -> held.set(second(part.from()), second(part.to())));
        assertThat(held).isEqualTo(seconds);
        assertThat(backlog.length()).isEqualTo(Duration.ofSeconds(seconds.cardinality()));
        assertThat(Backlog.of(backlog.text())).isEqualTo(backlog);
        for (int i = 1; i < backlog.parts().size(); i++) {
            assertThat(backlog.parts().get(i - 1).to())
                    .isBefore(backlog.parts().get(i).from());
        }
    }

    @Test
    void theNewestIsReadFirst() {
        Backlog backlog = Backlog.NONE.with(window(0, 100)).with(window(200, 260));

        assertThat(backlog.newest(Duration.ofSeconds(40))).contains(window(220, 260));
        assertThat(backlog.without(window(200, 260)).newest(Duration.ofSeconds(400)))
                .contains(window(0, 100));
        assertThat(backlog.oldest()).contains(START);
        assertThat(Backlog.NONE.newest(Duration.ofSeconds(40))).isEmpty();
    }

    private static Window window(int from, int to) {
        return new Window(START.plusSeconds(from), START.plusSeconds(to));
    }

    private static int second(Instant instant) {
        return Math.toIntExact(Duration.between(START, instant).toSeconds());
    }
}
