package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A value of the Windows registry. */
@OcsfObject
public record RegValue(
        @JsonPropertyDescription("Hive and key.") String path,

        @JsonPropertyDescription("The value's name.") String name,

        @JsonPropertyDescription("Microsoft's word for the type.") @Nullable
        String type,

        @JsonPropertyDescription("The type.") @Nullable RegValueType typeId,

        @JsonPropertyDescription("The data.") @Nullable JsonNode data) {}
