package io.sluice.enrichment.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.enrichment.graph.Rows.Crowd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

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
    private static final String AFTER_GROUPS = "\0A";

    private final KeyValueStore<String, byte[]> store;

    Crowds(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Reads a count, behind its mark. */
    static Crowd read(ByteBuffer buffer) {
        return new Crowd(buffer.getInt(), buffer.getInt(), buffer.getInt(), buffer.getInt());
    }

    /** Makes a crowd of a list. */
    Rows of(String key, List<Row> rows) {
        Crowd crowd = Crowd.NOBODY;
        for (Row row : rows) {
            crowd = with(key, crowd, row);
        }
        return Rows.of(write(key, crowd));
    }

    /** Puts a finding's row in the place of its former one; returns nothing if it is the same. */
    Optional<Rows> put(String key, Crowd crowd, Row row) {
        byte[] former = store.get(key + FINDING + row.finding());
        if (former == null) {
            return Optional.of(Rows.of(write(key, with(key, crowd, row))));
        }
        Row before = row(former);
        return before.equals(row)
                ? Optional.empty()
                : Optional.of(Rows.of(write(key, with(key, without(key, crowd, before), row))));
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

    /** Returns one finding of each incident, and each single alert: what belongs to an incident is found by it. */
    List<String> ofEachGroup(String key) {
        List<String> findings = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.range(key + GROUP, key + AFTER_GROUPS)) {
            while (all.hasNext()) {
                findings.add(Group.read(all.next().value).finding);
            }
        }
        return findings;
    }

    /**
     * A group whose alerts name the entity.
     *
     * @param members how many of its alerts do
     * @param finding one of them
     */
    private record Group(int members, String finding) {

        static Group read(byte[] stored) {
            ByteBuffer buffer = ByteBuffer.wrap(stored);
            return new Group(buffer.getInt(), UTF_8.decode(buffer).toString());
        }

        byte[] toBytes() {
            byte[] id = finding.getBytes(UTF_8);
            return ByteBuffer.allocate(Integer.BYTES + id.length)
                    .putInt(members)
                    .put(id)
                    .array();
        }
    }

    private Crowd with(String key, Crowd crowd, Row row) {
        store.put(
                key + FINDING + row.finding(), Row.write(List.of(row), 1, MARK).array());
        if (!row.isAlert()) {
            return crowd.and(row, 1, 0);
        }
        String group = key + GROUP + row.group();
        byte[] stored = store.get(group);
        int members = stored == null ? 0 : Group.read(stored).members;
        store.put(group, new Group(members + 1, row.finding()).toBytes());
        return crowd.and(row, 1, members == 0 ? 1 : 0);
    }

    private Crowd without(String key, Crowd crowd, Row row) {
        store.delete(key + FINDING + row.finding());
        if (!row.isAlert()) {
            return crowd.and(row, -1, 0);
        }
        String at = key + GROUP + row.group();
        Group group = Group.read(store.get(at));
        if (group.members == 1) {
            store.delete(at);
            return crowd.and(row, -1, -1);
        }
        String other = group.finding.equals(row.finding()) ? anyOf(key, row.group()) : group.finding;
        store.put(at, new Group(group.members - 1, other).toBytes());
        return crowd.and(row, -1, 0);
    }

    private String anyOf(String key, int group) {
        try (KeyValueIterator<String, byte[]> all = store.range(key + FINDING, key + AFTER_FINDINGS)) {
            while (all.hasNext()) {
                Row row = row(all.next().value);
                if (row.isAlert() && row.group() == group) {
                    return row.finding();
                }
            }
        }
        throw new IllegalStateException("The store counts an alert that it does not hold");
    }

    private Crowd write(String key, Crowd crowd) {
        store.put(
                key,
                ByteBuffer.allocate(Integer.BYTES * 5)
                        .putInt(MARK)
                        .putInt(crowd.findings())
                        .putInt(crowd.groups())
                        .putInt(crowd.strong())
                        .putInt(crowd.medium())
                        .array());
        return crowd;
    }

    private static Row row(byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        buffer.getInt();
        return Row.read(buffer);
    }
}
