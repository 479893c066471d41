package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A group of users, devices or analysts. */
@OcsfObject
public record Group(
        @JsonPropertyDescription("Its name.") @Nullable String name,

        @JsonPropertyDescription("Its id.") @Nullable String uid,

        @JsonPropertyDescription("What kind of group it is.") @Nullable
        String type) {}
