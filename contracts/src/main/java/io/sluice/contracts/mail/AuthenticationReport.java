package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One header in which a server says what it found about a message's authentication. */
public record AuthenticationReport(
        @JsonPropertyDescription("The header: Authentication-Results, ARC-Authentication-Results and so on.")
        String header,

        @JsonPropertyDescription("Who says so (authserv-id); Microsoft leaves it out.") @Nullable
        String authservId,

        @JsonPropertyDescription("The number of the ARC set.") @Nullable
        Integer arcInstance,

        @JsonPropertyDescription(
                "Whether the service that received the message wrote it. All others may have been made up by the sender.")
        boolean trusted,

        @JsonPropertyDescription("What was found.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<AuthenticationCheck> checks) {
    public AuthenticationReport {
        checks = Lists.copy(checks);
    }
}
