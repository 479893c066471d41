package io.sluice.contracts.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for quarantined mail. A {@code list} takes any of the conditions; {@code headers} and {@code export} need
 * one that says which messages: {@code identity}, {@code networkMessageId}, {@code internetMessageId},
 * {@code recipients}, {@code senders} or {@code subject}.
 */
public record QuarantineRequest(
        @JsonPropertyDescription(
                "The request's id, at most 200 characters. The same id, asked twice within a day for the same tenant,"
                        + " is answered once. Without it the request is known by its place on the topic.")
        @Nullable
        String id,

        @JsonPropertyDescription("list, headers or export.") RequestKind kind,

        @JsonPropertyDescription("The connection's id or name.")
        String connection,

        @JsonPropertyDescription("Who asks, for the audit trail; Sluice cannot verify it.") @Nullable
        String requestedBy,

        @JsonPropertyDescription("The id of the event or request that this one follows from; the result repeats it.")
        @Nullable
        String causationId,

        @JsonPropertyDescription(
                "One message of one recipient, as a list gives it: two GUIDs with a backslash between.")
        @Nullable
        String identity,

        @JsonPropertyDescription("Microsoft's id of the message (NetworkMessageId), a GUID: all its recipients.")
        @Nullable
        String networkMessageId,

        @JsonPropertyDescription("The Internet message id (Message-ID header), with or without angle brackets.")
        @Nullable
        String internetMessageId,

        @JsonPropertyDescription("Received at this time or later. Quarantine keeps 30 days at most.") @Nullable
        Instant from,

        @JsonPropertyDescription("Received before this time; the present, if absent.") @Nullable
        Instant to,

        @JsonPropertyDescription(
                "Received within this time before 'to', as ISO 8601 duration such as PT6H or P7D, instead of 'from'."
                        + " Without either, everything that quarantine keeps.")
        @Nullable
        Duration duration,

        @JsonPropertyDescription("Addresses of recipients, any of them.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> recipients,

        @JsonPropertyDescription("Addresses of senders, any of them.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> senders,

        @JsonPropertyDescription("The subject, as a whole.") @Nullable
        String subject,

        @JsonPropertyDescription(
                "Why it is quarantined, any of: Bulk, DataLossPrevention, FileTypeBlock, HighConfPhish, Malware, Phish,"
                        + " Spam, SPOMalware, TransportRule, AdminTriggered, PPI.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> types,

        @JsonPropertyDescription(
                "Whether it is released, any of: Approved, Denied, Error, NotReleased, PreparingToRelease, Released,"
                        + " Requested.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> releaseStatuses,

        @JsonPropertyDescription(
                "At most so many messages: 1 to 10000 for a list (1000, if absent), 1 to 50 otherwise (20, if absent).")
        @Nullable
        Integer limit) {

    public QuarantineRequest {
        recipients = Lists.copy(recipients);
        senders = Lists.copy(senders);
        types = Lists.copy(types);
        releaseStatuses = Lists.copy(releaseStatuses);
    }
}
