package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Strength;
import io.sluice.contracts.topic.Keys;
import io.sluice.enrichment.entity.Sighting;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.graph.IndexEntry.Count;
import io.sluice.enrichment.graph.IndexEntry.Piece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which findings name an entity. Kept in a store, which has on the heap what was used last.
 *
 * <p>An entity's rows are pieces of at most {@link #PIECE} in the store, so that one more finding of a giant incident
 * rewrites a few kilobytes. Of anything but an incident, no more than {@link #MOST} rows are listed. Of more, each has
 * a place of its own in the store ({@link Crowds}), until so many of them are gone that they can be listed again; what
 * the entity says does not depend on that.
 *
 * <p>Not thread-safe: one for each task.
 */
public final class SightingIndex {

    /** How many rows a piece has at most. */
    static final int PIECE = 64;

    /** How many rows of an entity are listed at most, incidents excepted. */
    static final int MOST = 512;

    /** Of what more findings than these name, nobody wants to see the others. */
    static final int MOST_LINKED = 8;

    private final KeyValueStore<String, IndexEntry> store;
    private final Crowds crowds;
    private final int busyFrom;

    /**
     * Reads and writes a store.
     *
     * @param busyFrom from how many incidents and single alerts on an entity joins nothing
     */
    public SightingIndex(KeyValueStore<String, IndexEntry> store, int busyFrom) {
        this.store = store;
        this.crowds = new Crowds(store);
        this.busyFrom = busyFrom;
    }

    /** Returns what a finding names: each value of each entity, and its incidents. */
    static Map<EntityKey, Row> rows(Finding finding) {
        Map<EntityKey, Row> rows = new LinkedHashMap<>();
        int group = group(finding);
        long from = finding.from();
        long to = finding.to();
        boolean harmless = finding.isHarmless();
        String id = finding.id();
        for (String incident : finding.incidents()) {
            rows.put(
                    new EntityKey(EntityKind.INCIDENT, incident),
                    new Row(id, from, to, Strength.STRONG, harmless, group));
        }
        for (Sighting sighting : finding.sightings()) {
            Row row = new Row(id, from, to, sighting.strength(), harmless, group);
            for (String value : sighting.values()) {
                rows.merge(
                        new EntityKey(sighting.kind(), value),
                        row,
                        (one, other) -> one.strength().compareTo(other.strength()) <= 0 ? one : other);
            }
        }
        return rows;
    }

    /** The incident of an alert, and of two the one that repeats the other's, so that both sources count as one. */
    private static int group(Finding finding) {
        List<String> incidents = finding.main().incidents();
        return (incidents.isEmpty() ? finding.uid() : incidents.getLast()).hashCode();
    }

    /**
     * Puts a finding's row for an entity in the place of its former one.
     *
     * @param touched is told the ids of the other findings to which the entity means something else now
     */
    void put(String tenant, EntityKey entity, Row row, Consumer<String> touched) {
        String key = key(tenant, entity);
        Rows rows = rows(key);
        Crowd crowd = rows.crowd();
        if (crowd != null) {
            crowds.put(key, crowd, row).ifPresent(now -> {
                Crowd grown = Objects.requireNonNull(now.crowd(), "it does not shrink");
                boolean known = grown.findings() == crowd.findings();
                touchCrowd(key, entity, meaning(entity, rows), known, now, touched);
            });
            return;
        }
        Meaning before = meaning(entity, rows);
        int known = rows.indexOf(row.finding());
        if (known >= 0 && rows.list().get(known).equals(row)) {
            return;
        }
        int at = known < 0 ? rows.list().size() : known;
        Rows now = rows.with(at, row);
        if (now.list().size() > MOST && entity.kind() != EntityKind.INCIDENT) {
            dropPieces(key, 1, pieces(MOST));
            crowds.of(key, now.list());
            touch(entity, now, before, known >= 0, row.finding(), touched);
            return;
        }
        writePiece(key, now, at / PIECE);
        if (at % PIECE == 0 && at > 0) {
            writePiece(key, now, 0); // says how many pieces there are
        }
        touch(entity, now, before, known >= 0, row.finding(), touched);
    }

    /**
     * Removes a finding's row for an entity.
     *
     * @param touched as in {@link #put}
     */
    void remove(String tenant, EntityKey entity, String finding, Consumer<String> touched) {
        String key = key(tenant, entity);
        Rows rows = rows(key);
        Meaning before = meaning(entity, rows);
        Crowd crowd = rows.crowd();
        if (crowd != null) {
            Rows now = crowds.remove(key, crowd, finding);
            for (int piece = 0; piece < pieces(now.list().size()); piece++) {
                writePiece(key, now, piece);
            }
            if (now.crowd() == null) {
                touch(entity, now, before, true, finding, touched);
            } else {
                touchCrowd(key, entity, before, true, now, touched);
            }
            return;
        }
        int at = rows.indexOf(finding);
        if (at < 0) {
            return;
        }
        Rows now = rows.without(at);
        int left = now.list().size();
        dropPieces(key, pieces(left), pieces(left + 1));
        if (left == 0) {
            return;
        }
        writePiece(key, now, 0); // says how many pieces there are
        for (int place : new int[] {at, left - 1}) {
            if (place > 0 && place < left && place / PIECE > 0) {
                writePiece(key, now, place / PIECE);
            }
        }
        touch(entity, now, before, true, finding, touched);
    }

    /** As {@link #touch}; but of what belongs together by an incident, one is enough to find the others. */
    private void touchCrowd(
            String key, EntityKey entity, Meaning before, boolean known, Rows now, Consumer<String> touched) {
        Meaning after = meaning(entity, now);
        if (!after.equals(before)) {
            crowds.all(key).forEach(other -> touched.accept(other.finding()));
        } else if (after.strength != Strength.WEAK && known) {
            crowds.ofEachGroup(key).forEach(touched);
        }
    }

    /**
     * What an entity is to those who name it.
     *
     * @param strength how much it says that they do
     * @param busy whether it would say more if not so many did
     * @param linked whether they show one another
     */
    private record Meaning(Strength strength, boolean busy, boolean linked) {}

    private Meaning meaning(EntityKey entity, Rows rows) {
        Strength strength = strength(entity, rows);
        return new Meaning(
                strength,
                isBusy(entity, rows),
                strength == Strength.WEAK
                        && canLink(entity)
                        && rows.crowd() == null
                        && rows.list().size() <= MOST_LINKED);
    }

    /** Returns how much it says that two findings name an entity. */
    Strength strength(EntityKey entity, Rows rows) {
        return rows.strength(neverBusy(entity) ? Integer.MAX_VALUE : busyFrom);
    }

    /** Returns whether an entity would join findings if not so many named it. */
    boolean isBusy(EntityKey entity, Rows rows) {
        return strength(entity, rows) == Strength.WEAK && rows.strength(Integer.MAX_VALUE) != Strength.WEAK;
    }

    private static boolean neverBusy(EntityKey entity) {
        return entity.kind() == EntityKind.INCIDENT || entity.kind() == EntityKind.MESSAGE;
    }

    /**
     * All are told whose view of the entity is another; of an incident one is enough to find the others, and if a
     * finding changes or goes, also those to which the entity joined it.
     */
    private void touch(
            EntityKey entity, Rows rows, Meaning before, boolean known, String finding, Consumer<String> touched) {
        Meaning now = meaning(entity, rows);
        boolean joined = before.strength != Strength.WEAK && known;
        if (now.equals(before) && !now.linked && !joined) {
            return;
        }
        for (Row other : rows.list()) {
            if (!other.finding().equals(finding)) {
                touched.accept(other.finding());
                if (entity.kind() == EntityKind.INCIDENT) {
                    return;
                }
            }
        }
    }

    /**
     * Returns the findings that name an entity, or, where they are too many, one of each incident: the others belong to
     * it. None where so many incidents name it that it says nothing.
     */
    List<String> naming(String tenant, EntityKey entity) {
        Rows rows = rows(tenant, entity);
        if (rows.crowd() == null) {
            return rows.list().stream().map(Row::finding).toList();
        }
        return isBusy(entity, rows) ? List.of() : crowds.ofEachGroup(key(tenant, entity));
    }

    /** Returns the rows of all findings that name an entity, however many they are. */
    List<Row> all(String tenant, EntityKey entity, Rows rows) {
        return rows.crowd() == null ? rows.list() : crowds.all(key(tenant, entity));
    }

    /**
     * Returns whether a finding names an entity.
     *
     * @param from says of the time from which on a finding is whether it counts; of those that are too many, all do
     */
    boolean isNamed(String tenant, EntityKey entity, Predicate<Instant> from) {
        Rows rows = rows(tenant, entity);
        return rows.crowd() != null
                || rows.list().stream().anyMatch(row -> from.test(Instant.ofEpochMilli(row.from())));
    }

    /** Returns the findings that name an entity. */
    Rows rows(String tenant, EntityKey entity) {
        return rows(key(tenant, entity));
    }

    private static boolean canLink(EntityKey entity) {
        return entity.kind() != EntityKind.INCIDENT && entity.kind() != EntityKind.DOMAIN;
    }

    /**
     * Returns the findings that show one another because they name an entity that joins nothing, by id; none where the
     * entity is too common for that.
     */
    List<String> linked(EntityKey entity, Rows rows) {
        List<Row> all = rows.list();
        return canLink(entity) && rows.crowd() == null && all.size() <= MOST_LINKED
                ? all.stream().map(Row::finding).sorted().toList()
                : List.of();
    }

    private Rows rows(String key) {
        return switch (store.get(key)) {
            case Count(Crowd crowd) -> Rows.of(crowd);
            case Piece(int pieces, List<Row> rows) when pieces == 1 -> Rows.of(rows);
            case Piece first -> Rows.of(all(key, first));
            case null, default -> Rows.of(List.of());
        };
    }

    private List<Row> all(String key, Piece first) {
        List<Row> rows = new ArrayList<>(first.pieces() * PIECE);
        rows.addAll(first.rows());
        for (int piece = 1; piece < first.pieces(); piece++) {
            if (store.get(key(key, piece)) instanceof Piece more) {
                rows.addAll(more.rows());
            }
        }
        return rows;
    }

    private void writePiece(String key, Rows rows, int piece) {
        List<Row> list = rows.list();
        List<Row> part = list.subList(piece * PIECE, Math.min(list.size(), (piece + 1) * PIECE));
        store.put(key(key, piece), new Piece(pieces(list.size()), part));
    }

    private void dropPieces(String key, int from, int to) {
        for (int piece = from; piece < to; piece++) {
            store.delete(key(key, piece));
        }
    }

    private static int pieces(int rows) {
        return (rows + PIECE - 1) / PIECE;
    }

    private static String key(String tenant, EntityKey entity) {
        return Keys.of(tenant, entity.shortText());
    }

    private static String key(String key, int piece) {
        return piece == 0 ? key : key + '\0' + piece;
    }
}
