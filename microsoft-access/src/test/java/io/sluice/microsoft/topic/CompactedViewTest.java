package io.sluice.microsoft.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.broker.Broker;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CompactedViewTest {

    /** As operators do who have lost it: while it is filled again, what is not there yet is not gone. */
    @Test
    void topicThatIsDeletedAndMadeAnewIsReadFromItsBeginningAndWhatItDoesNotTellStays() throws Exception {
        CountDownLatch changed = new CountDownLatch(1);
        CountDownLatch remade = new CountDownLatch(1);
        try (Broker broker = new Broker();
                CompactedView<JsonNode> view =
                        new CompactedView<>(broker.settings(), Topics.CONNECTIONS, JsonNode.class, _ -> true, _ -> {
                            changed.countDown();
                            await(remade);
                        })) {
            put(broker, "t/kept", 1);
            put(broker, "t/lost", 1);
            view.start();
            view.awaitComplete();
            assertThat(view.values()).hasSize(2);
            put(broker, "t/kept", 2);
            await(changed);

            broker.delete(Topics.CONNECTIONS);
            broker.create(Topics.CONNECTIONS);
            // As many as the other had, and one more: who reads on from where it was sees the last one alone.
            put(broker, "t/first", 1);
            put(broker, "t/kept", 3);
            put(broker, "t/second", 1);
            put(broker, "t/last", 1);
            remade.countDown();

            Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                assertThat(view.get("t/first")).isPresent();
                assertThat(view.get("t/last")).isPresent();
                assertThat(view.get("t/kept"))
                        .hasValueSatisfying(value ->
                                assertThat(value.path("revision").asInt()).isEqualTo(3));
            });
            assertThat(view.get("t/lost")).isPresent();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private static void put(Broker broker, String key, int revision) {
        broker.send(new ProducerRecord<>(Topics.CONNECTIONS.name(), key, Json.write(Map.of("revision", revision))));
    }
}
