package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A limit that was reached: something was left out or not looked into. */
public record LimitReached(
        @JsonPropertyDescription("The path of the part; absent where it concerns the whole.") @Nullable
        String part,

        @JsonPropertyDescription("The limit, as the setting is called.")
        String limit,

        @JsonPropertyDescription("Its value.") long value) {}
