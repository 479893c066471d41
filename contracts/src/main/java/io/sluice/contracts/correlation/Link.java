package io.sluice.contracts.correlation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** Something that this investigation shares with others and that does not suffice to join them: worth a look. */
public record Link(
        @JsonPropertyDescription("What they share.") EntityKind kind,
        @JsonPropertyDescription("Its canonical value.") String value,

        @JsonPropertyDescription("The uids of the findings in other investigations that name it, at most 10.")
        List<String> findings) {

    public Link {
        findings = List.copyOf(findings);
    }
}
