package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The cloud that an event happened in. */
@OcsfObject
public record Cloud(
        @JsonPropertyDescription("The provider.") String provider,

        @JsonPropertyDescription("The tenant.") @Nullable Account account) {}
