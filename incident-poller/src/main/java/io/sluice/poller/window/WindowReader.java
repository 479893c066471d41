package io.sluice.poller.window;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.poller.defender.IncidentPage.Extent;
import io.sluice.poller.defender.IncidentPage.ItemConsumer;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a window completely. A page that is full may leave something out, and paging on a list that changes while one
 * reads loses and doubles incidents; so a window that fills a page is split, at the middle of what the page held, until
 * each part fits. Only incidents that share one instant are paged, because nothing else tells them apart.
 *
 * <p>Incidents of a full page are handed on too: they are true, and who receives them drops what it knows.
 */
public final class WindowReader {

    /** How much smaller the next page is after one that was too much for the network or for Microsoft. */
    private static final int SHRINK = 4;

    private final PageSource source;
    private final ItemConsumer items;
    private final Progress progress;

    private final int largestPage;
    private int pageSize;

    /** Where pages come from. */
    @FunctionalInterface
    public interface PageSource {

        /**
         * Reads one page of a window.
         *
         * @param top how many incidents at most
         * @param skip how many to leave out first
         * @throws MicrosoftException if it cannot be read
         * @throws InterruptedException if the thread is to stop
         */
        Extent page(Window window, int top, int skip, ItemConsumer items)
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

    /** Makes a reader for one poll. */
    public WindowReader(PageSource source, int pageSize, ItemConsumer items, Progress progress) {
        this.source = source;
        this.largestPage = pageSize;
        this.pageSize = pageSize;
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
            Window window = left.pop();
            List<Instant> times = new ArrayList<>();
            int asked = pageSize;
            Extent extent = page(window, 0, times);
            if (extent == null) {
                left.push(window); // again, with the smaller page
            } else if (isFull(extent, asked) && !window.isOneTick()) {
                Instant split = splitOf(window, times);
                left.push(window.from(split));
                left.push(window.before(split));
            } else {
                if (isFull(extent, asked)) {
                    readOn(window, extent.items());
                }
                progress.completeTo(window.to());
            }
        }
    }

    private static boolean isFull(Extent extent, int asked) {
        return extent.continues() || extent.items() >= asked;
    }

    /** Pages through incidents that share one instant. */
    private void readOn(Window tick, int read) throws MicrosoftException, InterruptedException {
        int skip = read;
        while (true) {
            int asked = pageSize;
            Extent extent = page(tick, skip, new ArrayList<>());
            if (extent == null) {
                continue;
            }
            if (extent.items() == 0 || !isFull(extent, asked)) {
                return;
            }
            skip += extent.items();
        }
    }

    /** Reads one page, or makes pages smaller and returns nothing if this one was too much. */
    private @Nullable Extent page(Window window, int skip, List<Instant> times)
            throws MicrosoftException, InterruptedException {
        try {
            Extent extent = source.page(window, pageSize, skip, item -> {
                if (item instanceof ReadIncident incident) {
                    addTime(incident, times);
                }
                items.accept(item);
            });
            pageSize = Math.min(largestPage, pageSize * 2); // what was too much may have passed
            return extent;
        } catch (MicrosoftException failed) {
            boolean tooMuch = failed.failure() instanceof MalformedAnswer || failed.failure() instanceof Unavailable;
            if (tooMuch && pageSize > 1) {
                pageSize = Math.max(1, pageSize / SHRINK);
                return null;
            }
            throw failed;
        }
    }

    private static void addTime(ReadIncident incident, List<Instant> times) {
        String time = incident.lastUpdateTime();
        if (time != null) {
            try {
                times.add(Instant.parse(time));
            } catch (DateTimeException notATime) {
                // The incident goes on all the same; only where to split cannot be learnt from it.
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
