package io.sluice.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.util.RawValue;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.request.Extent;
import io.sluice.contracts.request.Problem;
import io.sluice.contracts.request.Result;
import io.sluice.contracts.request.ResultStatus;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The values of an answer's records, made while its items come in. Those that are full wait compressed for the end:
 * items are much alike, and ten thousand of them take about a megabyte. The room for them is given back by closing.
 */
final class AnswerRecords<T> implements Consumer<T>, AutoCloseable {

    /** Well below the megabyte that Kafka's clients fetch and send without being told otherwise; in characters. */
    static final int FULL = 256 * 1024;

    private final String requestId;
    private final Heading heading;
    private final @Nullable Connection connection;
    private final Topic results;
    private final InstantSource clock;
    private final List<byte[]> full = new ArrayList<>();
    private final List<RawValue> waiting = new ArrayList<>();
    private final List<String> references = new ArrayList<>();
    private final Function<T, Optional<String>> reference;
    private final AnswerRoom room;
    private long taken;
    private long waitingSize;
    private long count;

    AnswerRecords(
            String requestId,
            Heading heading,
            @Nullable Connection connection,
            Topic results,
            Function<T, Optional<String>> reference,
            AnswerRoom room,
            InstantSource clock) {
        this.reference = reference;
        this.room = room;
        this.requestId = requestId;
        this.heading = heading;
        this.connection = connection;
        this.results = results;
        this.clock = clock;
    }

    @Override
    public void accept(T item) {
        String json = json(item);
        // A character takes up to three bytes.
        if (json.length() > results.maxValueBytes() / 3) {
            throw new IllegalStateException(
                    "An item of " + json.length() + " characters is too large for " + results.name());
        }
        if (waitingSize + json.length() > FULL && !waiting.isEmpty()) {
            keep(compressed(record(ResultStatus.PARTIAL, null, List.of(), null)));
        }
        waiting.add(new RawValue(json));
        waitingSize += json.length();
        count++;
        if (references.size() < AuditDetails.MOST_REFERENCES) {
            reference.apply(item).ifPresent(references::add);
        }
    }

    private void keep(byte[] part) {
        room.take(tenant(), taken, part.length);
        taken += part.length;
        full.add(part);
    }

    @Override
    public void close() {
        room.giveBack(tenant(), taken);
        taken = 0;
    }

    private String tenant() {
        return connection == null ? "" : connection.tenantId();
    }

    /** Whether it has more than one record. */
    boolean isLarge() {
        return !full.isEmpty();
    }

    /** Returns the references to what the items give out, for the audit trail. */
    List<String> references() {
        return List.copyOf(references);
    }

    /** Returns how many items there are. */
    long count() {
        return count;
    }

    /**
     * Returns all records: those before the last, and the last, which says how the request ended. Each is decompressed
     * when it is come to, again whenever one begins anew.
     */
    Iterable<byte[]> ended(Ending ending) {
        byte[] last = switch (ending) {
            case Ending.Completed completed -> record(ResultStatus.COMPLETED, completed.extent(), List.of(), null);
            case Ending.Failed failed -> record(ResultStatus.FAILED, failed.extent(), List.of(), failed.error());
            case Ending.Rejected rejected -> record(ResultStatus.REJECTED, null, rejected.problems(), null);
        };
        return () -> Stream.concat(full.stream().map(AnswerRecords::decompressed), Stream.of(last))
                .iterator();
    }

    private byte[] record(
            ResultStatus status, @Nullable Extent extent, List<Problem> problems, @Nullable StatusError error) {
        Instant at = clock.instant();
        byte[] value = Json.write(new Result<>(
                requestId,
                heading.causationId(),
                heading.kind(),
                connection == null ? null : connection.tenantId(),
                connection == null ? null : connection.id(),
                connection == null ? null : connection.name(),
                status,
                full.size() + 1,
                extent,
                waiting,
                problems,
                error,
                at));
        waiting.clear();
        waitingSize = 0;
        return value;
    }

    private static String json(Object item) {
        try {
            return Json.MAPPER.writeValueAsString(item);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A value of " + item.getClass() + " cannot be written", impossible);
        }
    }

    private static byte[] compressed(byte[] value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length / 4);
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] decompressed(byte[] compressed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
