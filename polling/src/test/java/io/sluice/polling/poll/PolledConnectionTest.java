package io.sluice.polling.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolledConnectionTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");
    private static final Pace PACE = Pace.of(Duration.ofSeconds(4), Duration.ofSeconds(10));
    private static final Instant LATER = NOW.plusSeconds(3600);

    @Test
    void aChangedConnectionIsPolledAtOnceForWhatWasWrongMayBeRight() {
        PolledConnection polled = failed(new Unauthenticated("wrong secret", "AADSTS7000215", "Replace it."));

        polled.change(connection("app"), PACE, NOW);

        assertThat(polled.isDue(NOW)).isTrue();
    }

    @Test
    void aChangedConnectionThatIsThrottledLeavesMicrosoftAloneAsLongAsThatWasSaid() {
        PolledConnection polled = failed(new Throttled("too many", Duration.ofHours(1)));

        polled.change(connection("app"), PACE, NOW);

        assertThat(polled.isDue(NOW)).isFalse();
        assertThat(polled.isDue(LATER)).isTrue();
    }

    @Test
    void anotherApplicationHasAQuotaOfItsOwn() {
        PolledConnection polled = failed(new Throttled("too many", Duration.ofHours(1)));

        polled.change(connection("another app"), PACE, NOW);

        assertThat(polled.isDue(NOW)).isTrue();
    }

    private static PolledConnection failed(MicrosoftFailure failure) {
        PolledConnection polled =
                new PolledConnection(connection("app"), PACE, new Past(Backlog.NONE, NOW), NOW, NOW, NOW);
        polled.ended(failure, LATER);
        return polled;
    }

    @Test
    void whatWasReadInAnotherWayThanItShouldIsTriedAndNotSettled() {
        PolledConnection polled =
                new PolledConnection(connection("app"), PACE, new Past(Backlog.NONE, NOW), NOW, NOW, NOW);

        polled.tried(NOW.plusSeconds(120));
        assertThat(polled.settledAt()).isEqualTo(NOW);
        assertThat(polled.triedAt()).isEqualTo(NOW.plusSeconds(120));

        polled.settled(NOW.plusSeconds(240));
        polled.settled(NOW.plusSeconds(60));
        assertThat(polled.settledAt()).isEqualTo(NOW.plusSeconds(240));
    }

    private static Connection connection(String clientId) {
        return new Connection(
                "c",
                "contoso",
                "t",
                null,
                "commercial",
                Map.of(),
                clientId,
                true,
                Duration.ofSeconds(10),
                Capabilities.NONE,
                1,
                NOW);
    }
}
