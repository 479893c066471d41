package io.sluice.poller.poll;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.poller.defender.DefenderIncidentsApi;
import io.sluice.poller.defender.IncidentPage.Extent;
import io.sluice.poller.defender.IncidentPage.ItemConsumer;
import io.sluice.poller.defender.ReadItem;
import io.sluice.poller.defender.Window;
import io.sluice.poller.poll.PollItem.CompleteTo;
import io.sluice.poller.poll.PollItem.Ended;
import io.sluice.poller.poll.PollItem.Read;
import io.sluice.poller.poll.PollItem.Settled;
import io.sluice.poller.window.WindowReader;
import io.sluice.poller.window.WindowReader.Progress;
import java.time.InstantSource;
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
    private final Settling settling;
    private final DefenderIncidentsApi api;
    private final int pageSize;
    private final Span span;
    private final BlockingQueue<PollItem> items = new ArrayBlockingQueue<>(QUEUED_ITEMS);
    private final Thread thread;
    private final InstantSource clock;

    /** Of the page that is being read; only the poll's own thread uses it. */
    private RawRecords records;

    private Poll(
            Connection connection,
            Window window,
            Settling settling,
            DefenderIncidentsApi api,
            int pageSize,
            Tracer tracer,
            InstantSource clock) {
        this.connection = connection;
        this.window = window;
        this.settling = settling;
        this.api = api;
        this.pageSize = pageSize;
        this.clock = clock;
        this.records = new RawRecords(connection, window.to());
        this.span = tracer.spanBuilder("poll defender incidents")
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
     * @param settling what to do about young incidents
     */
    static Poll start(
            Connection connection,
            Window window,
            Settling settling,
            DefenderIncidentsApi api,
            int pageSize,
            Tracer tracer,
            InstantSource clock) {
        Poll poll = new Poll(connection, window, settling, api, pageSize, tracer, clock);
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
            items.put(new Ended(readAll()));
        } catch (InterruptedException cancelled) {
            LOG.debugf("The poll of '%s' was cancelled.", connection.name());
        } finally {
            span.end();
        }
    }

    private @Nullable MicrosoftFailure readAll() throws InterruptedException {
        try {
            api.authorize(connection);
            read(window, instant -> items.put(new CompleteTo(instant)));
            settle();
            return null;
        } catch (MicrosoftException failed) {
            span.setStatus(StatusCode.ERROR, failed.failure().kind());
            return failed.failure();
        } catch (RuntimeException | Error bug) {
            // Whatever it was, the connection must be polled again.
            LOG.errorf(bug, "The poll of '%s' met a fault of Sluice itself; it is tried again.", connection.name());
            span.setStatus(StatusCode.ERROR, "internal");
            return new Unavailable("A fault of Sluice itself; see the log of incident-poller.");
        }
    }

    private void settle() throws InterruptedException {
        switch (settling) {
            case Settling.NotNow _ -> {}
            case Settling.WithinThePoll _ -> items.put(new Settled(window.to()));
            case Settling.ReadAgain(Window young) -> readAgain(young);
        }
    }

    /** What is new has been read by now: if this fails, it is tried again with the next poll, and delays none. */
    private void readAgain(Window young) throws InterruptedException {
        try {
            read(young, _ -> {});
            items.put(new Settled(window.to()));
        } catch (MicrosoftException failed) {
            LOG.debugf("Young incidents of '%s' could not be read again: %s", connection.name(), failed.getMessage());
        }
    }

    private void read(Window part, Progress progress) throws MicrosoftException, InterruptedException {
        new WindowReader(this::page, pageSize, this::put, progress).read(part);
    }

    private Extent page(Window part, int top, int skip, ItemConsumer consumer)
            throws MicrosoftException, InterruptedException {
        records = new RawRecords(connection, clock.instant());
        return api.page(connection, part, top, skip, consumer);
    }

    private void put(ReadItem item) throws InterruptedException {
        for (Read record : records.of(item)) {
            items.put(record);
        }
    }
}
