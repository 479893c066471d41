package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What made an Email Activity and which version of the standard it follows. */
@OcsfObject
public record EmailActivityMetadata(
        @JsonPropertyDescription("The version of OCSF: 1.8.0.")
        String version,

        @JsonPropertyDescription("The product that read the message.")
        Product product,

        @JsonPropertyDescription("Whether something was left out, because a limit was reached.") @Nullable
        Boolean isTruncated) {}
