package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Something affected that has no object of its own in the standard, such as a group or an application. */
@OcsfObject
public record ResourceDetails(
        @JsonPropertyDescription("Its name.") @Nullable String name,

        @JsonPropertyDescription("Its id.") @Nullable String uid,

        @JsonPropertyDescription("Microsoft's word for what it is.") @Nullable
        String type) {}
