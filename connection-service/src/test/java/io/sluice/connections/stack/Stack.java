package io.sluice.connections.stack;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.broker.Broker;
import io.sluice.server.IdentityProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Everything that the running service needs; the same for all tests of the process. */
public final class Stack implements QuarkusTestResourceLifecycleManager {

    private static final IdentityProvider IDENTITY_PROVIDER = start(IdentityProvider::new);
    private static final FakeEntra ENTRA = start(FakeEntra::new);
    private static final Broker BROKER = new Broker();

    /** Returns who issues the callers' tokens. */
    public static IdentityProvider identityProvider() {
        return IDENTITY_PROVIDER;
    }

    /** Returns who issues the customers' tokens. */
    public static FakeEntra entra() {
        return ENTRA;
    }

    /** Returns the broker. */
    public static Broker broker() {
        return BROKER;
    }

    @Override
    public Map<String, String> start() {
        Path directory = start(() -> Files.createTempDirectory("sluice-connections"));
        return Map.ofEntries(
                entry("quarkus.datasource.jdbc.url", Database.jdbcUrl()),
                entry("quarkus.datasource.username", "postgres"),
                entry("quarkus.datasource.password", "postgres"),
                entry("kafka.bootstrap.servers", BROKER.bootstrapServers()),
                entry("quarkus.oidc.auth-server-url", IDENTITY_PROVIDER.issuer()),
                entry(
                        "sluice.connections.keyset.file",
                        directory.resolve("keyset.json").toString()),
                entry("sluice.connections.keyset.create", "true"),
                entry("sluice.connections.allowed-base-urls", "http://localhost:*"),
                entry("sluice.connections.tokens.request-timeout", "PT10S"),
                entry("quarkus.log.file.path", directory.resolve("service.log").toString()),
                entry("sluice.connections.keyset.settle", "PT0S"));
    }

    @Override
    public void stop() {}

    private interface Start<T> {
        T run() throws IOException;
    }

    private static <T> T start(Start<T> start) {
        try {
            return start.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
