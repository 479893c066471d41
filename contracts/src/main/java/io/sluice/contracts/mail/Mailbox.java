package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** An address in a header. */
public record Mailbox(
        @JsonPropertyDescription("The address; absent where there is only a name.") @Nullable
        String address,

        @JsonPropertyDescription("The display name, decoded.") @Nullable
        String displayName,

        @JsonPropertyDescription("The name of the group that it is listed in.") @Nullable
        String group,

        @JsonPropertyDescription("Another address that the display name shows: a trick to look like somebody else.")
        @Nullable
        String nameShowsAddress) {}
