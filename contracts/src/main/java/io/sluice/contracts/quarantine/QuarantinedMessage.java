package io.sluice.contracts.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.status.StatusError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message in quarantine, for one or several recipients. Its body is never in here. */
public record QuarantinedMessage(
        @JsonPropertyDescription("What has come of it: listed, fetched, gone or failed.")
        Outcome outcome,

        @JsonPropertyDescription("Microsoft's id of the message for its recipient: two GUIDs, a backslash between.")
        String identity,

        @JsonPropertyDescription("Microsoft's id of the message, the first of the two GUIDs; alerts name it too.")
        @Nullable
        String networkMessageId,

        @JsonPropertyDescription("The Internet message id (Message-ID header), without angle brackets.") @Nullable
        String internetMessageId,

        @JsonPropertyDescription("When it was received.") @Nullable
        Instant receivedAt,

        @JsonPropertyDescription("Until when quarantine keeps it.") @Nullable
        Instant expiresAt,

        @JsonPropertyDescription("The sender's address.") @Nullable
        String sender,

        @JsonPropertyDescription("The recipients' addresses.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> recipients,

        @JsonPropertyDescription("The subject.") @Nullable String subject,

        @JsonPropertyDescription("Its size in bytes, as Microsoft says.") @Nullable
        Long size,

        @JsonPropertyDescription("Why it is quarantined, such as High Confidence Phish, in Microsoft's words.")
        @Nullable
        String type,

        @JsonPropertyDescription("The kind of policy that quarantined it.") @Nullable
        String policyType,

        @JsonPropertyDescription("The name of that policy.") @Nullable
        String policyName,

        @JsonPropertyDescription("Inbound or Outbound.") @Nullable
        String direction,

        @JsonPropertyDescription("Whether it is released, such as NOTRELEASED, in Microsoft's words.") @Nullable
        String releaseStatus,

        @JsonPropertyDescription("Tags of its recipients, such as Priority Account.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> recipientTags,

        @JsonPropertyDescription("The header fields in their order, where they were asked for; at most 256 KiB.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<HeaderField> headers,

        @JsonPropertyDescription("Where the message's bytes are, where it was exported.") @Nullable
        Evidence evidence,

        @JsonPropertyDescription("What the message says and holds, where it was exported.") @Nullable
        MailAnalysis analysis,

        @JsonPropertyDescription("Why it could not be fetched.") @Nullable
        StatusError error) {

    public QuarantinedMessage {
        recipients = Lists.copy(recipients);
        recipientTags = Lists.copy(recipientTags);
        headers = Lists.copy(headers);
    }
}
