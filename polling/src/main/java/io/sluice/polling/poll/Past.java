package io.sluice.polling.poll;

import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a connection beside that which is new: first what is young, again; then what was not read yet, newest
 * first, in parts as large as suits what is found; then, when that is done, what was read a day ago once more, to see
 * whether anything was missed. Only the stream thread uses it.
 */
final class Past {

    private static final Duration FIRST_STEP = Duration.ofHours(1);
    private static final Duration SMALLEST_STEP = Duration.ofSeconds(1);
    private static final Duration LARGEST_STEP = Duration.ofDays(1);

    /** Between these, a part is as large as it should be; in things read. */
    private static final int FEW = 200;

    private static final int MANY = 2_000;

    /** What is read once more is read in parts of at most so much. */
    private static final Duration ONCE_MORE = Duration.ofHours(6);

    /** After how many failures a part is not read once more any longer. */
    private static final int MOST_FAILURES = 5;

    /** After how many failures what is young is read as if nobody had read it: in parts, around what cannot be read. */
    private static final int MOST_FAILURES_OF_YOUNG = 2;

    private Backlog young = Backlog.NONE;
    private @Nullable Instant youngTo;

    private Backlog backlog;
    private Backlog aside = Backlog.NONE;
    private Backlog knownAside = Backlog.NONE;
    private Instant asideUntil = Instant.MIN;
    private @Nullable MicrosoftFailure whyAside;

    private Instant comparedTo;
    private Map<String, String> differing = new HashMap<>();

    private Duration step = FIRST_STEP;
    private Instant endedAt = Instant.MIN;
    private Instant dueAt = Instant.MIN;
    private int failures;
    private @Nullable Job running;

    /** Why a part is read. */
    enum Reason {
        /** Something may have been added to it without a new time stamp. */
        YOUNG,
        /** Nobody has read it yet. */
        UNREAD,
        /** To see whether anything differs from what is known. */
        COMPARE,
        /** To see whether it still does, and was not changed just then. */
        CONFIRM
    }

    /** What comes of a part that could not be read. */
    enum Consequence {
        /** It is read again. */
        AGAIN,
        /** It is read again in smaller parts. */
        SMALLER,
        /** It is so small that it cannot be split: the rest is read first. */
        SET_ASIDE,
        /** The same once more, as was known. */
        STILL_ASIDE,
        /** It is not read once more. */
        GIVEN_UP
    }

    /** A part that is being read. */
    static final class Job {

        private final Poll poll;
        private final Window part;
        private final Reason reason;
        private final Map<String, String> found = new HashMap<>();
        private int reads;

        Job(Poll poll, Window part, Reason reason) {
            this.poll = poll;
            this.part = part;
            this.reason = reason;
        }

        Poll poll() {
            return poll;
        }

        Window part() {
            return part;
        }

        Reason reason() {
            return reason;
        }

        void read() {
            reads++;
        }

        /** Takes note of something that is not as it is known. */
        void differs(String key, String digest) {
            found.put(key, digest);
        }
    }

    /** A part that is to be read. */
    record Task(Window part, Reason reason) {}

    Past(Backlog backlog, Instant comparedTo) {
        this.backlog = backlog;
        this.comparedTo = comparedTo;
    }

    Backlog backlog() {
        return backlog;
    }

    /** Returns up to when what was read has been compared with what can be read a day later. */
    Instant comparedTo() {
        return comparedTo;
    }

    /** What was read before an instant is not compared any more. */
    void compareFrom(Instant instant) {
        comparedTo = instant;
        differing = new HashMap<>();
    }

    void add(Window unread) {
        backlog = backlog.with(unread);
    }

    /** What is young is to be read again; what of it cannot be read is tried with the rest of that kind. */
    void readAgain(Window again, Instant to) {
        young = young.with(again).without(aside);
        youngTo = to;
    }

    /** Returns up to when all that was young has been read again, once, when it has. */
    Optional<Instant> takeSettled() {
        Instant to = youngTo;
        if (to == null || !young.isEmpty()) {
            return Optional.empty();
        }
        youngTo = null;
        return Optional.of(to);
    }

    @Nullable
    Job running() {
        return running;
    }

    void started(Job job) {
        running = job;
    }

    /**
     * Returns when something is to be read next, if anything is; it need not be so far away where the clock was set
     * back.
     *
     * @param behind how far what is called the present lies behind now
     */
    Optional<Instant> due(Instant now, Duration behind, Duration compareAfter) {
        if (running != null) {
            return Optional.empty();
        }
        Instant from = now.isBefore(endedAt) ? now : dueAt;
        if (!young.isEmpty() || !backlog.without(aside).isEmpty()) {
            return Optional.of(from);
        }
        Instant next =
                comparedTo.plus(worthwhile(compareAfter)).plus(compareAfter).plus(behind);
        if (!aside.isEmpty() && asideUntil.isBefore(next)) {
            next = asideUntil;
        }
        return Optional.of(next.isBefore(from) ? from : next);
    }

    /** Returns what is to be read next, if anything is due. */
    Optional<Task> next(Instant now, Duration behind, Duration compareAfter, Duration overlap) {
        if (due(now, behind, compareAfter).filter(due -> !due.isAfter(now)).isEmpty()) {
            return Optional.empty();
        }
        if (!aside.isEmpty() && !now.isBefore(asideUntil)) {
            aside = Backlog.NONE; // it may be readable by now
        }
        Optional<Window> again = young.newest(LARGEST_STEP);
        if (again.isPresent()) {
            return again.map(part -> new Task(part, Reason.YOUNG));
        }
        Optional<Window> unread = backlog.without(aside).newest(step);
        if (unread.isPresent()) {
            return unread.map(part -> new Task(part, Reason.UNREAD));
        }
        Instant old = now.minus(behind).minus(compareAfter);
        Instant end = comparedTo.plus(ONCE_MORE).isBefore(old) ? comparedTo.plus(ONCE_MORE) : old;
        return Duration.between(comparedTo, end).compareTo(worthwhile(compareAfter)) < 0
                ? Optional.empty()
                : Optional.of(new Task(
                        new Window(comparedTo.minus(overlap), end),
                        differing.isEmpty() ? Reason.COMPARE : Reason.CONFIRM));
    }

    /** Less is not compared by itself. */
    private static Duration worthwhile(Duration compareAfter) {
        Duration quarter = compareAfter.dividedBy(4);
        return ONCE_MORE.compareTo(quarter) < 0 ? ONCE_MORE : quarter;
    }

    /** Whether something differed in the same way when it was read before. */
    boolean isConfirmed(String key, String digest) {
        return digest.equals(differing.get(key));
    }

    /** A part has been read to its end. */
    void readToTheEnd(Job job) {
        switch (job.reason) {
            case YOUNG -> young = young.without(job.part);
            case UNREAD -> {
                backlog = backlog.without(job.part);
                knownAside = knownAside.without(job.part);
                if (job.reads < FEW) {
                    step = step.multipliedBy(2).compareTo(LARGEST_STEP) < 0 ? step.multipliedBy(2) : LARGEST_STEP;
                } else if (job.reads > MANY) {
                    step = part(step, 2);
                }
            }
            case COMPARE -> {
                differing = job.found;
                if (differing.isEmpty()) {
                    comparedTo = job.part.to();
                }
            }
            case CONFIRM -> {
                differing = new HashMap<>();
                comparedTo = job.part.to();
            }
        }
    }

    /** A part has been read to its end, and its reading is over. */
    void ended(Instant now) {
        running = null;
        failures = 0;
        endedAt = now;
        dueAt = now;
    }

    /** Whether the next failure is the first one in a row. */
    boolean isFirstFailure() {
        return failures == 0;
    }

    /** The reading of a part is over, and not at its end. */
    Consequence failed(Job job, MicrosoftFailure failure, NextPoll nextPoll, Duration interval, Instant now) {
        running = null;
        endedAt = now;
        dueAt = nextPoll.after(failure, failures, interval, now, now);
        failures++;
        return switch (failure) {
            // It concerns the connection, not what is read.
            case MicrosoftFailure.Throttled _, MicrosoftFailure.Unauthenticated _ -> Consequence.AGAIN;
            // What is new can be read, so that this may be one of what is in the part.
            case MicrosoftFailure.Unavailable _,
                    MicrosoftFailure.MalformedAnswer _,
                    MicrosoftFailure.InvalidRequest _,
                    MicrosoftFailure.NotFound _,
                    MicrosoftFailure.Forbidden _ -> failed(job, failure, nextPoll, now);
        };
    }

    private Consequence failed(Job job, MicrosoftFailure failure, NextPoll nextPoll, Instant now) {
        return switch (job.reason) {
            case YOUNG -> {
                if (failures < MOST_FAILURES_OF_YOUNG) {
                    yield Consequence.AGAIN;
                }
                young = young.without(job.part);
                backlog = backlog.with(job.part);
                failures = 0;
                yield Consequence.SMALLER;
            }
            case UNREAD -> {
                Duration length = Duration.between(job.part.from(), job.part.to());
                if (length.compareTo(SMALLEST_STEP) > 0) {
                    step = part(length, 8);
                    yield Consequence.SMALLER;
                }
                // It must not keep the rest of the past from being read.
                boolean isKnown =
                        Backlog.NONE.with(job.part).without(knownAside).isEmpty();
                aside = aside.with(job.part);
                knownAside = knownAside.with(job.part);
                young = young.without(job.part);
                whyAside = failure;
                asideUntil = now.plus(nextPoll.longestBackoff().multipliedBy(5));
                failures = 0;
                dueAt = now;
                yield isKnown ? Consequence.STILL_ASIDE : Consequence.SET_ASIDE;
            }
            case COMPARE, CONFIRM -> {
                if (failures < MOST_FAILURES) {
                    yield Consequence.AGAIN;
                }
                comparedTo = job.part.to();
                differing = new HashMap<>();
                failures = 0;
                yield Consequence.GIVEN_UP;
            }
        };
    }

    private static Duration part(Duration length, int divisor) {
        Duration smaller = length.dividedBy(divisor);
        return smaller.compareTo(SMALLEST_STEP) < 0 ? SMALLEST_STEP : smaller;
    }

    /** Returns what cannot be read although what is new can; empty if everything can, as far as was tried. */
    Backlog unreadable() {
        return aside;
    }

    @Nullable
    MicrosoftFailure whyUnreadable() {
        return aside.isEmpty() ? null : whyAside;
    }

    void cancel() {
        if (running != null) {
            running.poll.cancel();
            running = null;
        }
    }
}
