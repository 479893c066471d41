package io.sluice.quarantine.answer;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.contracts.quarantine.RequestKind;
import io.sluice.contracts.request.Extent;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.status.Diagnosis;
import io.sluice.microsoft.status.Outcome;
import io.sluice.quarantine.evidence.EvidenceException;
import io.sluice.quarantine.exchange.ExchangeQuarantine;
import io.sluice.quarantine.exchange.Listing;
import io.sluice.quarantine.exchange.QuarantineFilter;
import io.sluice.requests.Asked;
import io.sluice.requests.Ending;
import io.sluice.requests.Responder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers requests for quarantined mail: lists what is there, or fetches headers or whole messages. */
public final class QuarantineResponder implements Responder<QuarantineRequest, QuarantinedMessage> {

    private static final int LISTED_BY_DEFAULT = 1_000;
    private static final int FETCHED_BY_DEFAULT = 20;

    private final ExchangeQuarantine exchange;
    private final MessageExport export;
    private final InstantSource clock;
    private final Duration timeLimit;
    private final BiConsumer<Connection, Outcome> watch;

    /**
     * Makes a responder.
     *
     * @param timeLimit how long a request may take from when its turn has come
     * @param watch hears what a connection's requests come to
     */
    public QuarantineResponder(
            ExchangeQuarantine exchange,
            MessageExport export,
            InstantSource clock,
            Duration timeLimit,
            BiConsumer<Connection, Outcome> watch) {
        this.exchange = exchange;
        this.export = export;
        this.clock = clock;
        this.timeLimit = timeLimit;
        this.watch = watch;
    }

    @Override
    public Ending respond(Asked<QuarantineRequest> asked, Consumer<QuarantinedMessage> items)
            throws InterruptedException {
        Instant deadline = clock.instant().plus(timeLimit);
        return switch (asked.request().kind()) {
            case LIST -> list(asked, deadline, items);
            case HEADERS, EXPORT -> fetch(asked, deadline, items);
        };
    }

    private Ending list(Asked<QuarantineRequest> asked, Instant deadline, Consumer<QuarantinedMessage> items)
            throws InterruptedException {
        try {
            Listing listing = exchange.list(
                    asked.connection(),
                    Filters.of(asked.request(), clock.instant()),
                    limit(asked.request()),
                    deadline,
                    row -> items.accept(new MessageFacts(row).listed()));
            worked(asked.connection());
            Extent extent = extent(listing, listing.rows());
            return isCutShort(extent, asked.request())
                    ? new Ending.Failed(tooSlow(), extent)
                    : new Ending.Completed(extent);
        } catch (MicrosoftException failed) {
            return failed(asked.connection(), failed.failure(), null);
        }
    }

    private Ending fetch(Asked<QuarantineRequest> asked, Instant deadline, Consumer<QuarantinedMessage> items)
            throws InterruptedException {
        Connection connection = asked.connection();
        List<MessageFacts> messages = new ArrayList<>();
        Extent extent;
        try {
            extent = find(asked, deadline, messages);
        } catch (MicrosoftException failed) {
            return failed(connection, failed.failure(), null);
        }
        StatusError first = isCutShort(extent, asked.request()) ? tooSlow() : null;
        long given = 0;
        for (MessageFacts message : messages) {
            given++;
            try {
                items.accept(fetched(asked, message, deadline));
                worked(connection);
            } catch (MicrosoftException failed) {
                if (failed.failure() instanceof NotFound) {
                    items.accept(message.gone());
                    worked(connection);
                    continue;
                }
                Ending.Failed ending = failed(connection, failed.failure(), extent);
                if (failed.failure() instanceof Unauthenticated
                        || failed.failure() instanceof Forbidden
                        || !clock.instant().isBefore(deadline)) {
                    // It would be the same with all others.
                    return new Ending.Failed(ending.error(), withReturned(extent, given - 1));
                }
                items.accept(message.failed(ending.error()));
                first = first == null ? ending.error() : first;
            } catch (EvidenceException notKept) {
                StatusError error = error(notKept);
                items.accept(message.failed(error));
                first = first == null ? error : first;
                if (notKept.isTransient()) {
                    break; // the store has been tried for long enough
                }
            }
        }
        Extent returned = withReturned(extent, given);
        return first == null ? new Ending.Completed(returned) : new Ending.Failed(first, returned);
    }

    /** Whether the search ended before it had seen all, though the request has room for more. */
    private static boolean isCutShort(Extent extent, QuarantineRequest request) {
        return !extent.complete() && extent.returned() < limit(request);
    }

    /** Finds the messages that a request names. One that is named by its identity need not be looked for. */
    private Extent find(Asked<QuarantineRequest> asked, Instant deadline, List<MessageFacts> messages)
            throws MicrosoftException, InterruptedException {
        QuarantineRequest request = asked.request();
        if (request.identity() != null) {
            messages.add(MessageFacts.of(request.identity()));
            return new Extent(null, null, 1, 1, 0, 0, true);
        }
        QuarantineFilter filter = Filters.of(request, clock.instant());
        Listing listing = exchange.list(
                asked.connection(), filter, limit(request), deadline, row -> messages.add(new MessageFacts(row)));
        worked(asked.connection());
        return extent(listing, messages.size());
    }

    private QuarantinedMessage fetched(Asked<QuarantineRequest> asked, MessageFacts message, Instant deadline)
            throws MicrosoftException, EvidenceException, InterruptedException {
        return asked.request().kind() == RequestKind.HEADERS
                ? message.withHeaders(HeaderFields.of(exchange.header(asked.connection(), message.identity(), deadline)
                        .text()))
                : export.run(asked.connection(), message, deadline);
    }

    private static int limit(QuarantineRequest request) {
        Integer limit = request.limit();
        if (limit != null) {
            return limit;
        }
        return request.kind() == RequestKind.LIST ? LISTED_BY_DEFAULT : FETCHED_BY_DEFAULT;
    }

    private static Extent withReturned(Extent extent, long returned) {
        return new Extent(
                extent.from(),
                extent.to(),
                extent.found(),
                returned,
                extent.repeated(),
                extent.pages(),
                extent.complete());
    }

    private static Extent extent(Listing listing, long returned) {
        return new Extent(
                listing.from(),
                listing.to(),
                listing.rows(),
                returned,
                listing.duplicates(),
                listing.pages(),
                listing.isComplete());
    }

    private void worked(Connection connection) {
        watch.accept(connection, new Outcome.Worked(null));
    }

    private Ending.Failed failed(Connection connection, MicrosoftFailure failure, @Nullable Extent extent) {
        if (!(failure instanceof InvalidRequest)) { // which says something of the request, nothing of the connection
            watch.accept(connection, new Outcome.Failed(failure, null));
        }
        return new Ending.Failed(Diagnosis.of(failure, clock.instant()).error(), extent);
    }

    private StatusError tooSlow() {
        return new StatusError(
                "unavailable",
                null,
                "The list is not complete: it took longer than " + timeLimit.toMinutes()
                        + " minutes, or Microsoft gave rows that cannot be read.",
                "Ask for less at once: a shorter time, or one recipient.",
                clock.instant());
    }

    private StatusError error(EvidenceException notKept) {
        return new StatusError(
                "evidence-" + notKept.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                null,
                String.valueOf(notKept.getMessage()),
                notKept.isTransient()
                        ? "Ask again, with another request id, when the evidence store works again."
                        : null,
                clock.instant());
    }
}
