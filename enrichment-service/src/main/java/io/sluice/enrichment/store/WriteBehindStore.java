package io.sluice.enrichment.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that has on the heap what was used last, also that something is not there, and writes what was changed before
 * each commit: what was changed often, once, and what came and went meanwhile, not at all. Values stay as they are;
 * they are encoded when they are written.
 *
 * <p>What is on the heap is a part of the store, and nothing beside it: it is empty when a task begins, and everything
 * is written, to the disk and the changelog, in the transaction in which it was changed. Kafka Streams' own cache does
 * the same, but holds bytes in a tree that is sorted by their keys, which took a quarter of the time of an event.
 *
 * <p>What has to go is found with a clock's hand: it goes round, passes over what was used since it came by last, and
 * takes the next. A list in the order of use would be written to at each look, and the collector of young objects would
 * have to go through all old ones that were looked at.
 *
 * <p>A range is read from the disk, behind a write of everything that was changed. Not thread-safe: one for each task.
 *
 * @param <V> what is stored
 */
public final class WriteBehindStore<V> implements KeyValueStore<String, V>, CachedStateStore<String, V> {

    private final KeyValueStore<String, V> below;
    private final int most;
    private final boolean whole;

    private final Map<String, Held<V>> held = new HashMap<>();

    /** What is held, from where the hand stands; nothing if all is held for good. */
    private final Deque<Held<V>> ring = new ArrayDeque<>();

    private final List<Held<V>> changed = new ArrayList<>();
    private boolean begun;

    /** What is known of what the store below has under a key. */
    private enum Below {
        SOMETHING,
        NOTHING,
        UNKNOWN
    }

    /** What is under a key. */
    private static final class Held<V> {
        private final String key;
        private @Nullable V value;
        private Below below;
        private boolean changed;
        private boolean used;

        private Held(String key, @Nullable V value, Below below) {
            this.key = key;
            this.value = value;
            this.below = below;
        }
    }

    /**
     * Stands before another store.
     *
     * @param most how many keys are on the heap at most
     * @param whole whether all keys are, however many there are: then nothing is ever read from below
     */
    WriteBehindStore(KeyValueStore<String, V> below, int most, boolean whole) {
        this.below = below;
        this.most = most;
        this.whole = whole;
    }

    // ---- the life of a store

    @Override
    public String name() {
        return below.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache();
        below.init(context, root);
    }

    /** Forgets what is on the heap: the store is read from the changelog next, or by another task. */
    @Override
    public void clearCache() {
        held.clear();
        ring.clear();
        changed.clear();
        begun = false;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<String, V> listener, boolean sendOldValues) {
        return false; // nobody listens to a store of a processor
    }

    /** Is called before each commit. */
    @Override
    public void flushCache() {
        List<KeyValue<String, V>> entries = new ArrayList<>(changed.size());
        for (Held<V> each : changed) {
            if (each.changed) {
                entries.add(new KeyValue<>(each.key, each.value));
            }
        }
        if (!entries.isEmpty()) {
            below.putAll(entries); // if that fails, all of it is still to be written
        }
        for (Held<V> each : changed) {
            if (each.changed) {
                each.changed = false;
                each.below = each.value == null ? Below.NOTHING : Below.SOMETHING;
                if (whole && each.value == null) {
                    held.remove(each.key);
                }
            }
        }
        changed.clear();
    }

    @Override
    public void flush() {
        flushCache();
        below.flush();
    }

    /** What was changed since the last commit is not written: a task that ends well has committed. */
    @Override
    public void close() {
        clearCache();
        below.close();
    }

    @Override
    public boolean persistent() {
        return below.persistent();
    }

    @Override
    public boolean isOpen() {
        return below.isOpen();
    }

    @Override
    public Position getPosition() {
        return below.getPosition();
    }

    // ---- keys and values

    @Override
    public @Nullable V get(String key) {
        Held<V> known = known(key);
        if (known != null) {
            return known.value;
        }
        if (whole) {
            return null;
        }
        V read = below.get(key);
        hold(new Held<>(key, read, read == null ? Below.NOTHING : Below.SOMETHING));
        return read;
    }

    @Override
    public void put(String key, @Nullable V value) {
        Held<V> known = known(key);
        if (known == null) {
            known = new Held<>(key, null, whole ? Below.NOTHING : Below.UNKNOWN);
            hold(known);
        }
        known.value = value;
        if (value == null && known.below == Below.NOTHING) {
            known.changed = false;
            if (whole) {
                held.remove(key);
            }
        } else if (!known.changed) {
            known.changed = true;
            changed.add(known);
            if (changed.size() >= most && !whole) {
                flushCache();
            }
        }
    }

    private @Nullable Held<V> known(String key) {
        if (whole && !begun) {
            begun = true;
            try (KeyValueIterator<String, V> all = below.all()) {
                while (all.hasNext()) {
                    KeyValue<String, V> entry = all.next();
                    held.put(entry.key, new Held<>(entry.key, entry.value, Below.SOMETHING));
                }
            }
        }
        Held<V> known = held.get(key);
        if (known != null) {
            known.used = true;
        }
        return known;
    }

    private void hold(Held<V> one) {
        held.put(one.key, one);
        if (whole) {
            return;
        }
        while (ring.size() >= most) {
            Held<V> next = ring.remove();
            if (next.used) {
                next.used = false;
                ring.add(next);
            } else {
                if (next.changed) {
                    flushCache();
                }
                held.remove(next.key);
            }
        }
        ring.add(one);
    }

    @Override
    public @Nullable V putIfAbsent(String key, V value) {
        V before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<String, V>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public @Nullable V delete(String key) {
        V before = get(key);
        if (before != null) {
            put(key, null);
        }
        return before;
    }

    // ---- ranges

    @Override
    public KeyValueIterator<String, V> range(@Nullable String from, @Nullable String to) {
        flushCache();
        return below.range(from, to);
    }

    @Override
    public KeyValueIterator<String, V> reverseRange(@Nullable String from, @Nullable String to) {
        flushCache();
        return below.reverseRange(from, to);
    }

    @Override
    public KeyValueIterator<String, V> all() {
        flushCache();
        return below.all();
    }

    @Override
    public long approximateNumEntries() {
        flushCache();
        return below.approximateNumEntries();
    }
}
