package io.sluice.contracts.quarantine;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A header field of a message. */
public record HeaderField(
        @JsonPropertyDescription("Its name as written.") String name,

        @JsonPropertyDescription("Its value, unfolded but not decoded.")
        String value) {}
