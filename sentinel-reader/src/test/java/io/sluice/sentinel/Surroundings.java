package io.sluice.sentinel;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.broker.Broker;
import io.sluice.contracts.access.Principals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;

/**
 * What the service needs to start: a Kafka in this process with Sluice's topics. The identity provider takes
 * connections and never answers.
 */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private final Broker broker = new Broker(Principals.SENTINEL_READER);
    private final ServerSocket silent = listening();

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                entry("kafka.bootstrap.servers", broker.guardedServers()),
                entry("sluice.sentinel.state-directory", folder()),
                entry("sluice.sentinel.state-replicas", "1"),
                entry("sluice.sentinel.connection-service-url", "http://127.0.0.1:1"),
                entry("quarkus.oidc-client.auth-server-url", "http://127.0.0.1:" + silent.getLocalPort()),
                entry("quarkus.oidc-client.client-id", "sentinel-reader"),
                entry("quarkus.oidc-client.credentials.secret", "a-secret-of-the-tests"));
    }

    @Override
    public void stop() {
        broker.close();
        try {
            silent.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String folder() {
        try {
            return Files.createTempDirectory("sluice-sentinel").toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
