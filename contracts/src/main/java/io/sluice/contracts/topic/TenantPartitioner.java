package io.sluice.contracts.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Puts all events of a tenant into one partition, whatever the rest of the key says: Kafka's own hash (murmur2, as
 * every client's default partitioner for keyed records) of the part of the key before the first slash.
 */
public final class TenantPartitioner implements Partitioner {

    /** Returns the partition of a tenant's events on a topic with that many partitions. */
    public static int partition(String tenantId, int partitions) {
        return partitionOf(tenantId.getBytes(UTF_8), partitions);
    }

    /** Returns the partition of a record with this key on a topic with that many partitions. */
    public static int partitionOfKey(String key, int partitions) {
        return partition(Keys.tenantOf(key), partitions);
    }

    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        if (keyBytes == null) {
            throw new IllegalArgumentException("A record for " + topic + " needs a key: <tenantId>/<thing>");
        }
        return partitionOf(tenantPart(keyBytes), cluster.partitionCountForTopic(topic));
    }

    private static byte[] tenantPart(byte[] key) {
        for (int i = 0; i < key.length; i++) {
            if (key[i] == '/') {
                return java.util.Arrays.copyOf(key, i);
            }
        }
        return key;
    }

    private static int partitionOf(byte[] tenant, int partitions) {
        return Utils.toPositive(Utils.murmur2(tenant)) % partitions;
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
