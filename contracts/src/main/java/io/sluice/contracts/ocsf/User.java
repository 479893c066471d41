package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A person, a service or a machine account. */
@OcsfObject
public record User(
        @JsonPropertyDescription("The account name or, without one, the user principal name.") @Nullable
        String name,

        @JsonPropertyDescription("The Entra ID object id or, without one, the Windows security id (SID).") @Nullable
        String uid,

        @JsonPropertyDescription("The Windows security id (SID) where uid is the Entra ID object id.") @Nullable
        String uidAlt,

        @JsonPropertyDescription("The Windows domain of the account.") @Nullable
        String domain,

        @JsonPropertyDescription("The user principal name where it has the form of an e-mail address.") @Nullable
        String emailAddr,

        @JsonPropertyDescription("The name for people.") @Nullable
        String displayName,

        @JsonPropertyDescription("The mailbox that belongs to the user.") @Nullable
        Account account) {}
