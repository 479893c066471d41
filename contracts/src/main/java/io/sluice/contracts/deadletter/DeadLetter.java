package io.sluice.contracts.deadletter;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Something that could not be understood. The rest of what came with it went on. */
public record DeadLetter(
        @JsonPropertyDescription("Microsoft's id of the tenant it concerns.")
        String tenantId,

        @JsonPropertyDescription("The connection through which it was read, where known.") @Nullable
        String connectionId,

        @JsonPropertyDescription("Which part of Sluice could not understand it.")
        String stage,

        @JsonPropertyDescription("What is wrong with it, for people.")
        String reason,

        @JsonPropertyDescription("When that was found.") Instant at,

        @JsonPropertyDescription("How many bytes it has.") long size,

        @JsonPropertyDescription("Its bytes, Base64; the first MiB of them if it is larger.")
        String bytes) {

    /** How many bytes a dead letter keeps at most. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** Returns a dead letter that keeps as many of the bytes as fit. */
    public static DeadLetter of(
            String tenantId, @Nullable String connectionId, String stage, String reason, Instant at, byte[] bytes) {
        byte[] kept = bytes.length <= MAX_BYTES ? bytes : Arrays.copyOf(bytes, MAX_BYTES);
        return new DeadLetter(
                tenantId,
                connectionId,
                stage,
                reason,
                at,
                bytes.length,
                Base64.getEncoder().encodeToString(kept));
    }
}
