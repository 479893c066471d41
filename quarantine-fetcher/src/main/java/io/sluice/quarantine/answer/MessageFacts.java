package io.sluice.quarantine.answer;

import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.quarantine.Evidence;
import io.sluice.contracts.quarantine.HeaderField;
import io.sluice.contracts.quarantine.Outcome;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.contracts.status.StatusError;
import io.sluice.quarantine.exchange.QuarantineRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a message before it is fetched, and how that becomes an item of an answer. */
record MessageFacts(QuarantineRow row) {

    /** Returns the facts of a message of which only its identity is known, because the request names it. */
    static MessageFacts of(String identity) {
        return new MessageFacts(QuarantineRow.named(identity));
    }

    String identity() {
        return row.identity();
    }

    QuarantinedMessage listed() {
        return item(Outcome.LISTED, List.of(), null, null, null);
    }

    QuarantinedMessage withHeaders(List<HeaderField> headers) {
        return item(Outcome.FETCHED, headers, null, null, null);
    }

    QuarantinedMessage exported(Evidence evidence, MailAnalysis analysis) {
        return item(Outcome.FETCHED, List.of(), evidence, analysis, null);
    }

    QuarantinedMessage gone() {
        return item(Outcome.GONE, List.of(), null, null, null);
    }

    QuarantinedMessage failed(StatusError error) {
        return item(Outcome.FAILED, List.of(), null, null, error);
    }

    private QuarantinedMessage item(
            Outcome outcome,
            List<HeaderField> headers,
            @Nullable Evidence evidence,
            @Nullable MailAnalysis analysis,
            @Nullable StatusError error) {
        return new QuarantinedMessage(
                outcome,
                row.identity(),
                row.networkMessageId(),
                withoutBrackets(row.messageId()),
                row.receivedTime(),
                row.expires(),
                row.sender(),
                row.recipients(),
                row.subject(),
                row.size(),
                row.type(),
                row.policyType(),
                row.policyName(),
                row.direction(),
                row.releaseStatus(),
                row.recipientTags(),
                headers,
                evidence,
                analysis,
                error);
    }

    private static @Nullable String withoutBrackets(@Nullable String messageId) {
        return messageId != null && messageId.startsWith("<") && messageId.endsWith(">")
                ? messageId.substring(1, messageId.length() - 1)
                : messageId;
    }
}
