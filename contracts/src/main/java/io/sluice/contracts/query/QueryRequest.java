package io.sluice.contracts.query;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question to a tenant's data. A {@code kql} has {@code text}; an {@code investigation} has {@code name} and the
 * {@code parameters} of that investigation.
 */
public record QueryRequest(
        @JsonPropertyDescription(
                "The request's id, at most 200 characters. The same id, asked twice within a day for the same tenant,"
                        + " is answered once. Without it the request is known by its place on the topic.")
        @Nullable
        String id,

        @JsonPropertyDescription("kql or investigation.") QueryKind kind,

        @JsonPropertyDescription("The connection's id or name.")
        String connection,

        @JsonPropertyDescription("Who asks, for the audit trail; Sluice cannot verify it.") @Nullable
        String requestedBy,

        @JsonPropertyDescription("The id of the event or request that this one follows from; the result repeats it.")
        @Nullable
        String causationId,

        @JsonPropertyDescription("For kql: the query, at most 10000 characters.") @Nullable
        String text,

        @JsonPropertyDescription("For investigation: its name, such as signins-of-user.") @Nullable
        String name,

        @JsonPropertyDescription("For investigation: its parameters by name, such as {\"user\": \"ann@contoso.com\"}.")
        @Nullable
        ObjectNode parameters,

        @JsonPropertyDescription(
                "Who runs it: workspace or hunting. If absent: the one that suits the investigation better; for kql the"
                        + " connection's Sentinel workspace; and the other one where the connection has not that.")
        @Nullable
        Engine through,

        @JsonPropertyDescription(
                "Rows of this time or later: Microsoft looks at TimeGenerated (hunting: Timestamp) besides what the text"
                        + " says.")
        @Nullable
        Instant from,

        @JsonPropertyDescription("Rows before this time; the present, if absent.") @Nullable
        Instant to,

        @JsonPropertyDescription(
                "Rows within this time before 'to', as ISO 8601 duration such as PT6H or P7D, instead of 'from'. Without"
                        + " either: for kql, everything that is kept; for an investigation, P7D.")
        @Nullable
        Duration duration,

        @JsonPropertyDescription("How much the answer may be.") @Nullable
        QueryLimits limits) {}
