package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A Received-SPF header. */
public record ReceivedSpf(
        @JsonPropertyDescription("The result: pass, fail, softfail and so on.")
        String result,

        @JsonPropertyDescription("The explanation, as written.") @Nullable
        String comment,

        @JsonPropertyDescription("The server that was checked.") @Nullable
        String clientIp,

        @JsonPropertyDescription("The envelope sender.") @Nullable
        String envelopeFrom,

        @JsonPropertyDescription("How the server greeted.") @Nullable
        String helo,

        @JsonPropertyDescription("Whether the service that received the message wrote it.")
        boolean trusted) {}
