package io.sluice.microsoft.token;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClientConfigBuilder;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.client.runtime.OidcClientsConfig;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The token by which a service identifies itself to connection-service: of the identity provider that
 * {@code quarkus.oidc-client} names, kept until shortly before it expires.
 *
 * <p>The provider is asked for nothing before the first token is wanted. A client that Quarkus makes is made at the
 * start, and where a provider's name cannot be resolved or its address does not answer, the start fails: Quarkus waits
 * no longer than {@code connection-timeout}, which is how long a single attempt to connect may take. Therefore
 * {@code quarkus.oidc-client.client-enabled} is {@code false} in the services' settings, and all other settings of the
 * client hold here.
 */
public final class OwnToken implements Supplier<String> {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Uni<OidcClient> client;
    private final TokensHelper tokens = new TokensHelper();

    /** The token of the client that {@code quarkus.oidc-client} describes. */
    public OwnToken(OidcClients clients, OidcClientsConfig settings) {
        OidcClientConfig enabled = new OidcClientConfigBuilder(OidcClientsConfig.getDefaultClient(settings))
                .clientEnabled(true)
                .build();
        AtomicBoolean failed = new AtomicBoolean();
        this.client = Uni.createFrom()
                .deferred(() -> clients.newClient(enabled))
                .onFailure()
                .invoke(_ -> failed.set(true))
                .memoize()
                .until(() -> failed.compareAndSet(true, false));
    }

    /**
     * Gives a token that is valid for two minutes at least.
     *
     * @throws RuntimeException if the provider gives none within 20 seconds; the next call asks it again
     */
    @Override
    public String get() {
        return client.flatMap(tokens::getTokens).await().atMost(TIMEOUT).getAccessToken();
    }
}
