package io.sluice.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.polling.emission.EmissionProcessor;
import io.sluice.polling.poll.PollProcessor;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The service as it is put together, with a Kafka and nothing else around it: its identity provider never answers. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class ServiceTest {

    @TestHTTPResource(value = "/", management = true)
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URI management;

    @Inject
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    Topology topology;

    @ConfigProperty(name = "quarkus.kafka-streams.topics")
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    List<String> awaited;

    @Test
    void itIsReadyAsSoonAsItTakesPart() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            HttpResponse<String> ready = get("/q/health/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        });
    }

    @Test
    void itTellsWhatItMeasures() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(get("/q/metrics").body()).contains("kafka_stream_", "jvm_memory_used_bytes"));
    }

    @Test
    void itWaitsForEveryTopicThatItsTopologyUsesAndKeepsWhatPollingKeeps() {
        Set<String> topics = new TreeSet<>();
        Set<String> stores = new TreeSet<>();
        for (Subtopology part : topology.describe().subtopologies()) {
            part.nodes().forEach(node -> {
                switch (node) {
                    case Source source -> topics.addAll(source.topicSet());
                    case Sink sink -> topics.add(sink.topic());
                    case Processor processor -> stores.addAll(processor.stores());
                    default -> {}
                }
            });
        }

        assertThat(topics).containsExactlyInAnyOrderElementsOf(awaited);
        assertThat(stores)
                .containsExactlyInAnyOrder(
                        PollProcessor.CONNECTIONS,
                        PollProcessor.CHECKPOINTS,
                        PollProcessor.DIGESTS,
                        PollProcessor.STATUSES,
                        EmissionProcessor.VERSIONS);
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                    HttpRequest.newBuilder(management.resolve(path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
