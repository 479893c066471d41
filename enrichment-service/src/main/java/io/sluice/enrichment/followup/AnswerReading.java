package io.sluice.enrichment.followup;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.contracts.query.Column;
import io.sluice.contracts.query.QueryPart;
import io.sluice.contracts.request.Result;
import io.sluice.contracts.request.ResultStatus;
import io.sluice.enrichment.finding.MalformedEventException;
import io.sluice.enrichment.graph.EntityKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the parts of answers, which are as long as what was asked for, and keeps what says most. */
public final class AnswerReading {

    /** How many rows or messages of the answer to one try are kept. */
    static final int KEPT = 20;

    private static final int MOST_CHARACTERS_OF_A_CELL = 500;

    /** How large what is kept of an answer may be, and an entry of a directory: it has to fit into a changelog. */
    private static final int MOST_BYTES = 200 * 1024;

    private AnswerReading() {}

    /** Reads a record of query-results. */
    public static Result<QueryPart> query(byte[] value) throws IOException {
        return read(value, new TypeReference<>() {});
    }

    /** Reads a record of quarantine-results. */
    public static Result<QuarantinedMessage> quarantine(byte[] value) throws IOException {
        return read(value, new TypeReference<>() {});
    }

    /**
     * Reads a record of directory-results.
     *
     * @throws MalformedEventException if an entry is larger than any
     */
    public static Result<DirectoryEntry> directory(byte[] value) throws IOException, MalformedEventException {
        Result<DirectoryEntry> result = read(value, new TypeReference<>() {});
        for (DirectoryEntry entry : result.items()) {
            if (Json.write(entry).length > MOST_BYTES) {
                throw new MalformedEventException("one of its items is larger than any entry of a directory");
            }
        }
        return result;
    }

    private static <T> Result<T> read(byte[] value, TypeReference<Result<T>> type) throws IOException {
        Result<T> result = Json.MAPPER.readValue(value, type);
        if (result == null || result.requestId() == null || result.status() == null || result.at() == null) {
            throw new IOException("it is no result");
        }
        return result;
    }

    /** Returns an answer with one more part of rows. */
    public static Answer withRows(@Nullable Answer before, Result<QueryPart> part) {
        List<ObjectNode> rows = new ArrayList<>();
        long found = 0;
        for (QueryPart items : part.items()) {
            found += items.rows().size();
            items.rows().forEach(row -> rows.add(object(items.columns(), row)));
        }
        return grown(before, part, found, rows, null);
    }

    private static ObjectNode object(List<Column> columns, JsonNode row) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (int i = 0; i < Math.min(columns.size(), row.size()); i++) {
            JsonNode cell = row.get(i);
            if (cell.isTextual() && cell.textValue().length() > MOST_CHARACTERS_OF_A_CELL) {
                object.put(columns.get(i).name(), cut(cell.textValue()));
            } else if (!cell.isNull() && !(cell.isTextual() && cell.textValue().isEmpty()) && !cell.isContainerNode()) {
                object.set(columns.get(i).name(), cell);
            }
        }
        return object;
    }

    /** Returns an answer with one more part of messages. */
    public static Answer withMessages(@Nullable Answer before, Result<QuarantinedMessage> part) {
        return grown(
                before,
                part,
                part.items().size(),
                part.items().stream().map(AnswerReading::line).toList(),
                null);
    }

    private static ObjectNode line(QuarantinedMessage message) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("outcome", message.outcome().word());
        line.put("identity", message.identity());
        if (message.error() != null) {
            line.put("error", message.error().message());
        }
        return line;
    }

    /** Returns an answer with what the directory says. */
    public static Answer withEntry(@Nullable Answer before, Result<DirectoryEntry> part) {
        return grown(
                before,
                part,
                part.items().size(),
                List.of(),
                part.items().isEmpty() ? null : part.items().getFirst());
    }

    private static <T> Answer grown(
            @Nullable Answer before,
            Result<T> part,
            long found,
            List<ObjectNode> items,
            @Nullable DirectoryEntry entry) {
        long at = part.at().toEpochMilli();
        if (before != null && isNoNews(before, part, at)) {
            return before; // it comes again, or late
        }
        // Part 1 begins anew: the same request can be answered again after some time.
        boolean goesOn = before != null && part.part() > 1 && before.request().equals(part.requestId());
        Answer start = goesOn
                ? Objects.requireNonNull(before, "it goes on")
                : new Answer(part.requestId(), null, 0, 0, "partial", 0, null, null, List.of(), null);
        List<ObjectNode> all = new ArrayList<>(start.items());
        all.addAll(items);
        List<ObjectNode> kept = most(KEPT, all, part.requestId());
        while (!kept.isEmpty() && Json.write(kept).length > MOST_BYTES) {
            kept = most(kept.size() - 1, kept, part.requestId());
        }
        boolean ended = part.status() == ResultStatus.COMPLETED || part.status() == ResultStatus.PARTIAL;
        return new Answer(
                part.requestId(),
                Question.about(part.causationId()).map(EntityKey::shortText).orElse(null),
                at,
                part.part(),
                part.status().word(),
                start.found() + found,
                ended || part.error() == null ? null : cut(part.error().kind()),
                ended ? null : why(part),
                kept,
                entry == null ? start.entry() : entry);
    }

    /** Of rows about a time those nearest to it, otherwise those that are told first. */
    private static List<ObjectNode> most(int count, List<ObjectNode> items, String requestId) {
        return QuestionId.of(requestId)
                .map(QuestionId::around)
                .map(around -> NearestRows.of(items, around, count))
                .orElseGet(() -> items.stream().limit(count).toList());
    }

    private static boolean isNoNews(Answer before, Result<?> part, long at) {
        if (at != before.at()) {
            return at < before.at();
        }
        int order = part.requestId().compareTo(before.request());
        return order < 0 || (order == 0 && part.part() <= before.part());
    }

    private static <T> @Nullable String why(Result<T> part) {
        if (part.error() != null) {
            return cut(part.error().message());
        }
        return part.problems().isEmpty() ? null : cut(part.problems().getFirst().message());
    }

    private static @Nullable String cut(@Nullable String text) {
        if (text == null || text.length() <= MOST_CHARACTERS_OF_A_CELL) {
            return text;
        }
        boolean half = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS_OF_A_CELL - 1));
        return text.substring(0, MOST_CHARACTERS_OF_A_CELL - (half ? 1 : 0)) + "…";
    }
}
