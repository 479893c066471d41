package io.sluice.rocksdb;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all state stores of this process together. By default each store takes up to 100 MB, and
 * a service can hold dozens of them.
 *
 * <p>The setting {@value #MEMORY} of Kafka Streams says how many bytes that is, 48 MiB unless it is set: half of it at
 * most is of writes that are not on disk yet.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    /** The name of the setting. */
    public static final String MEMORY = "sluice.rocksdb.memory.bytes";

    private static final long USUAL_MEMORY = 48L * 1024 * 1024;
    private static final long ONE_WRITE_BUFFER_BYTES = 2L * 1024 * 1024;

    /**
     * Few: by default a shard has a megabyte, of which the filter of one file takes a third, and pushes the others out.
     */
    private static final int SHARD_BITS = 2;

    /** Without filters, each look for what is not there reads from every file. */
    private static final double PART_FOR_INDEXES_AND_FILTERS = 0.5;

    // For the life of the process: it is shared by stores that come and go.
    private static @Nullable Shared shared;

    /** The cache holds the write buffers too: together they stay within its size. */
    private record Shared(Cache cache, WriteBufferManager writeBuffers) {

        static Shared of(long bytes) {
            Cache cache = new LRUCache(bytes, SHARD_BITS, false, PART_FOR_INDEXES_AND_FILTERS);
            return new Shared(cache, new WriteBufferManager(bytes / 2, cache));
        }
    }

    private static synchronized Shared shared(Map<String, Object> configs) {
        if (shared == null) {
            Object bytes = configs.get(MEMORY);
            shared = Shared.of(bytes == null ? USUAL_MEMORY : Long.parseLong(bytes.toString()));
        }
        return shared;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared all = shared(configs);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(all.cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(all.writeBuffers);
        options.setWriteBufferSize(ONE_WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String storeName, Options options) {
        // Nothing of this store alone: the cache and the buffers are shared.
    }
}
