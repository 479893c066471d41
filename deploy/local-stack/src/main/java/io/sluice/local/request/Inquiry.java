package io.sluice.local.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.request.ResultStatus;
import io.sluice.local.UserError;
import io.sluice.local.home.Ports;
import io.sluice.local.topic.RecordReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Asks something as any client of Kafka can, and waits for the answer. */
public final class Inquiry implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Conversation conversation;
    private final RecordReader results;
    private final KafkaProducer<byte[], byte[]> requests;

    /** Connects to a stack's Kafka. What is answered from now on can be seen. */
    public Inquiry(Ports ports, Conversation conversation) {
        this.conversation = conversation;
        results = new RecordReader(ports);
        requests = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        ports.bootstrapServers(),
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        "20000",
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        "10000",
                        ProducerConfig.LINGER_MS_CONFIG,
                        "0",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        "10000"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        results.open(conversation.results().name(), false);
    }

    /**
     * Writes a request.
     *
     * @param request of the contract's type
     * @throws UserError if Kafka does not take it
     */
    public void send(Object request) throws InterruptedException {
        try {
            requests.send(new ProducerRecord<>(conversation.requests().name(), Json.write(request)))
                    .get();
        } catch (ExecutionException e) {
            throw new UserError("Kafka did not take the request: " + e.getCause(), e);
        }
    }

    /**
     * Reads results until the last one of an answer.
     *
     * @param requestId the request's id; it must have been sent through this
     * @param part gets each record of the answer in order, the last one too
     * @return the last record
     * @throws UserError if it does not come in time
     */
    public JsonNode await(String requestId, Duration patience, Consumer<JsonNode> part) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < patience.toNanos()) {
            for (JsonNode result : poll()) {
                if (!result.path("requestId").asText().equals(requestId)) {
                    continue;
                }
                part.accept(result);
                if (!result.path("status").asText().equals(ResultStatus.PARTIAL.word())) {
                    return result;
                }
            }
        }
        throw new UserError("No answer to the request " + requestId + " came within " + patience.toSeconds()
                + " seconds. Does " + conversation.service()
                + " run (./sluice status)? If it comes later, ./sluice topic "
                + conversation.results().name() + " --from-beginning shows it.");
    }

    /** Returns the next results of whatever requests, or none if there are none for a moment. */
    public List<JsonNode> poll() {
        List<JsonNode> next = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> received : results.poll(LOOK)) {
            next.add(json(received.value()));
        }
        return next;
    }

    private static JsonNode json(byte[] value) {
        try {
            return Json.MAPPER.readTree(value);
        } catch (IOException foreign) {
            return Json.MAPPER.missingNode();
        }
    }

    @Override
    public void close() {
        results.close();
        requests.close(Duration.ofSeconds(5));
    }
}
