package io.sluice.microsoft.token;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.microsoft.failure.MicrosoftException;
import io.vertx.core.Vertx;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectionServiceTokensTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    @Test
    void whereTheServiceItselfGetsNoTokenTheIdentityProviderIsNamedAndNotConnectionService() {
        try (ConnectionServiceTokens tokens = new ConnectionServiceTokens(vertx, NOWHERE, () -> {
            throw new IllegalStateException("401");
        })) {
            assertThatThrownBy(() -> tokens.issue("contoso", "https://graph.microsoft.com", false))
                    .isInstanceOf(MicrosoftException.class)
                    .hasMessageContaining("The identity provider gives this service no token")
                    .hasRootCauseMessage("401");
        }
    }

    @Test
    void whereConnectionServiceIsAwayItIsNamed() {
        try (ConnectionServiceTokens tokens = new ConnectionServiceTokens(vertx, NOWHERE, () -> "own token")) {
            assertThatThrownBy(() -> tokens.issue("contoso", "https://graph.microsoft.com", false))
                    .isInstanceOf(MicrosoftException.class)
                    .hasMessageContaining("connection-service at 127.0.0.1:1 gives no token");
        }
    }
}
