package io.sluice.quarantine.exchange;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which quarantined messages are meant. What is empty or absent does not matter. It does not print itself.
 *
 * @param receivedFrom the first instant at which they were received; Microsoft keeps and shows at most 30 days
 * @param receivedTo the last instant at which they were received
 * @param recipients one of these addresses received them; Exchange takes an alias for its mailbox
 * @param senders one of these addresses sent them
 * @param subject as Exchange compares it
 * @param types they are there for one of these reasons
 * @param releaseStatuses one of these became of them
 * @param messageId the header {@code Message-ID}, with or without its angle brackets; several messages can have it
 * @param networkMessageId Microsoft's id of the message. Exchange has no filter for it: identities are compared here
 */
public record QuarantineFilter(
        Instant receivedFrom,
        Instant receivedTo,
        List<String> recipients,
        List<String> senders,
        @Nullable String subject,
        List<MessageType> types,
        List<ReleaseStatus> releaseStatuses,
        @Nullable String messageId,
        @Nullable NetworkMessageId networkMessageId) {

    public QuarantineFilter {
        if (receivedTo.isBefore(receivedFrom)) {
            throw new IllegalArgumentException(
                    "A window ends after it starts, not " + receivedFrom + " to " + receivedTo);
        }
        recipients = withoutBlanks(recipients);
        senders = withoutBlanks(senders);
        types = List.copyOf(types);
        releaseStatuses = List.copyOf(releaseStatuses);
        subject = subject == null || subject.isBlank() ? null : subject;
        messageId = messageId == null || messageId.isBlank() ? null : inBrackets(messageId.strip());
    }

    private static List<String> withoutBlanks(List<String> values) {
        return values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String inBrackets(String messageId) {
        return messageId.startsWith("<") ? messageId : "<" + messageId + ">";
    }

    /** Returns the filter of all messages that were received in a window. */
    public static QuarantineFilter received(Instant from, Instant to) {
        return new QuarantineFilter(from, to, List.of(), List.of(), null, List.of(), List.of(), null, null);
    }

    /** Returns this filter for one recipient. */
    public QuarantineFilter withRecipient(String recipient) {
        return new QuarantineFilter(
                receivedFrom,
                receivedTo,
                List.of(recipient),
                senders,
                subject,
                types,
                releaseStatuses,
                messageId,
                networkMessageId);
    }

    /** Returns this filter for the header {@code Message-ID}. */
    public QuarantineFilter withMessageId(String id) {
        return new QuarantineFilter(
                receivedFrom, receivedTo, recipients, senders, subject, types, releaseStatuses, id, networkMessageId);
    }

    /** Returns this filter for one message. */
    public QuarantineFilter withNetworkMessageId(NetworkMessageId id) {
        return new QuarantineFilter(
                receivedFrom, receivedTo, recipients, senders, subject, types, releaseStatuses, messageId, id);
    }

    @Override
    public String toString() {
        return "QuarantineFilter[" + receivedFrom + " to " + receivedTo + "]";
    }
}
