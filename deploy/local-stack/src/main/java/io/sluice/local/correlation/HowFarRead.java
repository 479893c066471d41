package io.sluice.local.correlation;

import io.sluice.local.UserError;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** How far enrichment-service has read. */
public final class HowFarRead {

    /** The service's application id, which is the name of its group. */
    public static final String GROUP = "sluice-enrichment-service";

    private HowFarRead() {}

    /**
     * Returns the offset that is read next, for each partition of which something was read; nothing while there is no
     * such group.
     *
     * @throws UserError if Kafka does not say
     */
    public static Map<TopicPartition, Long> of(Admin admin) throws InterruptedException {
        try {
            Map<TopicPartition, Long> next = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            offsets.forEach((partition, offset) -> {
                if (offset != null) {
                    next.put(partition, offset.offset());
                }
            });
            return next;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw new UserError("Kafka does not say how far enrichment-service has read: " + e.getCause(), e);
        }
    }
}
