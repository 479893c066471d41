package io.sluice.requests;

import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The channel of a service's requests. Each is answered on a virtual thread of its own; what is not acknowledged,
 * because the service stops or the partition has gone to another instance, is answered after the next start or by that
 * instance. A service names its channel in a subclass.
 *
 * @param <R> the requests
 * @param <T> what answers consist of
 */
public abstract class RequestChannel<R, T> implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(RequestChannel.class);

    private final RequestDesk<R, T> desk;
    private final Lanes lanes;

    /** Makes a channel in front of a desk. */
    protected RequestChannel(RequestDesk<R, T> desk, Lanes lanes) {
        this.desk = desk;
        this.lanes = lanes;
    }

    /** Answers a request; any number of threads may do so at once. */
    protected final CompletionStage<Void> take(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, byte[]> metadata =
                message.getMetadata(RequestChannel.<byte[]>metadata()).orElseThrow();
        try {
            return desk.answer(metadata.getRecord()) ? message.ack() : CompletableFuture.completedStage(null);
        } catch (InterruptedException stopped) {
            LOG.debugf(
                    "The service stops; the request at %d-%d is left until the next start.",
                    metadata.getPartition(), metadata.getOffset());
            return CompletableFuture.completedStage(null);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            // An exception would end the channel for all tenants. Unacknowledged, the request is tried again later.
            LOG.errorf(
                    fault,
                    "The request at %d-%d met a fault of Sluice itself and is left until the next start.",
                    metadata.getPartition(),
                    metadata.getOffset());
            return CompletableFuture.completedStage(null);
        }
    }

    @SuppressWarnings("unchecked")
    private static <V> Class<IncomingKafkaRecordMetadata<?, V>> metadata() {
        return (Class<IncomingKafkaRecordMetadata<?, V>>) (Class<?>) IncomingKafkaRecordMetadata.class;
    }

    @Override
    public final void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        lanes.assigned(partitions);
    }

    @Override
    public final void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        lanes.revoked(partitions);
    }
}
