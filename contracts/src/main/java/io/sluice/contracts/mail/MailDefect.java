package io.sluice.contracts.mail;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * Something in a message that is not as it should be. Senders do it by mistake, or to be read differently by filters.
 */
public record MailDefect(
        @JsonPropertyDescription("The path of the part; absent where it concerns the whole.") @Nullable
        String part,

        @JsonPropertyDescription("What is wrong, as a word to search for.")
        String what,

        @JsonPropertyDescription("How often.") int count) {}
