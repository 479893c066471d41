package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** One end of a network connection. Microsoft does not say which end an address was; Sluice calls it the source. */
@OcsfObject
public record NetworkEndpoint(
        @JsonPropertyDescription("The IP address, version 4 or 6.") @Nullable
        String ip,

        @JsonPropertyDescription("The port.") @Nullable Integer port) {}
