package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What to do about a finding. */
@OcsfObject
public record Remediation(
        @JsonPropertyDescription("The advice, as text.") String desc) {}
