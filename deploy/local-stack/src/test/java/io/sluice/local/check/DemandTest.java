package io.sluice.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.check.Demand.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Times are seconds after the connection was created; everything has settled after an hour. */
class DemandTest {

    private static final Instant CONNECTED = Instant.parse("2026-01-01T12:00:00Z");
    private static final Demand DEMAND = new Demand(CONNECTED, Duration.ofHours(1), at(3600), Duration.ofSeconds(60));

    @Test
    void aVersionThatIsStillShownIsDemanded() {
        assertThat(demanded(100, null, stamp(100, null, 99))).isTrue();
    }

    @Test
    void aVersionThatCameJustBeforeEverythingSettledIsDemanded() {
        assertThat(demanded(3599, null, stamp(3599, null, 3598))).isTrue();
    }

    @Test
    void historyIsDemandedAsFarAsTheLookbackGoes() {
        assertThat(demanded(-5000, null, stamp(-5000, null, -3600))).isTrue();
        assertThat(demanded(-5000, null, stamp(-5000, null, -3601))).isFalse();
    }

    @Test
    void aReplacedVersionIsDemandedOnlyIfItCouldBeReadForLongerThanTheTolerance() {
        assertThat(demanded(100, 161, stamp(100, 161, 99))).isTrue();
        assertThat(demanded(100, 160, stamp(100, 160, 99))).isFalse();
    }

    @Test
    void aVersionThatWasReplacedBeforeTheConnectionExistedIsNotDemanded() {
        assertThat(demanded(-500, -1, stamp(-500, -1, -500))).isFalse();
        assertThat(demanded(-500, 30, stamp(-500, 30, -500))).isFalse();
    }

    @Test
    void evidenceThatCameWithoutANewTimeStampIsDemandedOnlyWhileTheIncidentIsReadAgain() {
        Stamp stamp = stamp(1000, null, 1000);

        assertThat(demanded(2199, null, stamp)).isTrue();
        assertThat(demanded(2201, null, stamp)).isFalse();
        assertThat(demanded(1200, 1261, stamp)).isTrue();
        assertThat(demanded(2150, 2400, stamp)).isFalse();
    }

    @Test
    void anIncidentThatChangesAgainMakesItsOldAlertsReadableAgain() {
        assertThat(demanded(-9000, null, stamp(-9000, 500, -9000), stamp(500, null, 500)))
                .isTrue();
    }

    @Test
    void timesThatFollowOneAnotherCountTogetherButNotAcrossABreak() {
        assertThat(demanded(100, 170, stamp(100, 140, 100), stamp(140, 170, 140)))
                .isTrue();
        assertThat(demanded(1170, 2040, stamp(0, 2000, 0), stamp(2000, 2040, 2000)))
                .isFalse();
    }

    private static boolean demanded(int from, @Nullable Integer until, Stamp... stamps) {
        return DEMAND.of(at(from), until == null ? null : at(until), List.of(stamps));
    }

    private static Stamp stamp(int from, @Nullable Integer until, int changedAt) {
        return new Stamp(at(from), until == null ? null : at(until), at(changedAt));
    }

    private static Instant at(int seconds) {
        return CONNECTED.plusSeconds(seconds);
    }
}
