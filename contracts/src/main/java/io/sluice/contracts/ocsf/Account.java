package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** An account: a tenant, a subscription, a mailbox. */
@OcsfObject
public record Account(
        @JsonPropertyDescription("Its name.") @Nullable String name,

        @JsonPropertyDescription("Its id.") @Nullable String uid,

        @JsonPropertyDescription("The caption of the type.") @Nullable
        String type,

        @JsonPropertyDescription("What kind of account it is.") @Nullable
        AccountType typeId) {}
