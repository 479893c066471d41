package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What the receiving service found about a mail's authentication. */
@OcsfObject
public record EmailAuth(
        @JsonPropertyDescription("SPF: pass, fail, softfail, neutral, none, temperror or permerror.") @Nullable
        String spf,

        @JsonPropertyDescription("DKIM: pass, fail, none and so on.") @Nullable
        String dkim,

        @JsonPropertyDescription("The domain whose DKIM signature was looked at.") @Nullable
        String dkimDomain,

        @JsonPropertyDescription("DMARC: pass, fail, bestguesspass, none and so on.") @Nullable
        String dmarc,

        @JsonPropertyDescription(
                "What was done because of DMARC where it is not the policy of the domain: Microsoft's word for the action.")
        @Nullable
        String dmarcOverride,

        @JsonPropertyDescription("The policy that the domain publishes, where it was told.") @Nullable
        String dmarcPolicy) {}
