package io.sluice.polling.window;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a window completely. A page that is full may leave something out, and paging on a list that changes while one
 * reads loses and doubles items; so a window that fills a page is split, at the middle of what the page held, until
 * each part fits. What comes then is asked for in windows that are likely to fit, by what was found before. Only items
 * that share one instant are paged, because nothing else tells them apart.
 *
 * <p>Items of a full page are handed on too: they are true, and who receives them drops what it knows.
 *
 * @param <T> what a page holds
 */
public final class WindowReader<T> {

    /** How much smaller the next page is after one that was too much for the network or for Microsoft. */
    private static final int SHRINK = 4;

    /** So many pages in a row may say that there is more and show nothing, before that is a failure. */
    private static final int MOST_EMPTY_PAGES = 8;

    private final PageSource<T> source;
    private final Function<? super T, @Nullable String> changedAt;
    private final ItemConsumer<? super T> items;
    private final Progress progress;

    private final PageSizes sizes;
    private int pageSize;
    private int emptyPages;
    private @Nullable Duration fitting;

    /**
     * How many items are asked for at once.
     *
     * @param largest as many as are asked for as long as nothing speaks against it
     * @param smallest as few as are asked for when more was too much for the network or for Microsoft
     */
    public record PageSizes(int largest, int smallest) {}

    /**
     * What there was on a page.
     *
     * @param items how many items
     * @param continues whether there may be more of them
     */
    public record Extent(int items, boolean continues) {}

    /** Takes the items of a page one by one. */
    @FunctionalInterface
    public interface ItemConsumer<T> {

        /**
         * Takes an item.
         *
         * @throws InterruptedException if the thread is to stop
         */
        void accept(T item) throws InterruptedException;
    }

    /** Where pages come from. */
    @FunctionalInterface
    public interface PageSource<T> {

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

    /** Told when everything before an instant has been read. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Everything before this instant has been handed on.
         *
         * @throws InterruptedException if the thread is to stop
         */
        void completeTo(Instant instant) throws InterruptedException;
    }

    /**
     * Makes a reader for one poll.
     *
     * @param changedAt tells an item's place in the window, an ISO 8601 time; nothing where it has none
     */
    public WindowReader(
            PageSource<T> source,
            PageSizes sizes,
            Function<? super T, @Nullable String> changedAt,
            ItemConsumer<? super T> items,
            Progress progress) {
        this.source = source;
        this.sizes = sizes;
        this.pageSize = sizes.largest();
        this.changedAt = changedAt;
        this.items = items;
        this.progress = progress;
    }

    /**
     * Reads a window, oldest part first.
     *
     * @throws MicrosoftException if a part of it cannot be read; what came before stays read
     * @throws InterruptedException if the thread is to stop
     */
    public void read(Window whole) throws MicrosoftException, InterruptedException {
        Deque<Window> left = new ArrayDeque<>();
        left.push(whole);
        while (!left.isEmpty()) {
            Window window = first(left);
            List<Instant> times = new ArrayList<>();
            int asked = pageSize;
            Extent extent = page(window, 0, times);
            if (extent == null) {
                left.push(window); // again, with the smaller page
            } else if (isFull(extent, asked) && !window.isOneTick()) {
                checkCondition(window, times);
                Instant split = splitOf(window, times);
                left.push(window.from(split));
                left.push(window.before(split));
                fitting = null;
            } else {
                if (isFull(extent, asked)) {
                    readOn(window, extent.items());
                }
                fitting = fitting(window, extent.items(), asked);
                progress.completeTo(window.to());
            }
        }
    }

    /** As much of what comes next as is likely to fit on a page, by what was found so far. */
    private Window first(Deque<Window> left) {
        Window next = left.pop();
        Duration most = fitting;
        if (most == null
                || Duration.between(next.from(), next.to())
                                .compareTo(most.multipliedBy(3).dividedBy(2))
                        <= 0
                || !next.canSplitAt(next.from().plus(most))) {
            return next;
        }
        left.push(next.from(next.from().plus(most)));
        return next.before(next.from().plus(most));
    }

    /** A window in which there would be two thirds of a page if it went on like this; all, where little is found. */
    private static @Nullable Duration fitting(Window window, int items, int page) {
        return items * 3 < page
                ? null
                : Duration.between(window.from(), window.to())
                        .multipliedBy(Math.max(1, page * 2L / 3))
                        .dividedBy(items);
    }

    /** Whoever leaves out the condition on the time would be asked for ever smaller windows without end. */
    private static void checkCondition(Window window, List<Instant> times) throws MicrosoftException {
        if (!times.isEmpty()
                && times.stream().noneMatch(time -> !time.isBefore(window.from()) && time.isBefore(window.to()))) {
            throw new MicrosoftException(
                    new MalformedAnswer("Microsoft shows something else than what was asked for: the condition on the"
                            + " time was not applied."));
        }
    }

    private static boolean isFull(Extent extent, int asked) {
        return extent.continues() || extent.items() >= asked;
    }

    /** Pages through items that share one instant. */
    private void readOn(Window tick, int read) throws MicrosoftException, InterruptedException {
        int skip = read;
        while (true) {
            int asked = pageSize;
            Extent extent = page(tick, skip, new ArrayList<>());
            if (extent == null) {
                continue;
            }
            if (!isFull(extent, asked)) {
                return;
            }
            skip += extent.items();
        }
    }

    /** Reads one page, or makes pages smaller and returns nothing if this one was too much. */
    private @Nullable Extent page(Window window, int skip, List<Instant> times)
            throws MicrosoftException, InterruptedException {
        Extent extent;
        try {
            extent = source.page(window, pageSize, skip, item -> {
                addTime(changedAt.apply(item), times);
                items.accept(item);
            });
        } catch (MicrosoftException failed) {
            boolean tooMuch = failed.failure() instanceof MalformedAnswer || failed.failure() instanceof Unavailable;
            if (tooMuch && pageSize > sizes.smallest()) {
                pageSize = Math.max(sizes.smallest(), pageSize / SHRINK);
                return null;
            }
            throw failed;
        }
        pageSize = Math.min(sizes.largest(), pageSize * 2); // what was too much may have passed
        emptyPages = extent.continues() && extent.items() == 0 ? emptyPages + 1 : 0;
        if (emptyPages > MOST_EMPTY_PAGES) {
            throw new MicrosoftException(new MalformedAnswer(
                    "Microsoft says that there is more, and shows nothing, however often it is asked."));
        }
        return extent;
    }

    private static void addTime(@Nullable String time, List<Instant> times) {
        if (time != null) {
            try {
                times.add(Instant.parse(time));
            } catch (DateTimeException notATime) {
                // The item goes on all the same; only where to split cannot be learnt from it.
            }
        }
    }

    /**
     * Where to split: the middle of what was seen, so that each part holds less than all of it; but not behind the
     * window's own middle, because a list that shows the newest first would be read from its end in small steps.
     */
    private static Instant splitOf(Window window, List<Instant> times) {
        Collections.sort(times);
        Instant middle = window.middle();
        if (times.isEmpty()) {
            return middle;
        }
        Instant median = times.get(times.size() / 2);
        if (!median.isAfter(window.from())) {
            return window.from().plus(Window.TICK);
        }
        return median.isBefore(middle) && window.canSplitAt(median) ? median : middle;
    }
}
