package io.sluice.requests;

import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.request.Extent;
import io.sluice.contracts.request.Problem;
import io.sluice.contracts.request.Result;
import io.sluice.contracts.request.ResultStatus;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of an answer's records, made while its items come in: written at once, so that a long answer takes no more
 * room than its JSON.
 */
final class AnswerRecords<T> implements Consumer<T> {

    /** Well below the megabyte that Kafka's clients fetch and send without being told otherwise. */
    static final int FULL = 512 * 1024;

    private final String requestId;
    private final Heading heading;
    private final @Nullable Connection connection;
    private final Topic results;
    private final InstantSource clock;
    private final List<byte[]> written = new ArrayList<>();
    private final List<T> waiting = new ArrayList<>();
    private long waitingBytes;
    private long count;

    AnswerRecords(
            String requestId, Heading heading, @Nullable Connection connection, Topic results, InstantSource clock) {
        this.results = results;
        this.clock = clock;
        this.requestId = requestId;
        this.heading = heading;
        this.connection = connection;
    }

    @Override
    public void accept(T item) {
        int size = Json.write(item).length;
        if (size > results.maxValueBytes() - FULL) {
            throw new IllegalStateException("An item of " + size + " bytes is too large for " + results.name());
        }
        if (waitingBytes + size > FULL && !waiting.isEmpty()) {
            written.add(record(ResultStatus.PARTIAL, null, List.of(), null, clock.instant()));
        }
        waiting.add(item);
        waitingBytes += size;
        count++;
    }

    /** Returns how many items there are. */
    long count() {
        return count;
    }

    /** Returns all records: those before the last, and the last, which says how the request ended. */
    List<byte[]> ended(Ending ending) {
        Instant at = clock.instant();
        written.add(
                switch (ending) {
                    case Ending.Completed completed ->
                        record(ResultStatus.COMPLETED, completed.extent(), List.of(), null, at);
                    case Ending.Failed failed ->
                        record(ResultStatus.FAILED, failed.extent(), List.of(), failed.error(), at);
                    case Ending.Rejected rejected -> record(ResultStatus.REJECTED, null, rejected.problems(), null, at);
                });
        return List.copyOf(written);
    }

    private byte[] record(
            ResultStatus status,
            @Nullable Extent extent,
            List<Problem> problems,
            @Nullable StatusError error,
            Instant at) {
        byte[] value = Json.write(new Result<>(
                requestId,
                heading.causationId(),
                heading.kind(),
                connection == null ? null : connection.tenantId(),
                connection == null ? null : connection.id(),
                connection == null ? null : connection.name(),
                status,
                written.size() + 1,
                extent,
                waiting,
                problems,
                error,
                at));
        waiting.clear();
        waitingBytes = 0;
        return value;
    }
}
