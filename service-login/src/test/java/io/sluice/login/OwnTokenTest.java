package io.sluice.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClientConfigBuilder;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.client.runtime.OidcClientsConfig;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class OwnTokenTest {

    private final Provider provider = new Provider();
    private final OwnToken token = new OwnToken(provider, settings(), Duration.ofMillis(300));

    @Test
    void noClientIsMadeBeforeATokenIsWanted() {
        assertThat(provider.made).isEmpty();
    }

    @Test
    void theClientHasTheSettingsOfTheServiceAndIsEnabled() {
        token.get();

        assertThat(provider.made)
                .singleElement()
                .satisfies(settings -> assertThat(settings.clientEnabled()).isTrue())
                .satisfies(settings -> assertThat(settings.clientId()).hasValue("the-service"));
    }

    @Test
    void aClientIsMadeOnceAndATokenIsKept() {
        assertThat(token.get()).isEqualTo("token 1");
        assertThat(token.get()).isEqualTo("token 1");

        assertThat(provider.made).hasSize(1);
    }

    @Test
    void aClientThatCouldNotBeMadeIsTriedAgain() {
        provider.clients.add(Uni.createFrom().failure(new IllegalStateException("no token endpoint")));

        assertThatThrownBy(token::get).hasMessage("no token endpoint");
        assertThat(token.get()).isEqualTo("token 1");
    }

    @Test
    void aProviderThatNeverSaysWhereItsTokensAreIsAskedAgain() {
        provider.clients.add(Uni.createFrom().nothing());

        assertThatThrownBy(token::get).isInstanceOf(TimeoutException.class);
        assertThat(token.get()).isEqualTo("token 1");
    }

    @Test
    void aProviderThatNeverAnswersWithATokenIsAskedAgain() {
        provider.tokens.add(Uni.createFrom().nothing());

        assertThatThrownBy(token::get).isInstanceOf(TimeoutException.class);
        assertThat(token.get()).isEqualTo("token 1");
    }

    private static OidcClientsConfig settings() {
        OidcClientConfig disabled = new OidcClientConfigBuilder()
                .id("Default")
                .clientId("the-service")
                .clientEnabled(false)
                .build();
        return () -> Map.of(OidcClientsConfig.DEFAULT_CLIENT_KEY, disabled);
    }

    /** Makes clients, which give another token each time, valid for an hour; unless something else is said. */
    private static final class Provider implements OidcClients, OidcClient {

        private final List<OidcClientConfig> made = new ArrayList<>();
        private final Queue<Uni<OidcClient>> clients = new ArrayDeque<>();
        private final Queue<Uni<Tokens>> tokens = new ArrayDeque<>();
        private int given;

        @Override
        public Uni<OidcClient> newClient(OidcClientConfig settings) {
            made.add(settings);
            Uni<OidcClient> client = clients.poll();
            return client == null ? Uni.createFrom().item(this) : client;
        }

        @Override
        public Uni<Tokens> getTokens(Map<String, String> parameters) {
            Uni<Tokens> answer = tokens.poll();
            if (answer != null) {
                return answer;
            }
            long inAnHour =
                    System.currentTimeMillis() / 1000 + Duration.ofHours(1).toSeconds();
            return Uni.createFrom()
                    .item(new Tokens("token " + ++given, inAnHour, Duration.ofMinutes(2), null, null, null, "client"));
        }

        @Override
        public OidcClient getClient() {
            throw new UnsupportedOperationException();
        }

        @Override
        public OidcClient getClient(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Tokens> refreshTokens(String token, Map<String, String> parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Boolean> revokeAccessToken(String token, Map<String, String> parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
