package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * Another finding that belongs to this one: the incident of an alert, an alert of an incident, the incident that
 * another was merged into.
 */
@OcsfObject
public record RelatedEvent(
        @JsonPropertyDescription("Microsoft's id of it.") String uid,

        @JsonPropertyDescription("What it is: Incident or Alert.") @Nullable
        String type,

        @JsonPropertyDescription("Its title.") @Nullable String title,

        @JsonPropertyDescription("Its severity.") @Nullable Severity severityId,

        @JsonPropertyDescription("Microsoft's word for the severity.") @Nullable
        String severity,

        @JsonPropertyDescription("Microsoft's word for its state.") @Nullable
        String status,

        @JsonPropertyDescription("When it came to be. Milliseconds since 1970-01-01T00:00:00Z.") @Nullable
        Long createdTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.") @Nullable
        String createdTimeDt,

        @JsonPropertyDescription("When it was changed last. Milliseconds since 1970-01-01T00:00:00Z.") @Nullable
        Long modifiedTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.") @Nullable
        String modifiedTimeDt) {
    /** The type of an incident. */
    public static final String INCIDENT = "Incident";

    /** The type of an alert. */
    public static final String ALERT = "Alert";

    /** Returns a reference of which only the id is known. */
    public static RelatedEvent of(String type, String uid) {
        return new RelatedEvent(uid, type, null, null, null, null, null, null, null, null);
    }
}
