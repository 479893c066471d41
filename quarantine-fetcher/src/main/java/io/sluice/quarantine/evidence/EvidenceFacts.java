package io.sluice.quarantine.evidence;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/**
 * What is known of evidence without its bytes. It is kept in the clear in front of the encrypted bytes, so it says
 * nothing of a message but its size and digests; whoever changes it makes the bytes unreadable.
 */
public record EvidenceFacts(
        @JsonPropertyDescription("Microsoft's id of the tenant.")
        String tenantId,

        @JsonPropertyDescription("The SHA-256 of the bytes, in hexadecimal digits.")
        String sha256,

        @JsonPropertyDescription("Their SHA-1.") String sha1,
        @JsonPropertyDescription("Their MD5.") String md5,
        @JsonPropertyDescription("How many they are.") long size,

        @JsonPropertyDescription("What they are, as a media type.")
        String contentType,

        @JsonPropertyDescription("Since when they are kept.")
        Instant storedAt) {

    /** What Exchange exports: a message as it was received. */
    static final String MESSAGE = "message/rfc822";

    /** Returns what the evidence is called. */
    EvidenceName name() {
        return new EvidenceName(tenantId, sha256);
    }
}
