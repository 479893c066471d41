package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A value worth searching for, with the place in the event where it was found first. */
@OcsfObject
public record Observable(
        @JsonPropertyDescription("The path of the attribute, such as evidences[0].file.name.")
        String name,

        @JsonPropertyDescription("What the value is.") ObservableType typeId,

        @JsonPropertyDescription("The caption of what it is.") @Nullable
        String type,

        @JsonPropertyDescription("The value.") String value) {}
