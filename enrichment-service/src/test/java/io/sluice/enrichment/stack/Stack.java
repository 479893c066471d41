package io.sluice.enrichment.stack;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.broker.Broker;
import io.sluice.enrichment.directory.lookup.MicrosoftStub;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything that the running service needs: Kafka, and in one stub Microsoft, connection-service and the identity
 * provider; the same for all tests of the process.
 */
public final class Stack implements QuarkusTestResourceLifecycleManager {

    private static final Broker BROKER = new Broker();
    private static final MicrosoftStub MICROSOFT = new MicrosoftStub();

    /** Returns the broker. */
    public static Broker broker() {
        return BROKER;
    }

    /** Returns Microsoft. */
    public static MicrosoftStub microsoft() {
        return MICROSOFT;
    }

    @Override
    public Map<String, String> start() {
        String base = MICROSOFT.base().toString();
        MICROSOFT
                .answers("/.well-known/openid-configuration", json("""
                        {"issuer":"%1$s","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys"}""".formatted(base)))
                .answers("/token", json("""
                        {"access_token":"the-service-itself","token_type":"Bearer","expires_in":3600}"""))
                .answers("/connections/" + MICROSOFT.connection().id() + "/tokens", json("""
                        {"accessToken":"a-token-of-the-tests","expiresAt":"%s"}""".formatted(
                                Instant.now().plus(Duration.ofHours(1)))));
        return Map.ofEntries(
                entry("kafka.bootstrap.servers", BROKER.bootstrapServers()),
                entry("sluice.enrichment.state-directory", folder()),
                entry("sluice.enrichment.state-replicas", "1"),
                entry("sluice.enrichment.connection-service-url", base),
                entry("quarkus.oidc-client.auth-server-url", base),
                entry("quarkus.oidc-client.client-id", "enrichment-service"),
                entry("quarkus.oidc-client.credentials.secret", "a-secret-of-the-tests"));
    }

    private static Consumer<HttpServerResponse> json(String body) {
        return response ->
                response.putHeader("Content-Type", "application/json").end(body);
    }

    private static String folder() {
        try {
            return Files.createTempDirectory("sluice-enrichment").toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {}
}
