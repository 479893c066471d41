package io.sluice.contracts.quarantine;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.net.URI;
import java.time.Instant;

/** The bytes of a message as they were received, kept in the evidence store: a claim check. */
public record Evidence(
        @JsonPropertyDescription(
                "Where the bytes can be had with role analyst; append /zip for a zip with the password 'infected'.")
        URI dataref,

        @JsonPropertyDescription("The SHA-256 of the bytes, in hexadecimal digits.")
        String sha256,

        @JsonPropertyDescription("Their SHA-1.") String sha1,

        @JsonPropertyDescription("Their MD5.") String md5,

        @JsonPropertyDescription("How many they are.") long size,

        @JsonPropertyDescription("Since when they are kept.")
        Instant storedAt,

        @JsonPropertyDescription("Until when they are kept at least.")
        Instant expiresAt) {}
