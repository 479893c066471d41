package io.sluice.enrichment.store;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Makes stores that have on the heap what was used last, before stores on the disk with a changelog.
 *
 * @param <V> what is stored
 */
public final class WriteBehind<V> implements StoreBuilder<WriteBehindStore<V>> {

    private final StoreBuilder<KeyValueStore<String, V>> below;
    private final int most;
    private final boolean whole;

    private WriteBehind(StoreBuilder<KeyValueStore<String, V>> below, int most, boolean whole) {
        this.below = below;
        this.most = most;
        this.whole = whole;
    }

    /**
     * A store that has some keys on the heap.
     *
     * @param supplier makes the store on the disk
     * @param values writes and reads values
     * @param most how many keys are on the heap at most, with those that are not there
     */
    public static <V> WriteBehind<V> some(KeyValueBytesStoreSupplier supplier, Serde<V> values, int most) {
        return new WriteBehind<>(Stores.keyValueStoreBuilder(supplier, Serdes.String(), values), most, false);
    }

    /** A store that has all keys on the heap, however many there are: of those who use it there are few. */
    public static <V> WriteBehind<V> all(KeyValueBytesStoreSupplier supplier, Serde<V> values) {
        return new WriteBehind<>(
                Stores.keyValueStoreBuilder(supplier, Serdes.String(), values), Integer.MAX_VALUE, true);
    }

    @Override
    public WriteBehindStore<V> build() {
        return new WriteBehindStore<>(below.build(), most, whole);
    }

    /** Kafka Streams' own cache, which is not behind these stores in any case. */
    @Override
    public StoreBuilder<WriteBehindStore<V>> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<WriteBehindStore<V>> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<WriteBehindStore<V>> withLoggingEnabled(Map<String, String> config) {
        below.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<WriteBehindStore<V>> withLoggingDisabled() {
        below.withLoggingDisabled();
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return below.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return below.loggingEnabled();
    }

    @Override
    public String name() {
        return below.name();
    }
}
