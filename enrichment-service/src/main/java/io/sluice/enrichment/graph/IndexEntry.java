package io.sluice.enrichment.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What stands under one key of the {@link SightingIndex}. In the store, its first byte says which it is. */
public sealed interface IndexEntry {

    /**
     * Findings that name an entity.
     *
     * @param pieces how many pieces there are of the entity's list; right in the first of them
     * @param rows the findings
     */
    record Piece(int pieces, List<Row> rows) implements IndexEntry {

        public Piece {
            rows = List.copyOf(rows);
        }
    }

    /**
     * How many name an entity, where they are too many to be listed.
     *
     * @param crowd the count
     */
    record Count(Crowd crowd) implements IndexEntry {}

    /**
     * One of those that are too many to be listed.
     *
     * @param row the finding
     */
    record Member(Row row) implements IndexEntry {}

    /**
     * An incident, or a single alert, whose alerts name an entity that too many name.
     *
     * @param members how many of its alerts do
     * @param finding one of them
     */
    record Group(int members, String finding) implements IndexEntry {}

    /** Writes and reads entries. */
    static Serde<IndexEntry> serde() {
        return Serdes.serdeFrom(
                (_, entry) -> entry == null ? null : entry.toBytes(),
                (_, stored) -> stored == null ? null : of(ByteBuffer.wrap(stored)));
    }

    private byte[] toBytes() {
        return switch (this) {
            case Piece(int pieces, List<Row> rows) -> write('P', pieces, rows);
            case Member(Row row) -> write('M', 1, List.of(row));
            case Count(Crowd crowd) ->
                ByteBuffer.allocate(1 + Integer.BYTES * 4)
                        .put((byte) 'C')
                        .putInt(crowd.findings())
                        .putInt(crowd.groups())
                        .putInt(crowd.strong())
                        .putInt(crowd.medium())
                        .array();
            case Group(int members, String finding) -> {
                byte[] id = finding.getBytes(UTF_8);
                yield ByteBuffer.allocate(1 + Integer.BYTES + id.length)
                        .put((byte) 'G')
                        .putInt(members)
                        .put(id)
                        .array();
            }
        };
    }

    private static byte[] write(char mark, int number, List<Row> rows) {
        List<Row.Written> written = rows.stream().map(Row::written).toList();
        int bytes = written.stream().mapToInt(Row.Written::bytes).sum();
        ByteBuffer buffer =
                ByteBuffer.allocate(1 + Integer.BYTES + bytes).put((byte) mark).putInt(number);
        written.forEach(row -> row.to(buffer));
        return buffer.array();
    }

    private static IndexEntry of(ByteBuffer stored) {
        byte mark = stored.get(0);
        if (mark <= 0) {
            return unmarked(stored);
        }
        stored.get();
        int number = stored.getInt();
        return switch (mark) {
            case 'P' -> new Piece(number, rows(stored));
            case 'M' -> new Member(Row.read(stored));
            case 'C' -> new Count(new Crowd(number, stored.getInt(), stored.getInt(), stored.getInt()));
            case 'G' -> new Group(number, UTF_8.decode(stored).toString());
            default -> throw new IllegalStateException("The index holds an entry of an unknown kind: " + mark);
        };
    }

    /**
     * Reads an entry of before they said what they are, so that an upgrade goes on with what is known. A list and a
     * group begin with a number; behind it, a list has a time, whose first byte is no letter, and a group has an id.
     */
    private static IndexEntry unmarked(ByteBuffer stored) {
        int number = stored.getInt();
        if (number < 0) {
            return stored.remaining() == Integer.BYTES * 4
                    ? new Count(new Crowd(stored.getInt(), stored.getInt(), stored.getInt(), stored.getInt()))
                    : new Member(Row.read(stored));
        }
        return stored.hasRemaining() && stored.get(stored.position()) > 0
                ? new Group(number, UTF_8.decode(stored).toString())
                : new Piece(number, rows(stored));
    }

    private static List<Row> rows(ByteBuffer stored) {
        List<Row> rows = new ArrayList<>();
        while (stored.hasRemaining()) {
            rows.add(Row.read(stored));
        }
        return rows;
    }
}
