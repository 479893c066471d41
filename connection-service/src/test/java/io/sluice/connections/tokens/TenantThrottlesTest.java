package io.sluice.connections.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TenantThrottlesTest {

    private static final URI LOGIN = URI.create("https://login.microsoftonline.com");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final TenantThrottles throttles = new TenantThrottles();

    @Test
    void whoeverAsksOfATenantSharesItsThrottle() {
        throttles.of(LOGIN, "contoso").add(NOW.plusSeconds(60));
        throttles.of(LOGIN, "contoso").add(NOW.plusSeconds(30));

        assertThat(throttles.of(LOGIN, "contoso").remaining(NOW)).isEqualTo(Duration.ofSeconds(60));
        assertThat(throttles.of(LOGIN, "fabrikam").remaining(NOW)).isZero();
        assertThat(throttles.of(LOGIN, "contoso").remaining(NOW.plusSeconds(60)))
                .isZero();
    }

    @Test
    void onlyTenantsThatAreThrottledTakeMemory() {
        for (int i = 0; i < 1000; i++) {
            throttles.of(LOGIN, "tenant-" + i).remaining(NOW);
        }
        assertThat(throttles.remembered()).isZero();
        throttles.of(LOGIN, "contoso").add(NOW.plusSeconds(60));
        assertThat(throttles.remembered()).isEqualTo(1);
    }
}
