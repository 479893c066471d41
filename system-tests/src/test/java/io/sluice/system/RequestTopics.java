package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Requests and their results, as any client of Kafka writes and reads them. */
final class RequestTopics implements AutoCloseable {

    private final String requests;
    private final KafkaProducer<String, String> producer;
    private final TopicRecords results;
    private final List<String> asked = new ArrayList<>();

    /**
     * Reads all results from the beginning.
     *
     * @param about what the requests are about: quarantine or query
     */
    RequestTopics(String bootstrapServers, String about) {
        requests = "sluice." + about + "-requests.v1";
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer());
        results = new TopicRecords(bootstrapServers, "sluice." + about + "-results.v1");
    }

    /** Writes a request with an id of its own, and returns the id. */
    String ask(ObjectNode request) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        send(request.put("id", id));
        asked.add(id);
        return id;
    }

    /** Writes a request as it is. */
    void send(ObjectNode request) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(requests, request.toString())).get();
        } catch (ExecutionException e) {
            throw new AssertionError("Kafka did not take a request", e);
        }
    }

    /** Returns the ids of all requests that were given one here. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Returns every result record that is committed by now. */
    List<ConsumerRecord<String, String>> records() {
        return results.all();
    }

    /** Returns the last records of all answers by now, by the ids of their requests. */
    Map<String, List<JsonNode>> terminals() throws IOException {
        Map<String, List<JsonNode>> terminals = new LinkedHashMap<>();
        for (ConsumerRecord<String, String> each : records()) {
            JsonNode result = Stack.JSON.readTree(each.value().getBytes(UTF_8));
            if (!result.path("status").asText().equals("partial")) {
                terminals
                        .computeIfAbsent(result.path("requestId").asText(), id -> new ArrayList<>())
                        .add(result);
            }
        }
        return terminals;
    }

    @Override
    public void close() {
        producer.close();
        results.close();
    }
}
