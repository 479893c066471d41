package io.sluice.contracts.ocsf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an event comes from and which version of the standard it follows. */
@OcsfObject
public record Metadata(
        @JsonPropertyDescription("The version of OCSF: 1.8.0.")
        String version,

        @JsonPropertyDescription("The product whose interface it was read from; of an investigation: Sluice.")
        Product product,

        @JsonPropertyDescription("The profiles of OCSF in use.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> profiles,

        @JsonPropertyDescription(
                "The event's id, the same whenever the same content is sent: tenant id, id of the alert, incident or"
                        + " investigation, version of the content.")
        String uid,

        @JsonPropertyDescription("Microsoft's id of the tenant.")
        String tenantUid,

        @JsonPropertyDescription("Microsoft's id of the alert or incident; of an investigation: its id.")
        String originalEventUid,

        @JsonPropertyDescription("The time of the last change as Microsoft wrote it.") @Nullable
        String originalTime,

        @JsonPropertyDescription("The interface it was read from; of an investigation: investigations.")
        String logName,

        @JsonPropertyDescription(
                "Sluice's name of that interface, as in ce_source; of an investigation: enrichment-service.")
        String source,

        @JsonPropertyDescription(
                "When it was read; of an investigation, the newest of its events. Milliseconds since 1970-01-01T00:00:00Z.")
        long loggedTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.")
        String loggedTimeDt,

        @JsonPropertyDescription(
                "When it was normalized; of an investigation, the newest of its events. Milliseconds since 1970-01-01T00:00:00Z.")
        long processedTime,

        @JsonPropertyDescription("The same as RFC 3339 text, with all the digits that the source gave.")
        String processedTimeDt,

        @JsonPropertyDescription("The tags that analysts gave the incident, or the incidents of an investigation.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> labels,

        @JsonPropertyDescription(
                "connection_id: the connection through which it was read; of an investigation, each of them.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<KeyValue> tags,

        @JsonPropertyDescription("Whether something was left out.") @Nullable
        Boolean isTruncated) {
    public Metadata {
        profiles = Lists.copy(profiles);
        labels = Lists.copy(labels);
        tags = Lists.copy(tags);
    }

    /** The version of OCSF that this model follows. */
    public static final String OCSF_VERSION = "1.8.0";
}
