package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** An operating system. */
@OcsfObject
public record Os(
        @JsonPropertyDescription("Microsoft's word for the platform.")
        String name,

        @JsonPropertyDescription("The family.") OsType typeId,

        @JsonPropertyDescription("The family's name.") @Nullable
        String type,

        @JsonPropertyDescription("The version.") @Nullable String version,

        @JsonPropertyDescription("The build number.") @Nullable
        String build) {}
