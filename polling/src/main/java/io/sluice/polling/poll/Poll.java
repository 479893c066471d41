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
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.poll.PollItem.Settled;
import io.sluice.polling.poll.PollItem.Tried;
import io.sluice.polling.window.Window;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * One poll of one connection, on a virtual thread of its own. What it reads waits in a short queue until the stream
 * thread takes it; when the queue is full, the poll, its connection to Microsoft, and nobody else waits.
 */
final class Poll {

    private static final Logger LOG = Logger.getLogger(Poll.class);
    private static final int QUEUED_ITEMS = 128;

    private final Connection connection;
    private final Window window;
    private final Again again;
    private final PolledSource source;
    private final Span span;
    private final BlockingQueue<PollItem> items = new ArrayBlockingQueue<>(QUEUED_ITEMS);
    private final Thread thread;

    /** Only the poll's own thread uses it. */
    private @Nullable StatusError impairment;

    private Poll(Connection connection, Window window, Again again, PolledSource source, Tracer tracer) {
        this.connection = connection;
        this.window = window;
        this.again = again;
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
     * @param window what is new since the last poll
     * @param again what is read again after that
     */
    static Poll start(Connection connection, Window window, Again again, PolledSource source, Tracer tracer) {
        Poll poll = new Poll(connection, window, again, source, tracer);
        poll.thread.start();
        return poll;
    }

    /** Returns the next thing that the poll tells, if there is one already. */
    @Nullable
    PollItem next() {
        return items.poll();
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
            items.put(new Ended(failure, impairment));
        } catch (InterruptedException cancelled) {
            LOG.debugf("The poll of '%s' was cancelled.", connection.name());
        } finally {
            span.end();
        }
    }

    private @Nullable MicrosoftFailure readAll() throws InterruptedException {
        try {
            source.authorize(connection);
            source.read(connection, window, Pass.NEW, new Items(Pass.NEW));
            readAgain();
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

    /** What is new has been read by now: if this fails, it is tried again with the next poll, and delays none. */
    private void readAgain() throws MicrosoftException, InterruptedException {
        boolean youngRead = again.due() && (again.young() == null || isRead(again.young(), Pass.AGAIN));
        if (youngRead) {
            items.put(new Tried(window.to()));
        }
        if (impairment != null) {
            return; // what is owed stays so
        }
        if (again.owed() != null) {
            if (!isRead(again.owed(), Pass.OWED)) {
                return;
            }
            items.put(new Settled(again.owed().to()));
            if (again.owed().to().isBefore(window.from())) {
                return; // the rest is the next polls'
            }
        }
        if (youngRead) {
            items.put(new Settled(window.to()));
        }
    }

    /** Only if Microsoft wants to be left alone, the poll is over. */
    private boolean isRead(Window part, Pass pass) throws MicrosoftException, InterruptedException {
        try {
            source.read(connection, part, pass, new Items(pass));
            return true;
        } catch (MicrosoftException failed) {
            if (failed.failure() instanceof Throttled) {
                throw failed;
            }
            LOG.debugf("A part of '%s' could not be read again: %s", connection.name(), failed.getMessage());
            return false;
        }
    }

    /** Puts what is read into the queue. */
    private final class Items implements PolledSource.Sink {

        private final Pass pass;

        Items(Pass pass) {
            this.pass = pass;
        }

        @Override
        public void put(Read read) throws InterruptedException {
            items.put(read);
        }

        @Override
        public void completeTo(Instant instant) throws InterruptedException {
            switch (pass) {
                case NEW -> items.put(new CompleteTo(instant));
                case OWED -> items.put(new Settled(instant));
                case AGAIN -> {
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
