package io.sluice.sentinel;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** What the service needs to start: a Kafka in this process with Sluice's topics. Nobody asks for a token. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private final EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker();

    @Override
    public Map<String, String> start() {
        broker.start();
        String kafka = broker.getAdvertisedListeners();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            List<NewTopic> topics =
                    Topics.all().stream().map(Surroundings::topic).toList();
            admin.createTopics(topics).all().get();
            return Map.ofEntries(
                    entry("kafka.bootstrap.servers", kafka),
                    entry(
                            "sluice.sentinel.state-directory",
                            Files.createTempDirectory("sluice-sentinel").toString()),
                    entry("sluice.sentinel.state-replicas", "1"),
                    entry("sluice.sentinel.connection-service-url", "http://127.0.0.1:1"),
                    entry("quarkus.oidc-client.discovery-enabled", "false"),
                    entry("quarkus.oidc-client.auth-server-url", "http://127.0.0.1:1"),
                    entry("quarkus.oidc-client.token-path", "/token"),
                    entry("quarkus.oidc-client.client-id", "sentinel-reader"),
                    entry("quarkus.oidc-client.credentials.secret", "a-secret-of-the-tests"));
        } catch (ExecutionException | InterruptedException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void stop() {
        broker.close();
    }

    private static NewTopic topic(Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config());
    }
}
