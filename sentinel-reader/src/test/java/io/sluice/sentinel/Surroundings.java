package io.sluice.sentinel;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.broker.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** What the service needs to start: a Kafka in this process with Sluice's topics. Nobody asks for a token. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private final Broker broker = new Broker();

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                entry("kafka.bootstrap.servers", broker.bootstrapServers()),
                entry("sluice.sentinel.state-directory", folder()),
                entry("sluice.sentinel.state-replicas", "1"),
                entry("sluice.sentinel.connection-service-url", "http://127.0.0.1:1"),
                entry("quarkus.oidc-client.auth-server-url", "http://127.0.0.1:1"),
                entry("quarkus.oidc-client.client-id", "sentinel-reader"),
                entry("quarkus.oidc-client.credentials.secret", "a-secret-of-the-tests"));
    }

    @Override
    public void stop() {
        broker.close();
    }

    private static String folder() {
        try {
            return Files.createTempDirectory("sluice-sentinel").toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
