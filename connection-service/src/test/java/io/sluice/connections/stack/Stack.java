package io.sluice.connections.stack;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
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
        return Map.of(
                "quarkus.datasource.jdbc.url",
                Database.jdbcUrl(),
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres",
                "kafka.bootstrap.servers",
                BROKER.bootstrapServers(),
                "quarkus.oidc.auth-server-url",
                IDENTITY_PROVIDER.issuer(),
                "sluice.connections.keyset.file",
                directory.resolve("keyset.json").toString(),
                "sluice.connections.keyset.create",
                "true",
                "sluice.connections.allowed-base-urls",
                "http://localhost:*",
                "sluice.connections.tokens.request-timeout",
                "PT2S",
                "quarkus.log.file.path",
                directory.resolve("service.log").toString());
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
