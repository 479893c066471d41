package io.sluice.simulator.exchange;

import io.sluice.simulator.quarantine.Quarantine;
import io.sluice.simulator.quarantine.Quarantined;
import io.sluice.simulator.quarantine.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which rows of the list are wanted. */
final class RowFilter {

    /** What is listed when no time is given. */
    private static final Duration USUAL_WINDOW = Duration.ofDays(16);

    /**
     * When the messages came.
     *
     * @param from earliest, included
     * @param to latest, included
     */
    record Window(Instant from, Instant to) {}

    private final List<Predicate<Row>> conditions = new ArrayList<>();

    private RowFilter() {}

    /** The window of a list; 16 days unless something else is said, and at most 30. */
    static Window window(Arguments arguments, Instant now) {
        Instant from = arguments.time("StartReceivedDate").orElse(now.minus(USUAL_WINDOW));
        Instant oldest = now.minus(Quarantine.LONGEST);
        return new Window(
                from.isBefore(oldest) ? oldest : from,
                arguments.time("EndReceivedDate").orElse(now));
    }

    /** What may be said besides an identity. */
    static RowFilter ofDetails(Arguments arguments) {
        RowFilter filter = new RowFilter();
        filter.anyOf(arguments.texts("RecipientAddress"), Row::recipients);
        filter.anyOf(
                arguments.texts("SenderAddress"), row -> List.of(row.message().sender()));
        if (!EntityTypes.isMail(arguments)) {
            filter.conditions.add(row -> false);
        }
        return filter;
    }

    /** Everything that may be said of a list. */
    static RowFilter ofSummary(Arguments arguments) {
        RowFilter filter = ofDetails(arguments);
        filter.anyOf(
                arguments.words("QuarantineTypes"), row -> List.of(cause(row).quarantineType()));
        filter.anyOf(arguments.words("Type"), row -> List.of(cause(row).quarantineType()));
        filter.anyOf(arguments.words("PolicyTypes"), row -> List.of(cause(row).policyType()));
        filter.anyOf(arguments.texts("PolicyName"), row -> List.of(cause(row).policyName()));
        filter.anyOf(
                arguments.words("ReleaseStatus"),
                row -> List.of(row.message().status().title()));
        filter.anyOf(arguments.words("Direction"), row -> List.of(row.message().inbound() ? "Inbound" : "Outbound"));
        filter.anyOf(arguments.texts("RecipientTag"), row -> List.of(RowJson.tag(row.recipients())));
        filter.anyOf(arguments.texts("Subject"), row -> List.of(row.message().subject()));
        arguments
                .texts("MessageId")
                .forEach(id -> filter.about(it -> it.internetMessageId().equals(id)));
        arguments.flag("Reported").ifPresent(wanted -> filter.about(it -> it.reported() == wanted));
        arguments
                .time("StartExpiresDate")
                .ifPresent(from -> filter.about(it -> !it.expires().isBefore(from)));
        arguments
                .time("EndExpiresDate")
                .ifPresent(to -> filter.about(it -> !it.expires().isAfter(to)));
        if (!arguments.flag("IncludeMessagesFromBlockedSenderAddress").orElse(false)) {
            filter.about(it -> !it.blockedSender());
        }
        if (arguments.flag("MyItems").orElse(false)) {
            // An application has no mailbox.
            filter.conditions.add(row -> false);
        }
        return filter;
    }

    private static io.sluice.simulator.quarantine.Cause cause(Row row) {
        return row.message().cause();
    }

    private void about(Predicate<Quarantined> condition) {
        conditions.add(row -> condition.test(row.message()));
    }

    /** Texts that a row has must meet one of those wanted, if any are; letters' case does not matter. */
    private void anyOf(List<String> wanted, java.util.function.Function<Row, List<String>> had) {
        if (!wanted.isEmpty()) {
            conditions.add(row ->
                    had.apply(row).stream().anyMatch(one -> wanted.stream().anyMatch(one::equalsIgnoreCase)));
        }
    }

    /** Whether a row is wanted. */
    boolean matches(Row row) {
        return conditions.stream().allMatch(it -> it.test(row));
    }
}
