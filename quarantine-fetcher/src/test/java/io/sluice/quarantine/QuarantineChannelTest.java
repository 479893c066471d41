package io.sluice.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import io.sluice.quarantine.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The service as it is put together takes requests from any client and answers them. */
@QuarkusTest
@WithTestResource(Stack.class)
class QuarantineChannelTest {

    @Test
    void requestsWithoutKeyOrHeadersOnAnyPartitionAreAnsweredOnceEach() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int partition = 0; partition < 12; partition++) {
            String id = UUID.randomUUID().toString();
            ids.add(id);
            byte[] request = ("{\"id\":\"" + id + "\",\"kind\":\"list\",\"connection\":\"nobody\"}").getBytes(UTF_8);
            for (int twice = 0; twice < 2; twice++) {
                Stack.broker().send(new ProducerRecord<>(Topics.QUARANTINE_REQUESTS.name(), partition, null, request));
            }
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(requestIds()).containsAll(ids));
        assertThat(requestIds()).filteredOn(ids::contains).doesNotHaveDuplicates();
    }

    private static List<String> requestIds() throws IOException {
        List<String> requestIds = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : Stack.broker().records(Topics.QUARANTINE_RESULTS)) {
            JsonNode result = Json.MAPPER.readTree(record.value());
            assertThat(result.path("status").asText()).isEqualTo("rejected");
            requestIds.add(result.path("requestId").asText());
        }
        return requestIds;
    }
}
