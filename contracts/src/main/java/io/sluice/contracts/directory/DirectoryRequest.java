package io.sluice.contracts.directory;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A question to a tenant's directory. A {@code user} has {@code user}; a {@code device} has {@code device}. The answer
 * is one {@link DirectoryEntry}, or none where the directory does not know who or what is meant.
 */
public record DirectoryRequest(
        @JsonPropertyDescription(
                "The request's id, at most 200 characters. The same id, asked twice within a day for the same tenant,"
                        + " is answered once. Without it the request is known by its place on the topic.")
        @Nullable
        String id,

        @JsonPropertyDescription("user or device.") DirectoryKind kind,

        @JsonPropertyDescription("The connection's id or name.")
        String connection,

        @JsonPropertyDescription("Who asks, for the audit trail; Sluice cannot verify it.") @Nullable
        String requestedBy,

        @JsonPropertyDescription("The id of the event or request that this one follows from; the result repeats it.")
        @Nullable
        String causationId,

        @JsonPropertyDescription("For user: the user principal name or the Entra object id.") @Nullable
        String user,

        @JsonPropertyDescription("For device: the id in Defender for Endpoint or the DNS name.") @Nullable
        String device) {}
