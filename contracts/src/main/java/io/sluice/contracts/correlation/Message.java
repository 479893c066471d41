package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.quarantine.Evidence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A quarantined message that belongs to an investigation. Its content stays in the evidence store. */
public record Message(
        @JsonPropertyDescription("Microsoft's id of the message (NetworkMessageId).") @Nullable
        String networkMessageId,

        @JsonPropertyDescription("The Internet message id, without angle brackets.") @Nullable
        String internetMessageId,

        @JsonPropertyDescription("When it was received.") @Nullable
        Instant receivedAt,

        @JsonPropertyDescription("The sender's address.") @Nullable
        String sender,

        @JsonPropertyDescription("The recipients' addresses.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> recipients,

        @JsonPropertyDescription("The subject.") @Nullable String subject,

        @JsonPropertyDescription("Why it is quarantined, in Microsoft's words.") @Nullable
        String type,

        @JsonPropertyDescription("Whether it is released, in Microsoft's words.") @Nullable
        String releaseStatus,

        @JsonPropertyDescription("Where its bytes are, where it was exported.") @Nullable
        Evidence evidence,

        @JsonPropertyDescription("The addresses that it links to, canonical, at most 50.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> urls,

        @JsonPropertyDescription("The SHA-256 of its attachments, at most 50.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> attachments) {

    public Message {
        recipients = recipients == null ? List.of() : List.copyOf(recipients);
        urls = urls == null ? List.of() : List.copyOf(urls);
        attachments = attachments == null ? List.of() : List.copyOf(attachments);
    }
}
