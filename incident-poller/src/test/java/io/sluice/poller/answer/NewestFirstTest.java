package io.sluice.poller.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NewestFirstTest {

    private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");
    private static final Window DAY = new Window(START, START.plus(Duration.ofDays(1)));
    private static final long MOST_BYTES = 1_000;

    private final List<Item> there = new ArrayList<>();
    private final List<Item> taken = new ArrayList<>();
    private int largestAllowed = Integer.MAX_VALUE;

    private record Item(int id, Instant time, long bytes) {}

    @Property(tries = 200)
    void allIsReadOnceAndNewestFirstWhateverSharesAnInstant(
            @ForAll @IntRange(max = 400) int count,
            @ForAll @IntRange(min = 1, max = 60) int instants,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        NewestFirstTest one = new NewestFirstTest();
        for (int id = 0; id < count; id++) {
            // Neighbours are a tick apart, so that windows become as small as they can.
            one.there.add(new Item(id, START.plusSeconds(77).plusNanos(100L * random.nextInt(instants)), 1));
        }

        assertThat(one.reader(10, Integer.MAX_VALUE).read(DAY)).isTrue();

        assertThat(one.taken)
                .containsExactlyInAnyOrderElementsOf(one.there)
                .isSortedAccordingTo(Comparator.comparing(Item::time).reversed());
    }

    @Test
    void whoHasEnoughReadsNoMore() throws Exception {
        spread(1_000);

        NewestFirst<Item> reader = reader(100, 30);

        assertThat(reader.read(DAY)).isFalse();
        assertThat(taken)
                .extracting(Item::id)
                .containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
        assertThat(reader.pagesRead()).isLessThan(10);
    }

    @Test
    void aPageThatIsMoreThanMayBeInMemoryIsReadInParts() throws Exception {
        spread(40);
        there.replaceAll(item -> new Item(item.id(), item.time(), MOST_BYTES / 3));
        there.add(new Item(40, START, 50 * MOST_BYTES));

        NewestFirst<Item> reader = reader(100, Integer.MAX_VALUE);
        reader.read(DAY);

        assertThat(taken)
                .extracting(Item::id)
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 40).boxed().toList());
        assertThat(reader.pagesRead()).isGreaterThan(40 / 3);
    }

    @Test
    void whatIsTooMuchForTheNetworkIsAskedForInSmallerPages() throws Exception {
        spread(60);
        largestAllowed = 7;

        reader(100, Integer.MAX_VALUE).read(DAY);

        assertThat(taken)
                .hasSize(60)
                .isSortedAccordingTo(Comparator.comparing(Item::time).reversed());
    }

    /** Gives items different times, the newest first. */
    private void spread(int count) {
        for (int id = 0; id < count; id++) {
            there.add(new Item(id, DAY.to().minus(Duration.ofSeconds(1 + 60L * id)), 1));
        }
    }

    private NewestFirst<Item> reader(int page, int wanted) {
        return new NewestFirst<>(
                this::page,
                Item::time,
                Item::bytes,
                item -> {
                    if (taken.size() == wanted) {
                        return false;
                    }
                    taken.add(item);
                    return true;
                },
                page,
                MOST_BYTES);
    }

    private Extent page(Window window, int top, int skip, ItemConsumer<Item> items)
            throws MicrosoftException, InterruptedException {
        List<Item> within = new ArrayList<>(there.stream()
                .filter(item ->
                        !item.time().isBefore(window.from()) && item.time().isBefore(window.to()))
                .toList());
        if (!window.isOneTick()) {
            Collections.shuffle(within, new Random(top));
        }
        List<Item> page = within.stream().skip(skip).limit(top).toList();
        if (page.size() > largestAllowed) {
            throw new MicrosoftException(new Unavailable("too much"));
        }
        for (Item item : page) {
            items.accept(item);
        }
        return new Extent(page.size(), false);
    }
}
