package io.sluice.enrichment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteBehindStoreTest {

    private final KeyValueStore<String, String> below = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("below"), Serdes.String(), Serdes.String())
            .withLoggingDisabled()
            .build();

    private WriteBehindStore<String> store = new WriteBehindStore<>(below, 5, false);

    @BeforeEach
    void begin() {
        var context = new MockProcessorContext<String, String>();
        context.setRecordMetadata("topic", 0, 0);
        store.init(context.getStateStoreContext(), store);
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void whatWasPutIsReadAtOnceAndWrittenBeforeTheCommit() {
        store.put("a", "1");
        store.put("a", "2");

        assertThat(store.get("a")).isEqualTo("2");
        assertThat(below.get("a")).isNull();

        store.flushCache();

        assertThat(below.get("a")).isEqualTo("2");
    }

    @Test
    void whatIsDeletedIsDeletedBelow() {
        below.put("a", "1");

        assertThat(store.delete("a")).isEqualTo("1");
        assertThat(store.get("a")).isNull();
        store.flushCache();

        assertThat(below.get("a")).isNull();
    }

    @Test
    void whatNobodyCommittedIsGoneWhenTheTaskBeginsAnew() {
        store.put("a", "1");
        store.flushCache();
        store.put("a", "2");

        store.clearCache();

        assertThat(store.get("a")).isEqualTo("1");
    }

    @Test
    void whatChangedTooMuchForTheHeapIsWrittenBeforeTheCommit() {
        for (int i = 0; i < 12; i++) {
            store.put("key " + i, "" + i);
        }

        assertThat(below.get("key 0")).isEqualTo("0");
        for (int i = 0; i < 12; i++) {
            assertThat(store.get("key " + i)).isEqualTo("" + i);
        }
    }

    @Test
    void whatIsUsedStaysOnTheHeapWhileOthersComeAndGo() {
        below.put("used", "1");
        below.put("not used", "1");
        store.get("used");
        store.get("not used");
        below.put("used", "only below");
        below.put("not used", "only below");

        for (int i = 0; i < 20; i++) {
            store.get("other " + i);
            assertThat(store.get("used")).isEqualTo("1");
        }

        assertThat(store.get("not used")).isEqualTo("only below");
    }

    @Test
    void ofAStoreThatIsOnTheHeapAsAWholeWhatComesAndGoesIsNotWrittenAtAll() {
        store = new WriteBehindStore<>(below, 1, true);
        below.put("old", "1");
        assertThat(store.get("old")).isEqualTo("1");
        below.put("new", "what nobody has written");

        store.put("new", "1");
        store.put("new", null);
        store.flushCache();

        assertThat(below.get("new")).isEqualTo("what nobody has written");

        store.delete("old");
        store.flushCache();

        assertThat(below.get("old")).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverIsDoneItHoldsWhatAMapWouldHold(boolean whole) {
        store = new WriteBehindStore<>(below, 5, whole);
        Random random = new Random(7);
        NavigableMap<String, String> map = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            String key = "" + random.nextInt(10);
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5 -> assertThat(store.get(key)).isEqualTo(map.get(key));
                case 6, 7, 8, 9, 10, 11 -> {
                    store.put(key, "" + step);
                    map.put(key, "" + step);
                }
                case 12, 13 -> {
                    store.put(key, null);
                    map.remove(key);
                }
                case 14, 15 -> assertThat(store.delete(key)).isEqualTo(map.remove(key));
                case 16 -> assertThat(store.putIfAbsent(key, "" + step)).isEqualTo(map.putIfAbsent(key, "" + step));
                case 17 -> assertThat(all(store.all())).isEqualTo(map);
                case 18 -> assertThat(all(store.range(key, null))).isEqualTo(new TreeMap<>(map.tailMap(key, true)));
                default -> {
                    store.flushCache();
                    assertThat(all(below.all())).isEqualTo(map);
                }
            }
        }
    }

    private static Map<String, String> all(KeyValueIterator<String, String> entries) {
        Map<String, String> all = new TreeMap<>();
        try (entries) {
            entries.forEachRemaining(entry -> all.put(entry.key, entry.value));
        }
        return all;
    }
}
