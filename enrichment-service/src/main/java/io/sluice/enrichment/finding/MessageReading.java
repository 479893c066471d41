package io.sluice.enrichment.finding;

import io.sluice.contracts.correlation.MailAuthentication;
import io.sluice.contracts.correlation.Message;
import io.sluice.contracts.mail.Authentication;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.MailUrl;
import io.sluice.contracts.ocsf.Severity;
import io.sluice.contracts.ocsf.Verdict;
import io.sluice.contracts.quarantine.Outcome;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.enrichment.entity.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what quarantine holds of a message. */
public final class MessageReading {

    private static final String SOURCE = "quarantine";
    private static final String PRODUCT = "Exchange Online quarantine";
    private static final int MOST = 50;
    private static final int MOST_RECIPIENTS = 100;

    private final Function<QuarantinedMessage, List<Sighting>> sightings;

    /** Reads who and what a message names by a function. */
    public MessageReading(Function<QuarantinedMessage, List<Sighting>> sightings) {
        this.sightings = sightings;
    }

    /** Returns whether something was fetched; a message that is gone, or only listed, is no finding. */
    public static boolean isFetched(QuarantinedMessage message) {
        return message.outcome() == Outcome.FETCHED && message.identity() != null;
    }

    /**
     * Returns what quarantine says.
     *
     * @param at when it said so
     * @param written the record's time, in milliseconds since 1970-01-01T00:00:00Z
     * @throws MalformedEventException if it is larger than any message
     */
    public Report read(QuarantinedMessage message, Instant at, long written, @Nullable String connectionId)
            throws MalformedEventException {
        Bounds.checkId(message.identity(), "items[].identity");
        Bounds.checkId(message.networkMessageId(), "items[].networkMessageId");
        Bounds.checkId(connectionId, "connectionId");
        Instant received = Objects.requireNonNullElse(message.receivedAt(), at);
        return Bounds.checked(
                new Report(
                        SOURCE,
                        at.toString(),
                        at.toEpochMilli(),
                        Bounds.read(at.toEpochMilli(), written),
                        received.toEpochMilli(),
                        received.toEpochMilli(),
                        received.toEpochMilli(),
                        Bounds.title(message.subject()),
                        PRODUCT,
                        null,
                        Severity.UNKNOWN,
                        Bounds.name(message.releaseStatus()),
                        false,
                        Verdict.UNKNOWN,
                        null,
                        connectionId,
                        Bounds.names(message.type() == null ? List.of() : List.of(message.type()), 1),
                        List.of(),
                        List.of(),
                        sightings.apply(message),
                        new Message(
                                message.networkMessageId(),
                                Bounds.line(message.internetMessageId()),
                                message.receivedAt(),
                                Bounds.line(message.sender()),
                                Bounds.lines(message.recipients(), MOST_RECIPIENTS),
                                Bounds.names(message.recipientTags(), MOST),
                                Bounds.line(message.subject()),
                                Bounds.name(message.type()),
                                Bounds.name(message.releaseStatus()),
                                message.evidence(),
                                authentication(message.analysis()),
                                analysis(
                                        message.analysis(),
                                        analysis -> analysis.urls().stream()
                                                .map(MailUrl::url)
                                                .filter(Bounds::isAddress)),
                                analysis(
                                        message.analysis(),
                                        analysis -> analysis.parts().stream()
                                                .filter(part -> "attachment".equals(part.disposition()))
                                                .map(part -> Objects.requireNonNullElse(part.sha256(), ""))
                                                .filter(digest -> !digest.isEmpty())))),
                Integer.MAX_VALUE);
    }

    private static @Nullable MailAuthentication authentication(@Nullable MailAnalysis analysis) {
        Authentication found = analysis == null ? null : analysis.authentication();
        return found == null
                        || (found.spf() == null
                                && found.dkim() == null
                                && found.dmarc() == null
                                && found.compauth() == null)
                ? null
                : new MailAuthentication(found.spf(), found.dkim(), found.dmarc(), found.compauth());
    }

    private static List<String> analysis(
            @Nullable MailAnalysis analysis, Function<MailAnalysis, Stream<String>> values) {
        return analysis == null
                ? List.of()
                : values.apply(analysis).distinct().sorted().limit(MOST).toList();
    }
}
