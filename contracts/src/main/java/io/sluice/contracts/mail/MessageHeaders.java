package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the header of a message says, decoded. Nothing of it is proven. */
public record MessageHeaders(
        @JsonPropertyDescription("From.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Mailbox> from,

        @JsonPropertyDescription("Sender.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Mailbox> sender,

        @JsonPropertyDescription("Reply-To.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Mailbox> replyTo,

        @JsonPropertyDescription("To.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Mailbox> to,

        @JsonPropertyDescription("Cc.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Mailbox> cc,

        @JsonPropertyDescription("Bcc.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Mailbox> bcc,

        @JsonPropertyDescription("Return-Path: the envelope sender as the last server wrote it.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Mailbox> returnPath,

        @JsonPropertyDescription("The subject.") @Nullable String subject,

        @JsonPropertyDescription("The date, where it can be understood.") @Nullable
        Instant date,

        @JsonPropertyDescription("The date as written.") @Nullable
        String dateText,

        @JsonPropertyDescription("Message-ID, with its angle brackets.") @Nullable
        String messageId,

        @JsonPropertyDescription("In-Reply-To.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> inReplyTo,

        @JsonPropertyDescription("References, oldest first.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> references,

        @JsonPropertyDescription("The addresses that X-Originating-IP and its like name.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> originatingIps,

        @JsonPropertyDescription("Microsoft's id of the message, where Exchange wrote it.") @Nullable
        String networkMessageId,

        @JsonPropertyDescription("The program that says to have written it (X-Mailer, User-Agent).") @Nullable
        String mailer,

        @JsonPropertyDescription("How many header fields there are.")
        int fields,

        @JsonPropertyDescription(
                "Fields that may be there once and are there more often, such as From; the first one counts.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> repeated) {
    public MessageHeaders {
        from = Lists.copy(from);
        sender = Lists.copy(sender);
        replyTo = Lists.copy(replyTo);
        to = Lists.copy(to);
        cc = Lists.copy(cc);
        bcc = Lists.copy(bcc);
        returnPath = Lists.copy(returnPath);
        inReplyTo = Lists.copy(inReplyTo);
        references = Lists.copy(references);
        originatingIps = Lists.copy(originatingIps);
        repeated = Lists.copy(repeated);
    }
}
