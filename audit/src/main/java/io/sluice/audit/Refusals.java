package io.sluice.audit;

import io.sluice.contracts.audit.AuditEvent.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Refused accesses that are to be written down, counted so that a flood of them stays small: the first of a caller at
 * once, then one event a minute that says how many there were. Of more callers than can be told apart, one event speaks
 * for all the others.
 */
final class Refusals {

    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);
    private static final int MOST_CALLERS = 1_000;
    private static final Caller OTHERS = new Caller(new Actor("anonymous", null, List.of()), null, null);

    private final Map<Key, Count> counts = new LinkedHashMap<>();

    private record Key(
            String outcome, String actor, @Nullable String from) {}

    private static final class Count {

        private Caller caller;
        private long times;
        private Instant last;
        private @Nullable Instant toldAt;

        Count(Caller caller, Instant last) {
            this.caller = caller;
            this.last = last;
        }

        boolean isDue(Instant now) {
            return times > 0 && isOver(now);
        }

        boolean isOver(Instant now) {
            return toldAt == null || !now.isBefore(toldAt.plus(TOLD_EVERY));
        }
    }

    /** Counts a refusal. Cheap enough for the thread that refuses. */
    synchronized void add(String outcome, Caller caller, Instant now) {
        Key key = new Key(outcome, caller.actor().id(), caller.from());
        Caller told = caller;
        if (!counts.containsKey(key) && counts.size() >= MOST_CALLERS) {
            key = new Key(outcome, OTHERS.actor().id(), null);
            told = OTHERS;
        }
        Count count = counts.computeIfAbsent(key, _ -> new Count(caller, now));
        count.caller = told;
        count.last = now;
        count.times++;
    }

    /** Takes what is due to be written down. */
    synchronized List<Refused> takeDue(Instant now) {
        return take(now, count -> count.isDue(now));
    }

    /** Takes all that is not written down yet, because there is no later. */
    synchronized List<Refused> takeAll(Instant now) {
        return take(now, count -> count.times > 0);
    }

    private List<Refused> take(Instant now, Predicate<Count> which) {
        List<Refused> taken = new ArrayList<>();
        for (Iterator<Map.Entry<Key, Count>> each = counts.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Key, Count> entry = each.next();
            Count count = entry.getValue();
            if (which.test(count)) {
                taken.add(new Refused(entry.getKey().outcome(), count.caller, count.times, count.last));
                count.times = 0;
                count.toldAt = now;
            } else if (count.times == 0 && count.isOver(now)) {
                each.remove();
            }
        }
        return taken;
    }

    /** Takes back what could not be written down. */
    synchronized void putBack(List<Refused> refusals) {
        for (Refused refused : refusals) {
            Key key = new Key(
                    refused.outcome(),
                    refused.caller().actor().id(),
                    refused.caller().from());
            Count count = counts.computeIfAbsent(key, _ -> new Count(refused.caller(), refused.last()));
            count.times += refused.times();
            count.toldAt = null;
        }
    }
}
