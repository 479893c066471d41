package io.sluice.contracts.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What is wrong with a request, and where. */
public record Problem(
        @JsonPropertyDescription("Where: a JSON pointer (RFC 6901) into the request; empty: the request as a whole.")
        String pointer,

        @JsonPropertyDescription("What is wrong there, for people.")
        String message) {}
