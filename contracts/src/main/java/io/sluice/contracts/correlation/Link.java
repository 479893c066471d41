package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** Another investigation that shares something which joins nothing: worth a look. */
public record Link(
        @JsonPropertyDescription("What they share.") EntityKind kind,
        @JsonPropertyDescription("Its canonical value.") String value,

        @JsonPropertyDescription("The findings elsewhere that name it, by uid, at most 10.")
        List<String> findings) {

    public Link {
        findings = List.copyOf(findings);
    }
}
