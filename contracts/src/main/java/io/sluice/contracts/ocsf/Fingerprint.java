package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A digest of a file's content. */
@OcsfObject
public record Fingerprint(
        @JsonPropertyDescription("The algorithm.") HashAlgorithm algorithmId,

        @JsonPropertyDescription("The algorithm's name.") @Nullable
        String algorithm,

        @JsonPropertyDescription("The digest in hexadecimal, as the source gave it.")
        String value) {
    /** Returns a digest by an algorithm, with the algorithm's name. */
    public static Fingerprint of(HashAlgorithm algorithm, String value) {
        return new Fingerprint(algorithm, algorithm.caption(), value);
    }
}
