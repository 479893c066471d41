package io.sluice.quarantine.exchange;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.quarantine.exchange.Listing.End;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for the copies of one message by its network message id, which is no filter of Exchange's. The id seems to tell
 * when it was made: what was received within minutes of that is listed first, then what was received in the day after
 * it, then all of the window. That last step is spared where what was seen on the way proves that these ids do tell the
 * time: most alerts are about mail that is in no quarantine, and a large tenant's 30 days are hundreds of pages.
 */
final class MessageSearch {

    /** Where the message is looked for, one after the other, before the whole window. */
    private static final List<Vicinity> VICINITIES = List.of(
            new Vicinity(Duration.ofMinutes(5), Duration.ofMinutes(15)),
            new Vicinity(Duration.ofHours(1), Duration.ofDays(1)));

    /** So many other messages whose ids tell their time, and none whose id does not, prove that ids do. */
    private static final int PROOF = 20;

    private final NetworkMessageId id;
    private final Instant now;
    private final Set<String> truthful = new HashSet<>();
    private boolean isAnyUntrue;
    private int pages;
    private int slices;

    /** Looks for the message of an id; the present tells which times ids cannot be of. */
    MessageSearch(NetworkMessageId id, Instant now) {
        this.id = id;
        this.now = now;
    }

    /**
     * How far around the time of an id something is.
     *
     * @param before the id's time
     * @param after the id's time
     */
    private record Vicinity(Duration before, Duration after) {

        boolean isOf(Instant made, Instant received) {
            return !received.isBefore(made.minus(before)) && !received.isAfter(made.plus(after));
        }
    }

    /** Lists a span of time. */
    @FunctionalInterface
    interface Lister {

        /**
         * Lists a span.
         *
         * @param wanted which rows are counted and handed on
         */
        Listing list(Instant from, Instant to, Predicate<QuarantineRow> wanted)
                throws MicrosoftException, InterruptedException;
    }

    /**
     * Looks for it in a window.
     *
     * @throws MicrosoftException if a page cannot be had
     * @throws InterruptedException if the thread is to stop
     */
    Listing in(Instant from, Instant to, Lister lister) throws MicrosoftException, InterruptedException {
        Optional<Instant> made = id.seemsMadeAt(now);
        boolean isNearRead = false;
        if (made.isPresent()) {
            for (Vicinity vicinity : VICINITIES) {
                Instant near = latest(from, made.get().minus(vicinity.before()));
                Instant nearTo = earliest(to, made.get().plus(vicinity.after()));
                if (nearTo.isBefore(near)) {
                    continue;
                }
                Listing listing = list(near, nearTo, lister);
                if (listing.rows() > 0 || !isAllRead(listing)) {
                    return all(listing, from, to);
                }
                isNearRead = listing.isComplete();
            }
        }
        return isNearRead && truthful.size() >= PROOF && !isAnyUntrue
                ? new Listing(from, to, End.COMPLETE, 0, 0, 0, pages, slices)
                : all(list(from, to, lister), from, to);
    }

    private Listing list(Instant from, Instant to, Lister lister) throws MicrosoftException, InterruptedException {
        Listing listing = lister.list(from, to, this::isWanted);
        pages += listing.pages();
        slices += listing.slices();
        return listing;
    }

    private boolean isWanted(QuarantineRow row) {
        if (id.isOf(row.identity())) {
            return true;
        }
        Instant received = row.receivedTime();
        if (received != null) {
            boolean isTrue = row.networkMessageId() != null
                    && new NetworkMessageId(row.networkMessageId())
                            .seemsMadeAt(now)
                            .filter(made -> VICINITIES.getLast().isOf(made, received))
                            .isPresent();
            isAnyUntrue |= !isTrue;
            if (isTrue && truthful.size() < PROOF) {
                truthful.add(row.networkMessageId());
            }
        }
        return false;
    }

    private static boolean isAllRead(Listing listing) {
        return listing.end() == End.COMPLETE || listing.end() == End.UNREADABLE;
    }

    private Listing all(Listing last, Instant from, Instant to) {
        return new Listing(from, to, last.end(), last.rows(), last.duplicates(), last.unreadable(), pages, slices);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
