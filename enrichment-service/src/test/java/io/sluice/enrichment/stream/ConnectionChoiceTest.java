package io.sluice.enrichment.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.enrichment.finding.MalformedEventException;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionChoiceTest {

    private static final Event CONNECTION = Events.connection("c0a70000-0000-4000-8000-000000000001");

    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("connections"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final ConnectionChoice connections = new ConnectionChoice(store);

    @BeforeEach
    void begin() {
        var context = new MockProcessorContext<String, byte[]>();
        context.setRecordMetadata("topic", 0, 0);
        store.init(context.getStateStoreContext(), store);
    }

    /** connection-service publishes all connections at each start: those who wait for one must not all ask again. */
    @Test
    void onlyWhatChangesIsNews() throws MalformedEventException {
        String key = Objects.requireNonNull(CONNECTION.key());
        byte[] value = Objects.requireNonNull(CONNECTION.value());

        assertThat(connections.keep(key, value)).isTrue();
        assertThat(connections.keep(key, value.clone())).isFalse();
    }
}
