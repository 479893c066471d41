package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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
        String messageUid) {
    public Email {
        to = Lists.copy(to);
    }
}
