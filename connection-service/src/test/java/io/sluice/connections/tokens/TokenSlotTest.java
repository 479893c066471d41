package io.sluice.connections.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.connections.tokens.TokenSlot.FailedToken;
import io.sluice.connections.tokens.TokenSlot.Source;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.token.AccessToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenSlotTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final MicrosoftFailure OUTAGE = new Unavailable("out");
    private static final MicrosoftFailure WRONG_SECRET = new Unauthenticated("wrong", "AADSTS7000215", "repair");
    private static final MicrosoftFailure BUSY = new Throttled("busy", Duration.ofSeconds(90));

    private Instant now = Instant.parse("2026-05-01T00:00:00Z");
    private @Nullable MicrosoftFailure fault;
    private Duration lifetime = HOUR;
    private int asked;
    private final TenantThrottles throttles = new TenantThrottles();
    private final TokenSlot slot = newSlot();

    @Test
    void aTokenIsKeptUntilTenMinutesBeforeItsEnd() throws FailedToken {
        assertThat(slot.get(false).source()).isEqualTo(Source.MICROSOFT);
        after(Duration.ofMinutes(49));
        assertThat(slot.get(false).source()).isEqualTo(Source.MEMORY);
        after(Duration.ofMinutes(2));
        assertThat(slot.get(false).source()).isEqualTo(Source.MICROSOFT);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aShortLivedTokenIsKeptForThreeQuartersOfItsLife() throws FailedToken {
        lifetime = Duration.ofSeconds(40);
        slot.get(false);
        after(Duration.ofSeconds(29));
        slot.get(false);
        assertThat(asked).isEqualTo(1);
        after(Duration.ofSeconds(2));
        slot.get(false);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whileATokenIsValidAnOutageIsNotNoticed() throws FailedToken {
        slot.get(false);
        fault = OUTAGE;
        after(Duration.ofMinutes(55));
        assertThat(slot.get(false).source()).isEqualTo(Source.MEMORY);
        assertThat(slot.get(false).source()).isEqualTo(Source.MEMORY);
        assertThat(asked).as("asked again only after the outage's memory").isEqualTo(2);
        after(Duration.ofMinutes(6));
        assertThatThrownBy(() -> slot.get(false)).isInstanceOf(FailedToken.class);
    }

    @Test
    void aRefreshReplacesATokenThatIsNotYoung() throws FailedToken {
        slot.get(false);
        after(Duration.ofSeconds(29));
        assertThat(slot.get(true).source()).isEqualTo(Source.MEMORY);
        after(Duration.ofSeconds(2));
        assertThat(slot.get(true).source()).isEqualTo(Source.MICROSOFT);
        assertThat(slot.get(true).source()).isEqualTo(Source.MEMORY);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aRefusalIsRememberedForAWhile() throws FailedToken {
        fault = WRONG_SECRET;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> slot.get(true)).isInstanceOf(FailedToken.class);
        }
        assertThat(asked).isEqualTo(1);
        fault = null;
        after(Duration.ofSeconds(61));
        assertThat(slot.get(false).source()).isEqualTo(Source.MICROSOFT);
    }

    @Test
    void anOutageIsRememberedForAMomentOnly() throws FailedToken {
        fault = OUTAGE;
        assertThatThrownBy(() -> slot.get(false)).isInstanceOf(FailedToken.class);
        fault = null;
        assertThatThrownBy(() -> slot.get(false)).isInstanceOf(FailedToken.class);
        after(Duration.ofSeconds(4));
        assertThat(slot.get(false).source()).isEqualTo(Source.MICROSOFT);
    }

    @Test
    void aThrottledTenantIsLeftAloneForAllResources() throws FailedToken {
        TokenSlot other = newSlot();
        fault = BUSY;
        assertThatThrownBy(() -> slot.get(false)).isInstanceOf(FailedToken.class);
        fault = null;
        after(Duration.ofSeconds(60));
        assertThatThrownBy(() -> other.get(false))
                .isInstanceOfSatisfying(
                        FailedToken.class,
                        failed -> assertThat(failed.failure())
                                .isEqualTo(new Throttled(
                                        "Entra ID throttles the tenant contoso.", Duration.ofSeconds(30))));
        after(Duration.ofSeconds(31));
        assertThat(other.get(false).source()).isEqualTo(Source.MICROSOFT);
        assertThat(asked).isEqualTo(2);
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    private TokenSlot newSlot() {
        return new TokenSlot(
                () -> {
                    asked++;
                    if (fault != null) {
                        throw new MicrosoftException(fault);
                    }
                    return new AccessToken("token-" + asked, now.plus(lifetime));
                },
                throttles.of(URI.create("https://login.microsoftonline.com"), "contoso"),
                new DefaultSettings(),
                () -> now);
    }

    /** The settings as they are documented. */
    private static final class DefaultSettings implements ConnectionServiceSettings.Tokens {
        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(15);
        }

        @Override
        public Duration refusalMemory() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration outageMemory() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Duration forcedRefreshInterval() {
            return Duration.ofSeconds(30);
        }
    }
}
