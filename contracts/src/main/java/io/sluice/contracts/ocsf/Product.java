package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A product of Microsoft. */
@OcsfObject
public record Product(
        @JsonPropertyDescription("Its name.") String name,

        @JsonPropertyDescription("Microsoft's word for it in its interfaces.") @Nullable
        String uid,

        @JsonPropertyDescription("Its maker.") String vendorName) {}
