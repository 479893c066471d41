package io.sluice.microsoft.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.broker.Broker;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CompactedViewTest {

    /**
     * As operators do who have lost it; what the new one does not tell is gone, and what it tells is not passed over.
     */
    @Test
    void topicThatIsDeletedAndMadeAnewIsReadFromItsBeginning() throws Exception {
        try (Broker broker = new Broker();
                CompactedView<JsonNode> view = new CompactedView<>(
                        broker.settings(), Topics.CONNECTIONS, JsonNode.class, _ -> true, _ -> {})) {
            put(broker, "t/kept", 1);
            put(broker, "t/kept", 2);
            put(broker, "t/lost", 1);
            view.start();
            view.awaitComplete();
            assertThat(view.values()).hasSize(2);

            broker.delete(Topics.CONNECTIONS);
            broker.create(Topics.CONNECTIONS);
            put(broker, "t/kept", 3);

            Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                assertThat(view.get("t/kept"))
                        .hasValueSatisfying(value ->
                                assertThat(value.path("revision").asInt()).isEqualTo(3));
                assertThat(view.get("t/lost")).isEmpty();
            });
        }
    }

    private static void put(Broker broker, String key, int revision) {
        broker.send(new ProducerRecord<>(Topics.CONNECTIONS.name(), key, Json.write(Map.of("revision", revision))));
    }
}
