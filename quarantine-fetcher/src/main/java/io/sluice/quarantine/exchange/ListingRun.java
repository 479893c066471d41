package io.sluice.quarantine.exchange;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.quarantine.exchange.Listing.End;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists a window of the quarantine. Exchange pages by number and promises no order, so that a message that comes or
 * goes between two pages moves others from one to the other: they would be missed, or come twice. A span of time that
 * does not fit on one page is therefore halved until its parts do. Only what was received within some seconds is read
 * page by page, until a reading brings nothing new; and all of it, should Exchange not look at times that closely.
 */
final class ListingRun {

    /** The most rows that Exchange puts on a page. */
    static final int PAGE_SIZE = 1000;

    /** The highest number that a page can have. */
    private static final int PAGES = 1000;

    /** How often a span is read page by page, at most. */
    private static final int READINGS = 3;

    /** Limits that Exchange could set itself are such numbers: 100 is the page size where none is given. */
    private static final int ROUND = 100;

    private final PageSource source;
    private final int pageSize;
    private final Predicate<QuarantineRow> wanted;
    private final long maxRows;
    private final Instant deadline;
    private final InstantSource clock;
    private final RowConsumer consumer;
    private final Set<String> seen = new HashSet<>();
    private final Map<UUID, Integer> unreadable = new HashMap<>();

    private long rows;
    private long duplicates;
    private int pages;
    private int slices;

    /**
     * Makes a run.
     *
     * @param pageSize how many rows the source puts on a full page
     * @param wanted which rows are counted and handed on
     * @param maxRows after how many rows to end
     * @param deadline when to end
     */
    ListingRun(
            PageSource source,
            int pageSize,
            Predicate<QuarantineRow> wanted,
            long maxRows,
            Instant deadline,
            InstantSource clock,
            RowConsumer consumer) {
        this.source = source;
        this.pageSize = pageSize;
        this.wanted = wanted;
        this.maxRows = maxRows;
        this.deadline = deadline;
        this.clock = clock;
        this.consumer = consumer;
    }

    /** Where pages come from. */
    @FunctionalInterface
    interface PageSource {

        /**
         * Reads a page of what was received in a span of time.
         *
         * @param number from 1 on
         */
        Page page(Slice slice, int number) throws MicrosoftException, InterruptedException;
    }

    /**
     * A page.
     *
     * @param rows those that could be read
     * @param unreadable what those are known by that could not
     * @param truncated whether Exchange says that there is more
     */
    record Page(List<QuarantineRow> rows, List<UUID> unreadable, boolean truncated) {

        Page {
            rows = List.copyOf(rows);
            unreadable = List.copyOf(unreadable);
        }

        int size() {
            return rows.size() + unreadable.size();
        }
    }

    /**
     * Lists what was received in a window, the newest half first.
     *
     * @throws MicrosoftException if a page cannot be had
     * @throws InterruptedException if the thread is to stop
     */
    Listing run(Instant from, Instant to) throws MicrosoftException, InterruptedException {
        Predicate<QuarantineRow> inWindow = row -> isWithin(row.receivedTime(), from, to) && wanted.test(row);
        try {
            run(Slice.around(from, to), inWindow);
            return listing(from, to, End.COMPLETE);
        } catch (Ended ended) {
            return listing(from, to, ended.end);
        }
    }

    private Listing listing(Instant from, Instant to, End end) {
        long without =
                unreadable.values().stream().mapToLong(Integer::longValue).sum();
        End said = end == End.COMPLETE && without > 0 ? End.UNREADABLE : end;
        return new Listing(from, to, said, rows, duplicates, without, pages, slices);
    }

    private void run(Slice whole, Predicate<QuarantineRow> inWindow)
            throws MicrosoftException, InterruptedException, Ended {
        Deque<Slice> slicesToRead = new ArrayDeque<>(List.of(whole));
        while (!slicesToRead.isEmpty()) {
            Slice slice = slicesToRead.pop();
            slices++;
            Page first = read(slice, 1, inWindow);
            if (isLast(first) || (isRound(first) && read(slice, 2, inWindow).size() == 0)) {
                continue;
            }
            if (isLookedAtLoosely(slice, first)) {
                readPageByPage(whole, inWindow);
                return;
            }
            if (slice.canSplit()) {
                slicesToRead.push(slice.older());
                slicesToRead.push(slice.newer());
            } else {
                readPageByPage(slice, inWindow);
            }
        }
    }

    /** Tells whether most rows of a page are out of the span that was asked for: halving it further would not help. */
    private static boolean isLookedAtLoosely(Slice slice, Page page) {
        long far = page.rows().stream()
                .filter(row -> slice.isFarFrom(row.receivedTime()))
                .count();
        return far > page.rows().size() / 2;
    }

    private void readPageByPage(Slice slice, Predicate<QuarantineRow> inWindow)
            throws MicrosoftException, InterruptedException, Ended {
        for (int reading = 1; reading <= READINGS; reading++) {
            int known = seen.size();
            List<QuarantineRow> last = List.of();
            Page page = read(slice, 1, inWindow);
            for (int number = 2; !isEnd(page); number++) {
                // An Exchange that gives the same page again does not page; there is no way to what is behind it.
                if (number > PAGES || page.rows().equals(last)) {
                    throw new Ended(End.PAGE_LIMIT);
                }
                last = page.rows();
                page = read(slice, number, inWindow);
            }
            if (seen.size() == known && reading > 1) {
                return;
            }
        }
    }

    private boolean isLast(Page page) {
        return !page.truncated() && page.size() < pageSize && !isRound(page);
    }

    /** Tells whether a page that is not full could have been cut by a limit of Exchange's own. */
    private boolean isRound(Page page) {
        return !page.truncated() && page.size() < pageSize && page.size() > 0 && page.size() % ROUND == 0;
    }

    private boolean isEnd(Page page) {
        return page.size() == 0 || isLast(page);
    }

    private Page read(Slice slice, int number, Predicate<QuarantineRow> inWindow)
            throws MicrosoftException, InterruptedException, Ended {
        if (!clock.instant().isBefore(deadline)) {
            throw new Ended(End.DEADLINE);
        }
        Page page = page(slice, number);
        pages++;
        countUnreadable(page);
        for (QuarantineRow row : page.rows()) {
            if (!inWindow.test(row)) {
                continue;
            }
            if (!seen.add(row.identity().toLowerCase(Locale.ROOT))) {
                duplicates++;
            } else if (rows == maxRows) {
                throw new Ended(End.ROW_LIMIT);
            } else {
                rows++;
                consumer.accept(row);
            }
        }
        return page;
    }

    /** Counts rows that look the same as often as the page says that has most of them, not once for each page. */
    private void countUnreadable(Page page) {
        Map<UUID, Integer> onPage = new HashMap<>();
        page.unreadable().forEach(row -> onPage.merge(row, 1, Integer::sum));
        onPage.forEach((row, times) -> unreadable.merge(row, times, Math::max));
    }

    private Page page(Slice slice, int number) throws MicrosoftException, InterruptedException, Ended {
        try {
            return source.page(slice, number);
        } catch (MicrosoftException failed) {
            if (pages > 0
                    && failed.failure() instanceof Throttled throttled
                    && !clock.instant().plus(throttled.retryAfter()).isBefore(deadline)) {
                throw new Ended(End.DEADLINE); // no turn comes any more; what there is so far is worth having
            }
            throw failed;
        }
    }

    private static boolean isWithin(@Nullable Instant received, Instant from, Instant to) {
        return received == null || (!received.isBefore(from) && !received.isAfter(to));
    }

    /** Ends a run before it is complete. */
    private static final class Ended extends Exception {

        private static final long serialVersionUID = 1L;

        private final End end;

        Ended(End end) {
            super(end.name(), null, false, false);
            this.end = end;
        }
    }
}
