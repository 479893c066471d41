package io.sluice.quarantine.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.quota.Pause;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.quarantine.exchange.Listing.End;
import io.sluice.quarantine.exchange.ListingRun.Page;
import io.sluice.quarantine.exchange.ListingRun.PageSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The quarantine of a tenant's mail: lists what is there and gives headers and whole messages. It changes nothing in
 * it. Callers block (on virtual threads); what fails in a way that passes is tried again until their deadline, within
 * the limits of the tenant. {@code NotFound} means that a message is not, or not any more, in quarantine.
 */
public final class ExchangeQuarantine {

    /** How far back Microsoft shows quarantined mail; a window that begins before is taken as beginning there. */
    public static final Duration LOOK_BACK = Duration.ofDays(30);

    /** The code of the failure of an export that has more bytes than it may. */
    public static final String TOO_LARGE = "message-too-large";

    /** An empty identity, and some that are none, would make Exchange answer with everything. */
    private static final Pattern IDENTITY = Pattern.compile(
            "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\\\[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            Pattern.CASE_INSENSITIVE);

    /** Around the time that a network message id seems to have been made the message is looked for first. */
    private static final Duration BEFORE_ID = Duration.ofHours(1);

    private static final Duration AFTER_ID = Duration.ofDays(1);

    private final InvokeCommand command;
    private final InstantSource clock;
    private final long maxMessageBytes;

    /**
     * Makes a client.
     *
     * @param http waits at least two minutes for a byte: Exchange is slow with large messages
     * @param pause {@code Thread::sleep}
     */
    public ExchangeQuarantine(
            MicrosoftHttp http,
            AccessTokens tokens,
            ExchangeSettings settings,
            InstantSource clock,
            Pause pause,
            RandomGenerator random) {
        this.command = new InvokeCommand(
                http,
                tokens,
                new TenantTurns(settings, clock, pause),
                new Retries(settings, clock, pause, random),
                clock);
        this.clock = clock;
        this.maxMessageBytes = settings.maxMessageBytes();
    }

    /**
     * Lists quarantined messages.
     *
     * @param maxRows after how many rows to end
     * @param deadline when to end; an instant far away is right for a listing that must be complete
     * @param consumer takes each row once; pages are in memory one by one
     * @throws MicrosoftException if Exchange does not answer, or refuses; rows before that have been handed on
     * @throws InterruptedException if the thread is to stop
     */
    public Listing list(
            Connection connection, QuarantineFilter filter, long maxRows, Instant deadline, RowConsumer consumer)
            throws MicrosoftException, InterruptedException {
        Instant now = clock.instant();
        Instant earliest = now.minus(LOOK_BACK);
        Instant from = filter.receivedFrom().isBefore(earliest) ? earliest : filter.receivedFrom();
        Instant to = filter.receivedTo();
        if (to.isBefore(from)) {
            return new Listing(from, from, End.COMPLETE, 0, 0, 0, 0, 0);
        }
        NetworkMessageId id = filter.networkMessageId();
        PageSource pages = (slice, number) -> page(connection, filter, slice, number, deadline);
        if (id != null) {
            Optional<Listing> found = listNearId(pages, id, from, to, maxRows, deadline, consumer);
            if (found.isPresent()) {
                return found.get();
            }
        }
        Predicate<QuarantineRow> wanted = row -> id == null || id.isOf(row.identity());
        return new ListingRun(pages, ListingRun.PAGE_SIZE, wanted, maxRows, deadline, clock, consumer).run(from, to);
    }

    /** Looks for a message where its id says it is. Nothing is known if it is not there. */
    private Optional<Listing> listNearId(
            PageSource pages,
            NetworkMessageId id,
            Instant from,
            Instant to,
            long maxRows,
            Instant deadline,
            RowConsumer consumer)
            throws MicrosoftException, InterruptedException {
        Instant at = id.seemsMadeAt(clock.instant()).orElse(null);
        if (at == null) {
            return Optional.empty();
        }
        Instant near = latest(from, at.minus(BEFORE_ID));
        Instant nearTo = earliest(to, at.plus(AFTER_ID));
        if (nearTo.isBefore(near)) {
            return Optional.empty();
        }
        Listing listing = new ListingRun(
                        pages, ListingRun.PAGE_SIZE, row -> id.isOf(row.identity()), maxRows, deadline, clock, consumer)
                .run(near, nearTo);
        boolean isAllRead = listing.end() == End.COMPLETE || listing.end() == End.UNREADABLE;
        return listing.rows() == 0 && isAllRead
                ? Optional.empty()
                : Optional.of(new Listing(
                        from,
                        to,
                        listing.end(),
                        listing.rows(),
                        listing.duplicates(),
                        listing.unreadable(),
                        listing.pages(),
                        listing.slices()));
    }

    /**
     * Gives a quarantined message's header.
     *
     * @param identity of a row
     * @throws MicrosoftException if there is none, or Exchange does not answer
     * @throws InterruptedException if the thread is to stop
     */
    public MessageHeader header(Connection connection, String identity, Instant deadline)
            throws MicrosoftException, InterruptedException {
        String checked = checked(identity);
        return command.run(
                        connection,
                        Cmdlet.HEADER,
                        Map.of("Identity", checked),
                        deadline,
                        body -> readHeader(body, checked))
                .orElseThrow(ExchangeQuarantine::gone);
    }

    private Optional<MessageHeader> readHeader(InputStream body, String identity)
            throws IOException, MicrosoftException {
        List<MessageHeader> headers = new ArrayList<>();
        CmdletAnswer answer = CmdletAnswer.read(body, Cmdlet.HEADER, clock, row -> {
            String text = row.path("Header").asText("");
            String theirs = row.path("Identity").asText("").strip();
            if (!text.isEmpty() && (!theirs.contains("\\") || theirs.equalsIgnoreCase(identity))) {
                headers.add(new MessageHeader(identity, text));
            }
        });
        if (headers.isEmpty() && answer.rows() > 0) {
            throw new UnfitAnswerException("it has no header, or that of another message");
        }
        return headers.stream().findFirst();
    }

    /**
     * Writes a quarantined message's bytes to a destination, exactly as Exchange received them. At no time more than
     * some hundred kilobytes are in memory.
     *
     * @param identity of a row
     * @throws MicrosoftException if there is no such message, it is too large ({@link #TOO_LARGE}), or Exchange does
     *     not answer
     * @throws IOException if the destination fails, and as it does
     * @throws InterruptedException if the thread is to stop
     */
    public ExportedMessage export(Connection connection, String identity, Instant deadline, Destination destination)
            throws MicrosoftException, IOException, InterruptedException {
        String checked = checked(identity);
        @Nullable EmlForm form = null;
        while (true) {
            try {
                return export(connection, checked, form, deadline, destination).orElseThrow(ExchangeQuarantine::gone);
            } catch (ExportStopped stopped) {
                form = nextForm(stopped, form);
            }
        }
    }

    private Optional<ExportedMessage> export(
            Connection connection, String identity, @Nullable EmlForm form, Instant deadline, Destination destination)
            throws MicrosoftException, InterruptedException {
        return command.run(
                connection,
                Cmdlet.EXPORT,
                Map.of("Identity", identity),
                deadline,
                body -> ExportAnswer.read(body, identity, form, destination, maxMessageBytes, clock));
    }

    /** Forms come one after the other and never again, so that this ends. */
    private static EmlForm nextForm(ExportStopped stopped, @Nullable EmlForm taken)
            throws MicrosoftException, IOException {
        IOException destinationFailed = stopped.destinationFailed();
        if (destinationFailed != null) {
            throw destinationFailed;
        }
        MicrosoftFailure failure = stopped.failure();
        if (failure != null) {
            throw new MicrosoftException(failure);
        }
        EmlForm right = stopped.rightForm();
        if (right == null || (taken != null && right.compareTo(taken) <= 0)) {
            throw new IllegalStateException("An export was stopped for no reason", stopped);
        }
        return right;
    }

    private static MicrosoftException gone() {
        return new MicrosoftException(
                new NotFound("The message is not in quarantine, or not any more: released, deleted or expired."));
    }

    private static String checked(String identity) throws MicrosoftException {
        String stripped = identity.strip();
        if (!IDENTITY.matcher(stripped).matches()) {
            throw new MicrosoftException(new InvalidRequest(
                    "The identity of a quarantined message is two GUIDs with a backslash between them.", null));
        }
        return stripped;
    }

    private Page page(Connection connection, QuarantineFilter filter, Slice slice, int number, Instant deadline)
            throws MicrosoftException, InterruptedException {
        return command.run(
                connection, Cmdlet.LIST, parameters(filter, slice, number), deadline, body -> readPage(body));
    }

    private Page readPage(InputStream body) throws IOException, MicrosoftException {
        List<QuarantineRow> rows = new ArrayList<>();
        List<UUID> unreadable = new ArrayList<>();
        CmdletAnswer answer = CmdletAnswer.read(
                body,
                Cmdlet.LIST,
                clock,
                (JsonNode row) -> QuarantineRow.of(row).ifPresentOrElse(rows::add, () -> unreadable.add(print(row))));
        return new Page(rows, unreadable, answer.truncated());
    }

    /** Returns what a row is known by that has no identity: it has the same whenever it comes again. */
    private static UUID print(JsonNode row) {
        return UUID.nameUUIDFromBytes(row.toString().getBytes(UTF_8));
    }

    /** The window is always sent: without one, Exchange takes 16 days. So is the wish for mail of blocked senders. */
    private static Map<String, Object> parameters(QuarantineFilter filter, Slice slice, int number) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("Page", number);
        parameters.put("PageSize", ListingRun.PAGE_SIZE);
        parameters.put(
                "StartReceivedDate",
                slice.from().truncatedTo(ChronoUnit.SECONDS).toString());
        parameters.put(
                "EndReceivedDate", slice.to().truncatedTo(ChronoUnit.SECONDS).toString());
        parameters.put("IncludeMessagesFromBlockedSenderAddress", true);
        putList(parameters, "RecipientAddress", filter.recipients());
        putList(parameters, "SenderAddress", filter.senders());
        putList(
                parameters,
                "QuarantineTypes",
                filter.types().stream().map(MessageType::word).toList());
        putList(
                parameters,
                "ReleaseStatus",
                filter.releaseStatuses().stream().map(ReleaseStatus::word).toList());
        putText(parameters, "Subject", filter.subject());
        putText(parameters, "MessageId", filter.messageId());
        return parameters;
    }

    private static void putText(Map<String, Object> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static void putList(Map<String, Object> parameters, String name, List<String> values) {
        if (!values.isEmpty()) {
            parameters.put(name, values);
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
