package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A signature on a message. It was not verified here: see the reports. */
public record DkimSignature(
        @JsonPropertyDescription("DKIM-Signature, ARC-Message-Signature or ARC-Seal.")
        String header,

        @JsonPropertyDescription("The signing domain (d).") @Nullable
        String domain,

        @JsonPropertyDescription("The selector of its key (s).") @Nullable
        String selector,

        @JsonPropertyDescription("The algorithm (a).") @Nullable
        String algorithm,

        @JsonPropertyDescription("For whom it signs (i), in a DKIM-Signature.") @Nullable
        String identity,

        @JsonPropertyDescription("The number of the ARC set (i).") @Nullable
        Integer arcInstance,

        @JsonPropertyDescription("What the sealer found about the chain before it (cv): none, pass or fail.") @Nullable
        String chainValidation) {}
