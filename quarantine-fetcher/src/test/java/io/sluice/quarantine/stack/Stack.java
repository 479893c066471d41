package io.sluice.quarantine.stack;

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
    private static final Broker BROKER = new Broker();
    private static final Path DIRECTORY = start(() -> Files.createTempDirectory("sluice-quarantine"));

    /** Returns who issues the callers' tokens. */
    public static IdentityProvider identityProvider() {
        return IDENTITY_PROVIDER;
    }

    /** Returns the broker. */
    public static Broker broker() {
        return BROKER;
    }

    /** Returns where evidence is kept. */
    public static Path evidence() {
        return DIRECTORY.resolve("evidence");
    }

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                entry("kafka.bootstrap.servers", BROKER.bootstrapServers()),
                // Nobody asks it for a token: no connection of these tests can be used.
                entry("sluice.quarantine.connection-service-url", "http://127.0.0.1:1"),
                entry("quarkus.oidc.auth-server-url", IDENTITY_PROVIDER.issuer()),
                entry("quarkus.oidc-client.auth-server-url", IDENTITY_PROVIDER.issuer()),
                entry("quarkus.oidc-client.client-id", "quarantine-fetcher"),
                entry("quarkus.oidc-client.credentials.secret", "a-secret-of-the-tests"),
                entry("sluice.quarantine.evidence.folder", evidence().toString()),
                entry(
                        "sluice.quarantine.evidence.keyset.file",
                        DIRECTORY.resolve("keyset.json").toString()),
                entry("sluice.quarantine.evidence.keyset.create", "true"));
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
