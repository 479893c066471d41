package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Whether a message is from where it says, in the words of the service that received it, such as pass or fail. */
public record MailAuthentication(
        @JsonPropertyDescription("SPF: whether the sending server may send for the domain.") @Nullable
        String spf,

        @JsonPropertyDescription("DKIM: whether a domain has signed it.") @Nullable
        String dkim,

        @JsonPropertyDescription("DMARC: whether one of the two is for the domain that people see.") @Nullable
        String dmarc,

        @JsonPropertyDescription("Composite authentication, by Microsoft.") @Nullable
        String compauth) {}
