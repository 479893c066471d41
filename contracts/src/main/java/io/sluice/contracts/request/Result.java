package io.sluice.contracts.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.contracts.json.Lists;
import io.sluice.contracts.status.StatusError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the answer to a request. An answer is zero or more records with status {@code partial} and then one
 * with another status; all of them appear at once (one Kafka transaction), in one partition, in order.
 *
 * @param <T> what is asked for
 */
public record Result<T>(
        @JsonPropertyDescription("The request's id, or one made from its place on the topic where it had none.")
        String requestId,

        @JsonPropertyDescription("What the request said about its cause.") @Nullable
        String causationId,

        @JsonPropertyDescription("The kind of request, where that could be understood.") @Nullable
        String kind,

        @JsonPropertyDescription("Microsoft's id of the tenant, where the connection is known.") @Nullable
        String tenantId,

        @JsonPropertyDescription("The connection's id, where it is known.") @Nullable
        String connectionId,

        @JsonPropertyDescription("The connection's name, where it is known.") @Nullable
        String connectionName,

        @JsonPropertyDescription("partial: more records follow; completed, failed or rejected: this is the last one.")
        ResultStatus status,

        @JsonPropertyDescription("The number of this record within the answer, from 1.")
        int part,

        @JsonPropertyDescription("How much was looked through and found; on the last record, where it applies.")
        @Nullable
        Extent extent,

        @JsonPropertyDescription("What was asked for. An answer's items are those of all its records.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<T> items,

        @JsonPropertyDescription("What is wrong with the request, where it is rejected.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Problem> problems,

        @JsonPropertyDescription("Why it failed, and what to do.") @Nullable
        StatusError error,

        @JsonPropertyDescription("When this was written.") Instant at) {

    public Result {
        items = Lists.copy(items);
        problems = Lists.copy(problems);
    }
}
