package io.sluice.enrichment.graph;

import io.sluice.enrichment.graph.IndexEntry.Count;
import io.sluice.enrichment.graph.IndexEntry.Group;
import io.sluice.enrichment.graph.IndexEntry.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The findings that name an entity which too many name to be listed: each has a place of its own in the store, so that
 * one more costs as much as the first, and they are counted. What is counted follows from who names it now.
 *
 * <p>Under the entity's key is the count, behind it {@code \0#} and each finding, and {@code \0@} and each group.
 */
final class Crowds {

    private static final String FINDING = "\0#";
    private static final String AFTER_FINDINGS = "\0$";
    private static final String GROUP = "\0@";
    private static final String AFTER_GROUPS = "\0A";

    private final KeyValueStore<String, IndexEntry> store;

    Crowds(KeyValueStore<String, IndexEntry> store) {
        this.store = store;
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
        Row before = member(key, row.finding());
        if (before == null) {
            return Optional.of(Rows.of(write(key, with(key, crowd, row))));
        }
        return before.equals(row)
                ? Optional.empty()
                : Optional.of(Rows.of(write(key, with(key, without(key, crowd, before), row))));
    }

    /** Removes a finding; returns a list if so few are left. */
    Rows remove(String key, Crowd crowd, String finding) {
        Row former = member(key, finding);
        if (former == null) {
            return Rows.of(crowd);
        }
        Crowd left = without(key, crowd, former);
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
        try (KeyValueIterator<String, IndexEntry> all = store.range(key + FINDING, key + AFTER_FINDINGS)) {
            while (all.hasNext()) {
                if (all.next().value instanceof Member(Row row)) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private @Nullable Row member(String key, String finding) {
        return store.get(key + FINDING + finding) instanceof Member(Row row) ? row : null;
    }

    private @Nullable Group group(String at) {
        return store.get(at) instanceof Group group ? group : null;
    }

    /** Returns one finding of each incident, and each single alert: what belongs to an incident is found by it. */
    List<String> ofEachGroup(String key) {
        List<String> findings = new ArrayList<>();
        try (KeyValueIterator<String, IndexEntry> all = store.range(key + GROUP, key + AFTER_GROUPS)) {
            while (all.hasNext()) {
                if (all.next().value instanceof Group group) {
                    findings.add(group.finding());
                }
            }
        }
        return findings;
    }

    private Crowd with(String key, Crowd crowd, Row row) {
        store.put(key + FINDING + row.finding(), new Member(row));
        if (!row.isAlert()) {
            return crowd.and(row, 1, 0);
        }
        String at = key + GROUP + row.group();
        Group group = group(at);
        int members = group == null ? 0 : group.members();
        store.put(at, new Group(members + 1, row.finding()));
        return crowd.and(row, 1, members == 0 ? 1 : 0);
    }

    private Crowd without(String key, Crowd crowd, Row row) {
        store.delete(key + FINDING + row.finding());
        if (!row.isAlert()) {
            return crowd.and(row, -1, 0);
        }
        String at = key + GROUP + row.group();
        Group group = Objects.requireNonNull(group(at), "it was counted with its first alert");
        if (group.members() == 1) {
            store.delete(at);
            return crowd.and(row, -1, -1);
        }
        String other = group.finding().equals(row.finding()) ? anyOf(key, row.group()) : group.finding();
        store.put(at, new Group(group.members() - 1, other));
        return crowd.and(row, -1, 0);
    }

    private String anyOf(String key, int group) {
        try (KeyValueIterator<String, IndexEntry> all = store.range(key + FINDING, key + AFTER_FINDINGS)) {
            while (all.hasNext()) {
                if (all.next().value instanceof Member(Row row) && row.isAlert() && row.group() == group) {
                    return row.finding();
                }
            }
        }
        throw new IllegalStateException("The store counts an alert that it does not hold");
    }

    private Crowd write(String key, Crowd crowd) {
        store.put(key, new Count(crowd));
        return crowd;
    }
}
