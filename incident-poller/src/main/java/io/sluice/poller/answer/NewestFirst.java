package io.sluice.poller.answer;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.polling.window.Window;
import io.sluice.polling.window.WindowReader.Extent;
import io.sluice.polling.window.WindowReader.ItemConsumer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a window completely, newest items first, or as many of them as are wanted. A page that is full, or more than
 * should be in memory, is not used: its window is split, and the newer part read first, until each part fits. So the
 * order is right although Microsoft promises none, and whoever wants few items does not read all. Only items that share
 * one instant are paged, because nothing else tells them apart.
 *
 * @param <T> what a page holds
 */
final class NewestFirst<T> {

    private static final int SHRINK = 4;

    /** How often a page that cannot be made smaller is tried. */
    private static final int TRIES = 3;

    private final Pages<T> pages;
    private final Function<? super T, @Nullable Instant> timeOf;
    private final ToLongFunction<? super T> sizeOf;
    private final Taker<? super T> taker;
    private final int largestPage;
    private final long mostBytes;

    private int pageSize;
    private int read;
    private int failed;

    /** Where pages come from. */
    @FunctionalInterface
    interface Pages<T> {

        /**
         * Reads one page of a window.
         *
         * @param top how many items at most
         * @param skip how many to leave out first
         * @throws MicrosoftException if it cannot be read
         * @throws InterruptedException if the thread is to stop
         */
        Extent page(Window window, int top, int skip, ItemConsumer<T> items)
                throws MicrosoftException, InterruptedException;
    }

    /** Takes items, newest first. */
    @FunctionalInterface
    interface Taker<T> {

        /**
         * Takes an item, and says whether more are wanted.
         *
         * @throws InterruptedException if the thread is to stop
         */
        boolean take(T item) throws InterruptedException;
    }

    /**
     * Makes a reader.
     *
     * @param timeOf an item's place in the window; nothing where it has none
     * @param sizeOf how much memory an item takes, in bytes
     * @param largestPage how many items are asked for at once, at most
     * @param mostBytes how much a page may hold in memory, if it is not a single item
     */
    NewestFirst(
            Pages<T> pages,
            Function<? super T, @Nullable Instant> timeOf,
            ToLongFunction<? super T> sizeOf,
            Taker<? super T> taker,
            int largestPage,
            long mostBytes) {
        this.pages = pages;
        this.timeOf = timeOf;
        this.sizeOf = sizeOf;
        this.taker = taker;
        this.largestPage = largestPage;
        this.mostBytes = mostBytes;
        this.pageSize = largestPage;
    }

    /**
     * Reads a window.
     *
     * @return whether all of it has been read
     * @throws MicrosoftException if a part of it cannot be read; what is newer was taken
     * @throws InterruptedException if the thread is to stop
     */
    boolean read(Window whole) throws MicrosoftException, InterruptedException {
        Deque<Window> left = new ArrayDeque<>();
        left.push(whole);
        while (!left.isEmpty()) {
            Window window = left.pop();
            if (window.isOneTick()) {
                if (!readTick(window)) {
                    return false;
                }
                continue;
            }
            Page page = page(window);
            if (page == null) {
                left.push(window); // again, with the smaller page
            } else if (page.fits()) {
                if (!page.takeAll()) {
                    return false;
                }
            } else {
                Instant split = page.splitOf(window);
                left.push(window.before(split));
                left.push(window.from(split));
            }
        }
        return true;
    }

    /** Returns how many pages have been asked for. */
    int pagesRead() {
        return read;
    }

    /** Reads a page, or makes pages smaller and returns nothing if this one was too much. */
    private @Nullable Page page(Window window) throws MicrosoftException, InterruptedException {
        int asked = pageSize;
        Page page = new Page();
        Extent extent = extent(window, 0, page::add);
        if (extent == null) {
            return null;
        }
        page.full = isFull(extent, asked);
        return page;
    }

    private @Nullable Extent extent(Window window, int skip, ItemConsumer<T> items)
            throws MicrosoftException, InterruptedException {
        read++;
        try {
            Extent extent = pages.page(window, pageSize, skip, items);
            pageSize = Math.min(largestPage, pageSize * 2);
            failed = 0;
            return extent;
        } catch (MicrosoftException failure) {
            boolean passes = failure.failure() instanceof MalformedAnswer || failure.failure() instanceof Unavailable;
            if (!passes || (pageSize == 1 && ++failed == TRIES)) {
                throw failure;
            }
            pageSize = Math.max(1, pageSize / SHRINK);
            return null;
        }
    }

    private static boolean isFull(Extent extent, int asked) {
        return extent.continues() || extent.items() >= asked;
    }

    /** Items that share one instant have no order, and are taken as they come. */
    private boolean readTick(Window tick) throws MicrosoftException, InterruptedException {
        int skip = 0;
        boolean[] wanted = {true};
        while (wanted[0]) {
            int asked = pageSize;
            Extent extent = extent(tick, skip, item -> wanted[0] = wanted[0] && taker.take(item));
            if (extent == null) {
                continue;
            }
            if (extent.items() == 0 || !isFull(extent, asked)) {
                break;
            }
            skip += extent.items();
        }
        return wanted[0];
    }

    /** What there was on a page, as long as it is little enough. */
    private final class Page {

        private final List<T> items = new ArrayList<>();
        private final List<Instant> times = new ArrayList<>();
        private long bytes;
        private int count;
        private boolean full;

        void add(T item) {
            count++;
            Instant time = timeOf.apply(item);
            if (time != null) {
                times.add(time);
            }
            bytes += sizeOf.applyAsLong(item);
            if (isTooMuch()) {
                items.clear();
            } else {
                items.add(item);
            }
        }

        private boolean isTooMuch() {
            return count > 1 && bytes > mostBytes;
        }

        boolean fits() {
            return !full && !isTooMuch();
        }

        boolean takeAll() throws InterruptedException {
            items.sort(Comparator.comparing(
                    item -> timeOf.apply(item), Comparator.nullsLast(Comparator.<Instant>reverseOrder())));
            for (T item : items) {
                if (!taker.take(item)) {
                    return false;
                }
            }
            return true;
        }

        /** Returns the middle of what was seen, so that each part holds less than all of it. */
        Instant splitOf(Window window) {
            times.sort(Comparator.naturalOrder());
            if (times.isEmpty()) {
                return window.middle();
            }
            Instant median = times.get(times.size() / 2);
            if (window.canSplitAt(median)) {
                return median;
            }
            // Half of it is at the first instant, or is said to be elsewhere. What is at one instant can be paged.
            return median.isAfter(window.from())
                    ? window.middle()
                    : window.from().plus(Window.TICK);
        }
    }
}
