package io.sluice.polling.poll;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.polling.poll.PollItem.CompleteTo;
import io.sluice.polling.poll.PollItem.Ended;
import io.sluice.polling.poll.PollItem.NotReadAgain;
import io.sluice.polling.poll.PollItem.PastRead;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.PollItem.Settled;
import io.sluice.polling.poll.PollItem.Tried;
import io.sluice.polling.window.Window;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * One poll of one connection, or one part of its past, on a virtual thread of its own. What it reads waits in a short
 * queue until the stream thread takes it; when that is full, by number or by bytes, the poll, its connection to
 * Microsoft, and nobody else waits.
 */
final class Poll {

    private static final Logger LOG = Logger.getLogger(Poll.class);
    private static final int QUEUED_ITEMS = 128;

    /** Alerts can have megabytes, and hundreds of polls run at once. */
    private static final int QUEUED_BYTES = 4 * 1024 * 1024;

    private final String key;
    private final Connection connection;
    private final Window window;
    private final Pass pass;
    private final Again again;
    private final @Nullable Window skipped;
    private final PolledSource source;
    private final Span span;
    private final BlockingQueue<PollItem> items = new ArrayBlockingQueue<>(QUEUED_ITEMS);
    private final Semaphore room = new Semaphore(QUEUED_BYTES);
    private final Line line;
    private final AtomicBoolean isInLine = new AtomicBoolean();
    private final Thread thread;

    /** Only the poll's own thread uses it. */
    private @Nullable StatusError impairment;

    private Poll(
            String key,
            Connection connection,
            Window window,
            Pass pass,
            Again again,
            @Nullable Window skipped,
            Line line,
            PolledSource source,
            Tracer tracer) {
        this.key = key;
        this.connection = connection;
        this.window = window;
        this.pass = pass;
        this.line = line;
        this.again = again;
        this.skipped = skipped;
        this.source = source;
        this.span = tracer.spanBuilder("poll " + source.capability().word())
                .setNoParent()
                .setAttribute("ms.tenant", connection.tenantId())
                .setAttribute("sluice.connection", connection.id())
                .setAttribute("sluice.window.from", window.from().toString())
                .setAttribute("sluice.window.to", window.to().toString())
                .startSpan();
        this.thread = Thread.ofVirtual().name("poll " + connection.name()).unstarted(this::run);
    }

    /**
     * Starts a poll.
     *
     * @param key of the connection
     * @param window what is new since the last poll
     * @param again what is read again after that
     * @param skipped what was not read since the last poll and is left for later, because it is long
     * @param line where it waits for its turn when it has something to tell
     */
    static Poll start(
            String key,
            Connection connection,
            Window window,
            Again again,
            @Nullable Window skipped,
            Line line,
            PolledSource source,
            Tracer tracer) {
        Poll poll = new Poll(key, connection, window, Pass.NEW, again, skipped, line, source, tracer);
        poll.thread.start();
        return poll;
    }

    /** Starts the reading of a part of the past, or of what is young. */
    static Poll past(
            String key, Connection connection, Window part, Pass pass, Line line, PolledSource source, Tracer tracer) {
        Poll poll = new Poll(key, connection, part, pass, Again.NOTHING, null, line, source, tracer);
        poll.thread.start();
        return poll;
    }

    /** Returns the key of the connection. */
    String key() {
        return key;
    }

    /** Returns what is read first: what is new, or a part of the past. */
    Window window() {
        return window;
    }

    /** Returns what is to be read later once this poll has read what is new. */
    @Nullable
    Window skipped() {
        return skipped;
    }

    /** Returns the next thing that the poll tells, if there is one already. */
    @Nullable
    PollItem next() {
        PollItem next = items.poll();
        if (next != null) {
            room.release(bytes(next));
        }
        return next;
    }

    /** The poll has left its line; from now on it joins it again when it has something to tell. */
    void leftLine() {
        isInLine.set(false);
    }

    /** Puts the poll into its line again if it has told something that was not taken. */
    void rejoinLine() {
        if (!items.isEmpty()) {
            joinLine();
        }
    }

    private void joinLine() {
        if (isInLine.compareAndSet(false, true)) {
            line.join(this);
        }
    }

    private void tell(PollItem item) throws InterruptedException {
        room.acquire(bytes(item));
        items.put(item);
        joinLine();
    }

    /** What is larger than the whole room has it for itself. */
    private static int bytes(PollItem item) {
        return item instanceof Read read ? Math.min(read.bytes(), QUEUED_BYTES) : 0;
    }

    /** Returns the span by which all that this poll reads can be found again. */
    Span span() {
        return span;
    }

    /** Stops the poll; what it has read and nobody has taken is lost, and read again by the next one. */
    void cancel() {
        thread.interrupt();
    }

    private void run() {
        MDC.put("tenantId", connection.tenantId());
        MDC.put("connectionId", connection.id());
        try (Scope _ = span.makeCurrent()) {
            MicrosoftFailure failure = readAll();
            tell(new Ended(failure, impairment));
        } catch (InterruptedException cancelled) {
            LOG.debugf("The poll of '%s' was cancelled.", connection.name());
        } finally {
            span.end();
        }
    }

    private @Nullable MicrosoftFailure readAll() throws InterruptedException {
        try {
            source.authorize(connection);
            source.read(connection, window, pass, new Items(pass));
            if (pass == Pass.NEW) {
                readAgain();
            } else {
                tell(new PastRead(impairment != null));
            }
            return null;
        } catch (MicrosoftException failed) {
            span.setStatus(StatusCode.ERROR, failed.failure().kind());
            return failed.failure();
        } catch (RuntimeException | Error bug) {
            // Whatever it was, the connection must be polled again.
            LOG.errorf(bug, "The poll of '%s' met a fault of Sluice itself; it is tried again.", connection.name());
            span.setStatus(StatusCode.ERROR, "internal");
            return new Unavailable("A fault of Sluice itself; see the log of " + source.service() + ".");
        }
    }

    /**
     * What is new has been read by now. If this fails, it is tried again as late as if it had not: what cannot be read
     * is not to be asked for with each poll.
     */
    private void readAgain() throws MicrosoftException, InterruptedException {
        boolean youngRead = again.due() && (again.young() == null || isRead(again.young(), Pass.AGAIN));
        if (again.due()) {
            tell(new Tried(window.to()));
        }
        if (impairment != null) {
            return; // what is owed stays so
        }
        if (again.owed() != null) {
            if (!isRead(again.owed(), Pass.OWED)) {
                return;
            }
            tell(new Settled(again.owed().to()));
            if (again.owed().to().isBefore(window.from())) {
                return; // the rest is the next polls'
            }
        }
        if (youngRead) {
            tell(new Settled(window.to()));
        }
    }

    /** Only if Microsoft wants to be left alone, the poll is over. */
    private boolean isRead(Window part, Pass why) throws MicrosoftException, InterruptedException {
        try {
            source.read(connection, part, why, new Items(why));
            return true;
        } catch (MicrosoftException failed) {
            if (failed.failure() instanceof Throttled) {
                throw failed;
            }
            LOG.debugf("A part of '%s' could not be read again: %s", connection.name(), failed.getMessage());
            tell(new NotReadAgain(window.to()));
            return false;
        }
    }

    /** Puts what is read into the queue. */
    private final class Items implements PolledSource.Sink {

        private final Pass why;

        Items(Pass why) {
            this.why = why;
        }

        @Override
        public void put(Read read) throws InterruptedException {
            tell(read);
        }

        @Override
        public void completeTo(Instant instant) throws InterruptedException {
            switch (why) {
                case NEW -> tell(new CompleteTo(instant));
                case OWED -> tell(new Settled(instant));
                case AGAIN, PAST -> {
                    // Only all of it counts.
                }
            }
        }

        @Override
        public void impaired(StatusError why) {
            impairment = why;
        }
    }
}
