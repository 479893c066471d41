package io.sluice.enrichment.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.correlation.Strength;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexEntryTest {

    private static final Row ONE = new Row("a:one", 1_770_000_000_000L, 1_770_000_060_000L, Strength.STRONG, false, 7);
    private static final Row OTHER = new Row("i:other", -1, 0, Strength.WEAK, true, -7);

    static List<IndexEntry> entries() {
        return List.of(
                new IndexEntry.Piece(2, List.of(ONE, OTHER)),
                new IndexEntry.Piece(1, List.of(OTHER)),
                new IndexEntry.Count(new Crowd(600, 500, 3, 4)),
                new IndexEntry.Member(ONE),
                new IndexEntry.Group(3, "a:one"));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void whatIsWrittenIsReadAgain(IndexEntry entry) {
        assertThat(read(IndexEntry.serde().serializer().serialize("", entry))).isEqualTo(entry);
    }

    /** The form of the stores before each entry said what it is. */
    @ParameterizedTest
    @MethodSource("entries")
    void whatAnEarlierVersionWroteIsRead(IndexEntry entry) {
        byte[] stored = switch (entry) {
            case IndexEntry.Piece piece -> rows(piece.pieces(), piece.rows());
            case IndexEntry.Member member -> rows(-1, List.of(member.row()));
            case IndexEntry.Count count ->
                ByteBuffer.allocate(20)
                        .putInt(-1)
                        .putInt(count.crowd().findings())
                        .putInt(count.crowd().groups())
                        .putInt(count.crowd().strong())
                        .putInt(count.crowd().medium())
                        .array();
            case IndexEntry.Group group -> {
                byte[] id = group.finding().getBytes(UTF_8);
                yield ByteBuffer.allocate(4 + id.length)
                        .putInt(group.members())
                        .put(id)
                        .array();
            }
        };

        assertThat(read(stored)).isEqualTo(entry);
    }

    @Test
    void whatIsNoEntryIsRefused() {
        assertThatThrownBy(() -> read(new byte[] {'X', 0, 0, 0, 1})).isInstanceOf(IllegalStateException.class);
    }

    private static IndexEntry read(byte[] stored) {
        return IndexEntry.serde().deserializer().deserialize("", stored);
    }

    private static byte[] rows(int header, List<Row> rows) {
        List<Row.Written> written = rows.stream().map(Row::written).toList();
        ByteBuffer buffer = ByteBuffer.allocate(
                        4 + written.stream().mapToInt(Row.Written::bytes).sum())
                .putInt(header);
        written.forEach(row -> row.to(buffer));
        return buffer.array();
    }
}
