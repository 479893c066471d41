package io.sluice.login;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClientConfigBuilder;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.client.runtime.OidcClientsConfig;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The token by which a service identifies itself to connection-service: of the identity provider that
 * {@code quarkus.oidc-client} names, kept for as long as {@code refresh-token-time-skew} allows.
 *
 * <p>The provider is asked for nothing before the first token is wanted. A client that Quarkus makes is made at the
 * start, which fails where the provider takes longer to be found than {@code connection-timeout}: as behind a name
 * server that is silent, or where a connection is taken and never answered. Therefore
 * {@code quarkus.oidc-client.client-enabled} is {@code false} in the services' settings; what else they say of the
 * client holds here.
 */
public final class OwnToken implements Supplier<String> {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final OidcClients clients;
    private final OidcClientConfig settings;
    private final Duration timeout;
    private final AtomicReference<Login> current;

    /** The token of the client that {@code quarkus.oidc-client} describes. */
    public OwnToken(OidcClients clients, OidcClientsConfig settings) {
        this(clients, settings, TIMEOUT);
    }

    OwnToken(OidcClients clients, OidcClientsConfig settings, Duration timeout) {
        this.clients = clients;
        this.settings = new OidcClientConfigBuilder(OidcClientsConfig.getDefaultClient(settings))
                .clientEnabled(true)
                .build();
        this.timeout = timeout;
        this.current = new AtomicReference<>(new Login());
    }

    /**
     * Gives a token.
     *
     * @throws RuntimeException if the provider gives none within 20 seconds; the next call asks it again
     */
    @Override
    public String get() {
        Login login = current.get();
        try {
            return login.token();
        } catch (RuntimeException failed) {
            // It may wait for an answer that never comes, and nobody asks again as long as it waits.
            current.compareAndSet(login, new Login());
            throw failed;
        }
    }

    /** A client, made when it is first used, and its token. */
    private final class Login {

        private final TokensHelper tokens = new TokensHelper();
        private final Uni<OidcClient> client = Uni.createFrom()
                .deferred(() -> clients.newClient(settings))
                .memoize()
                .indefinitely();

        String token() {
            return client.flatMap(tokens::getTokens).await().atMost(timeout).getAccessToken();
        }
    }
}
