package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A URL. */
@OcsfObject
public record Url(
        @JsonPropertyDescription("The URL as the source gave it.")
        String urlString,

        @JsonPropertyDescription("Its scheme.") @Nullable String scheme,

        @JsonPropertyDescription("Its host.") @Nullable String hostname,

        @JsonPropertyDescription("Its port, where it names one.") @Nullable
        Integer port,

        @JsonPropertyDescription("Its path.") @Nullable String path,

        @JsonPropertyDescription("Its query without the question mark.") @Nullable
        String queryString) {}
