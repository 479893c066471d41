package io.sluice.enrichment.graph;

import io.sluice.enrichment.graph.Rows.Crowd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The findings that name an entity which too many name to be listed: each has a place of its own in the store, so that
 * one more costs as much as the first, and they are counted. What is counted follows from who names it now.
 *
 * <p>Under the entity's key is {@link #MARK} and the count, behind it {@code \0#} and each finding, and {@code \0@} and
 * each group.
 */
final class Crowds {

    /** Stands where a list has the number of its pieces. */
    static final int MARK = -1;

    private static final String FINDING = "\0#";
    private static final String AFTER_FINDINGS = "\0$";
    private static final String GROUP = "\0@";

    private final KeyValueStore<String, byte[]> store;

    Crowds(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Reads a count, behind its mark. */
    static Crowd read(ByteBuffer buffer) {
        return new Crowd(buffer.getInt(), buffer.getInt());
    }

    /** Makes a crowd of a list. */
    Rows of(String key, List<Row> rows) {
        Crowd crowd = new Crowd(0, 0);
        for (Row row : rows) {
            crowd = with(key, crowd, row);
        }
        return Rows.of(write(key, crowd));
    }

    /** Puts a finding's row in the place of its former one. */
    Rows put(String key, Crowd crowd, Row row) {
        byte[] former = store.get(key + FINDING + row.finding());
        if (former == null) {
            return Rows.of(write(key, with(key, crowd, row)));
        }
        Row before = row(former);
        if (before.equals(row)) {
            return Rows.of(crowd);
        }
        return Rows.of(write(key, with(key, without(key, crowd, before), row)));
    }

    /** Removes a finding; returns a list if so few are left. */
    Rows remove(String key, Crowd crowd, String finding) {
        byte[] former = store.get(key + FINDING + finding);
        if (former == null) {
            return Rows.of(crowd);
        }
        Crowd left = without(key, crowd, row(former));
        if (left.findings() > SightingIndex.MOST) {
            return Rows.of(write(key, left));
        }
        List<Row> rows = all(key);
        rows.forEach(row -> without(key, left, row));
        return Rows.of(rows);
    }

    /** Returns all, in the order of their ids. */
    List<Row> all(String key) {
        List<Row> rows = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.range(key + FINDING, key + AFTER_FINDINGS)) {
            while (all.hasNext()) {
                rows.add(row(all.next().value));
            }
        }
        return rows;
    }

    private Crowd with(String key, Crowd crowd, Row row) {
        store.put(
                key + FINDING + row.finding(), Row.write(List.of(row), 1, MARK).array());
        int groups = crowd.groups();
        if (row.isAlert()) {
            String group = key + GROUP + row.group();
            int members = count(store.get(group));
            groups += members == 0 ? 1 : 0;
            store.put(
                    group,
                    ByteBuffer.allocate(Integer.BYTES).putInt(members + 1).array());
        }
        return new Crowd(crowd.findings() + 1, groups);
    }

    private Crowd without(String key, Crowd crowd, Row row) {
        store.delete(key + FINDING + row.finding());
        int groups = crowd.groups();
        if (row.isAlert()) {
            String group = key + GROUP + row.group();
            int members = count(store.get(group));
            if (members > 1) {
                store.put(
                        group,
                        ByteBuffer.allocate(Integer.BYTES).putInt(members - 1).array());
            } else {
                store.delete(group);
                groups--;
            }
        }
        return new Crowd(crowd.findings() - 1, groups);
    }

    private Crowd write(String key, Crowd crowd) {
        store.put(
                key,
                ByteBuffer.allocate(Integer.BYTES * 3)
                        .putInt(MARK)
                        .putInt(crowd.findings())
                        .putInt(crowd.groups())
                        .array());
        return crowd;
    }

    private static Row row(byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        buffer.getInt();
        return Row.read(buffer);
    }

    private static int count(byte @Nullable [] stored) {
        return stored == null ? 0 : ByteBuffer.wrap(stored).getInt();
    }
}
