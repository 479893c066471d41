package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A mail that was looked into: OCSF class Email Activity (4009). */
@OcsfObject
public record EmailActivity(
        @JsonPropertyDescription("Always 3, Scan.") EmailAction activityId,

        @JsonPropertyDescription("The caption of the activity.") @Nullable
        String activityName,

        @JsonPropertyDescription("The category of the class: 4, Network Activity.")
        int categoryUid,

        @JsonPropertyDescription("The category's name.") @Nullable
        String categoryName,

        @JsonPropertyDescription("The class: 4009, Email Activity.")
        int classUid,

        @JsonPropertyDescription("The class's name.") @Nullable
        String className,

        @JsonPropertyDescription("Class and activity in one number: 400900 plus activity_id.")
        long typeUid,

        @JsonPropertyDescription("Class and activity in words.") @Nullable
        String typeName,

        @JsonPropertyDescription(
                "When the message came in, or was written where it does not say. Milliseconds since 1970-01-01T00:00:00Z.")
        long time,

        @JsonPropertyDescription("The severity: 0, Unknown, because a message alone does not tell.")
        Severity severityId,

        @JsonPropertyDescription("Which way the message went.")
        Direction directionId,

        @JsonPropertyDescription("Microsoft's word for the direction.") @Nullable
        String direction,

        @JsonPropertyDescription("The message.") Email email,

        @JsonPropertyDescription("What the receiving service found about its authentication.") @Nullable
        EmailAuth emailAuth,

        @JsonPropertyDescription("The server that handed the message to the receiving service.") @Nullable
        NetworkEndpoint srcEndpoint,

        @JsonPropertyDescription("How that server greeted (HELO).") @Nullable
        String smtpHello,

        @JsonPropertyDescription("Microsoft's id of the message (NetworkMessageId).") @Nullable
        String messageTraceUid,

        @JsonPropertyDescription("What made this event.") EmailActivityMetadata metadata) {

    /** The number of the class. */
    public static final int CLASS_UID = 4009;
}
