package io.sluice.sentinel.answer;

import io.opentelemetry.api.trace.Tracer;
import io.quarkus.arc.DefaultBean;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.microsoft.token.ConnectionServiceTokens;
import io.sluice.sentinel.SentinelSettings;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** The clients of the outside world, where the service has no others. */
@Singleton
final class Outside {

    private static final Duration OWN_TOKEN_TIMEOUT = Duration.ofSeconds(20);

    @Produces
    @Singleton
    @DefaultBean
    MicrosoftHttp http(Vertx vertx, InstantSource clock, Tracer tracer, SentinelSettings settings) {
        return new MicrosoftHttp(vertx, clock, tracer, settings.idleTimeout(), settings.connectionsPerHost());
    }

    void close(@Disposes MicrosoftHttp http) {
        http.close();
    }

    @Produces
    @Singleton
    @DefaultBean
    ConnectionServiceTokens tokens(Vertx vertx, OidcClient oidc, SentinelSettings settings) {
        TokensHelper ownToken = new TokensHelper();
        return new ConnectionServiceTokens(
                vertx,
                settings.connectionServiceUrl(),
                () -> ownToken.getTokens(oidc).await().atMost(OWN_TOKEN_TIMEOUT).getAccessToken());
    }

    void close(@Disposes ConnectionServiceTokens tokens) {
        tokens.close();
    }

    @Produces
    @Singleton
    @DefaultBean
    AccessTokens accessTokens(ConnectionServiceTokens tokens, InstantSource clock) {
        return new AccessTokens(tokens, clock);
    }

    @Produces
    @Singleton
    @DefaultBean
    ConnectionsView connections(@Identifier("default-kafka-broker") Map<String, Object> kafka, AccessTokens tokens) {
        ConnectionsView connections = new ConnectionsView(kafka, before -> tokens.forget(before.id()));
        connections.start();
        return connections;
    }

    void close(@Disposes ConnectionsView connections) {
        connections.close();
    }
}
