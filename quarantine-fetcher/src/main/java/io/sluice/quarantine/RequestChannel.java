package io.sluice.quarantine;

import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.requests.Lanes;
import io.sluice.requests.RequestDesk;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The channel of the requests. Each is answered on a virtual thread of its own; what is not acknowledged, because the
 * service stops or the partition has gone to another instance, is answered after the next start or by that instance.
 */
@ApplicationScoped
@Identifier(RequestChannel.NAME)
class RequestChannel implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(RequestChannel.class);

    static final String NAME = "quarantine-requests";

    private final RequestDesk<QuarantineRequest, QuarantinedMessage> desk;
    private final Lanes lanes;

    RequestChannel(RequestDesk<QuarantineRequest, QuarantinedMessage> desk, Lanes lanes) {
        this.desk = desk;
        this.lanes = lanes;
    }

    @Incoming(NAME)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> answer(Message<byte[]> message) throws InterruptedException {
        IncomingKafkaRecordMetadata<?, byte[]> metadata =
                message.getMetadata(RequestChannel.<byte[]>metadata()).orElseThrow();
        try {
            return desk.answer(metadata.getRecord()) ? message.ack() : CompletableFuture.completedStage(null);
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
    private static <T> Class<IncomingKafkaRecordMetadata<?, T>> metadata() {
        return (Class<IncomingKafkaRecordMetadata<?, T>>) (Class<?>) IncomingKafkaRecordMetadata.class;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        lanes.assigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        lanes.revoked(partitions);
    }
}
