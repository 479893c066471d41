package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import io.sluice.contracts.quarantine.Evidence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that belongs to an investigation and is or was in quarantine. Its content stays in the evidence store; its
 * whole analysis is in the answer on {@code quarantine-results}.
 */
public record Message(
        @JsonPropertyDescription(
                "Microsoft's id of the message (NetworkMessageId); its entity has the value or alias nmid: and this.")
        @Nullable
        String networkMessageId,

        @JsonPropertyDescription("The Internet message id, without angle brackets.") @Nullable
        String internetMessageId,

        @JsonPropertyDescription("When it was received.") @Nullable
        Instant receivedAt,

        @JsonPropertyDescription("The sender's address.") @Nullable
        String sender,

        @JsonPropertyDescription("The recipients' addresses, at most 100.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> recipients,

        @JsonPropertyDescription("Tags of its recipients, such as Priority Account, in Microsoft's words.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> recipientTags,

        @JsonPropertyDescription("The subject.") @Nullable String subject,

        @JsonPropertyDescription("Why it is quarantined, such as High Confidence Phish, in Microsoft's words.")
        @Nullable
        String type,

        @JsonPropertyDescription("Whether it is released, such as NOTRELEASED, in Microsoft's words.") @Nullable
        String releaseStatus,

        @JsonPropertyDescription("Where its bytes are, where it was exported.") @Nullable
        Evidence evidence,

        @JsonPropertyDescription("Whether it is from where it says, where its headers were read.") @Nullable
        MailAuthentication authentication,

        @JsonPropertyDescription(
                "The web addresses that it links to, in their canonical form and not defanged, at most 50.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> urls,

        @JsonPropertyDescription("The SHA-256 of its attachments, in hexadecimal digits, at most 50.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> attachments) {

    public Message {
        recipients = Lists.copy(recipients);
        recipientTags = Lists.copy(recipientTags);
        urls = Lists.copy(urls);
        attachments = Lists.copy(attachments);
    }
}
