package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mail message. */
@OcsfObject
public record Email(
        @JsonPropertyDescription("The sender's address.") @Nullable
        String from,

        @JsonPropertyDescription("The recipients' addresses.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> to,

        @JsonPropertyDescription("The envelope sender's address where it is another one.") @Nullable
        String sender,

        @JsonPropertyDescription("The subject.") @Nullable String subject,

        @JsonPropertyDescription("The Internet message id (Message-ID header).") @Nullable
        String messageUid,

        @JsonPropertyDescription("The recipients' names and addresses as written.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> toMailboxes,

        @JsonPropertyDescription("The sender's name and address as written.") @Nullable
        String fromMailbox,

        @JsonPropertyDescription("The addresses in copy.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> cc,

        @JsonPropertyDescription("The names and addresses in copy as written.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> ccMailboxes,

        @JsonPropertyDescription("Where answers go.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> replyToList,

        @JsonPropertyDescription("Where answers go, names and addresses as written.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> replyToMailboxes,

        @JsonPropertyDescription("The envelope sender as the last server wrote it.") @Nullable
        String returnPath,

        @JsonPropertyDescription("The size in bytes, attachments included.") @Nullable
        Long size,

        @JsonPropertyDescription("The address that the message says to come from.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> xOriginatingIp,

        @JsonPropertyDescription("The attached and embedded files.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<File> files,

        @JsonPropertyDescription("The URLs in it.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Url> urls) {
    public Email {
        to = Lists.copy(to);
        toMailboxes = Lists.copy(toMailboxes);
        cc = Lists.copy(cc);
        ccMailboxes = Lists.copy(ccMailboxes);
        replyToList = Lists.copy(replyToList);
        replyToMailboxes = Lists.copy(replyToMailboxes);
        xOriginatingIp = Lists.copy(xOriginatingIp);
        files = Lists.copy(files);
        urls = Lists.copy(urls);
    }

    /** A message of which only sender, recipients, subject and id are known. */
    public Email(
            @Nullable String from,
            List<String> to,
            @Nullable String sender,
            @Nullable String subject,
            @Nullable String messageUid) {
        this(
                from,
                to,
                sender,
                subject,
                messageUid,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }
}
