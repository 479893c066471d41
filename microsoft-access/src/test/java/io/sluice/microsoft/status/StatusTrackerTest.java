package io.sluice.microsoft.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.status.Outcome.Failed;
import io.sluice.microsoft.status.Outcome.Known;
import io.sluice.microsoft.status.Outcome.Progressed;
import io.sluice.microsoft.status.Outcome.Worked;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusTrackerTest {

    private static final Duration HEARTBEAT = Duration.ofMinutes(1);
    private static final Instant T0 = Instant.parse("2026-02-03T10:00:00Z");
    private static final Duration LAG = Duration.ofSeconds(3);
    private static final ReportedCapability CAPABILITY =
            new ReportedCapability("t", "c", "contoso", "defenderIncidents", "incident-poller");
    private static final Outcome WORKED = new Worked(LAG);
    private static final Outcome OUTAGE = new Failed(new Unavailable("no answer"), LAG);
    private static final Outcome WRONG_SECRET =
            new Failed(new Unauthenticated("wrong secret", "AADSTS7000215", "Enter its value."), LAG);

    private final StatusTracker starting = StatusTracker.starting(CAPABILITY, HEARTBEAT, T0);

    @Test
    void itBeginsAsStartingAndSaysSo() {
        ConnectionStatus status = starting.news().orElseThrow();
        assertThat(status.state()).isEqualTo(State.STARTING);
        assertThat(status.since()).isEqualTo(T0);
        assertThat(status.key()).isEqualTo("t/c/defenderIncidents");
        assertThat(status.lastSuccess()).isNull();
    }

    @Test
    void theFirstSuccessMakesItHealthy() {
        ConnectionStatus status = starting.after(WORKED, at(2)).news().orElseThrow();
        assertThat(status.state()).isEqualTo(State.HEALTHY);
        assertThat(status.since()).isEqualTo(at(2));
        assertThat(status.lastSuccess()).isEqualTo(at(2));
        assertThat(status.lag()).isEqualTo(LAG);
        assertThat(status.error()).isNull();
    }

    @Test
    void whatGoesOnAsItWasIsToldOncePerHeartbeat() {
        StatusTracker tracker = healthy();
        int records = 0;
        for (int second = 2; second <= 600; second++) {
            tracker = tracker.after(WORKED, at(second));
            records += tracker.news().isPresent() ? 1 : 0;
        }
        assertThat(records).isEqualTo(9);
        assertThat(tracker.present().lastSuccess()).isEqualTo(at(600));
        assertThat(tracker.present().since()).isEqualTo(at(1));
    }

    @Test
    void oneOutageIsOrdinaryTwoInARowAreDegradedSinceTheFirst() {
        StatusTracker once = healthy().after(OUTAGE, at(10));
        assertThat(once.news()).isEmpty();

        ConnectionStatus status = once.after(OUTAGE, at(30)).news().orElseThrow();

        assertThat(status.state()).isEqualTo(State.DEGRADED);
        assertThat(status.since()).isEqualTo(at(10));
        assertThat(status.error()).isEqualTo(new StatusError("unavailable", null, "no answer", null, at(30)));
        assertThat(status.lastSuccess()).isEqualTo(at(1));
    }

    @Test
    void whatAnOperatorMustMendIsFailingAtOnceWithItsRemedy() {
        ConnectionStatus status = healthy().after(WRONG_SECRET, at(10)).news().orElseThrow();

        assertThat(status.state()).isEqualTo(State.FAILING);
        assertThat(status.since()).isEqualTo(at(10));
        assertThat(status.error())
                .isEqualTo(new StatusError(
                        "unauthenticated", "AADSTS7000215", "wrong secret", "Enter its value.", at(10)));
    }

    @Test
    void anotherFaultOfTheSameStateIsToldAndTheStateIsAsOldAsItWas() {
        StatusTracker tracker = healthy().after(WRONG_SECRET, at(10));
        assertThat(tracker.after(WRONG_SECRET, at(20)).news()).isEmpty();

        ConnectionStatus status = tracker.after(new Failed(new Forbidden("no", null, "Consent."), LAG), at(20))
                .news()
                .orElseThrow();

        assertThat(status.since()).isEqualTo(at(10));
        assertThat(status.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.kind()).isEqualTo("forbidden"));
    }

    @Test
    void anOutageDoesNotHideWhatAnOperatorMustMend() {
        StatusTracker tracker = healthy().after(WRONG_SECRET, at(10));
        for (int second = 11; second < 20; second++) {
            tracker = tracker.after(OUTAGE, at(second));
        }
        assertThat(tracker.present().state()).isEqualTo(State.FAILING);
        assertThat(tracker.present().error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo("AADSTS7000215"));
    }

    @Test
    void afterAChangeOfTheConnectionAnOutageIsToldForWhatItIs() {
        StatusTracker changed = healthy().after(WRONG_SECRET, at(10)).changed(CAPABILITY, at(11));
        assertThat(changed.news()).isEmpty();

        StatusTracker tracker = changed.after(OUTAGE, at(12)).after(OUTAGE, at(20));

        assertThat(tracker.present().state()).isEqualTo(State.DEGRADED);
        assertThat(tracker.present().since()).isEqualTo(at(12));
    }

    @Test
    void theNextSuccessIsTheRecovery() {
        ConnectionStatus status = healthy()
                .after(WRONG_SECRET, at(10))
                .after(WORKED, at(70))
                .news()
                .orElseThrow();
        assertThat(status.state()).isEqualTo(State.HEALTHY);
        assertThat(status.since()).isEqualTo(at(70));
        assertThat(status.error()).isNull();
    }

    @Test
    void aPartOfALongPollIsASuccessThatEndsNoRowOfFailures() {
        StatusTracker tracker = starting.after(new Progressed(Duration.ofDays(3)), at(1));
        assertThat(tracker.present().state()).isEqualTo(State.HEALTHY);

        tracker = tracker.after(OUTAGE, at(10))
                .after(new Progressed(Duration.ofDays(2)), at(11))
                .after(OUTAGE, at(12));

        assertThat(tracker.present().state()).isEqualTo(State.DEGRADED);
        assertThat(tracker.present().lastSuccess()).isEqualTo(at(11));
    }

    @Test
    void whatTheServiceKnowsByItselfIsTold() {
        StatusError unsupported = new StatusError("unsupported", null, "not in this version", "Choose xdr.", T0);
        ConnectionStatus status = starting.after(new Known(State.FAILING, unsupported), at(1))
                .news()
                .orElseThrow();
        assertThat(status.state()).isEqualTo(State.FAILING);
        assertThat(status.error()).isEqualTo(unsupported);
    }

    @Test
    void afterARestartItGoesOnFromTheLastRecord() {
        ConnectionStatus last = healthy().after(WRONG_SECRET, at(10)).present();

        StatusTracker resumed = StatusTracker.from(last, HEARTBEAT);
        assertThat(resumed.news()).isEmpty();
        assertThat(resumed.after(WRONG_SECRET, at(40)).news()).isEmpty();

        ConnectionStatus status = resumed.after(WRONG_SECRET, at(80)).news().orElseThrow();
        assertThat(status.since()).isEqualTo(at(10));
        assertThat(status.lastSuccess()).isEqualTo(at(1));
    }

    @Test
    void aNewNameIsTold() {
        StatusTracker renamed = healthy()
                .changed(
                        new ReportedCapability("t", "c", "contoso-eu", "defenderIncidents", "incident-poller"), at(10));
        assertThat(renamed.news().orElseThrow().connectionName()).isEqualTo("contoso-eu");
    }

    @Test
    void whoMicrosoftWantsToLeaveItAloneForLongSaysSoAtOnceAndKeepsSayingThatItWatches() {
        StatusTracker throttled =
                healthy().after(new Failed(new Throttled("too many", Duration.ofHours(1)), LAG), at(5));

        assertThat(throttled.news()).hasValueSatisfying(status -> {
            assertThat(status.state()).isEqualTo(State.DEGRADED);
            assertThat(status.error()).isNotNull();
        });
        StatusTracker soon = throttled.stillWatched(Duration.ofSeconds(30), at(30));
        assertThat(soon.news()).isEmpty();
        assertThat(soon.stillWatched(Duration.ofSeconds(70), at(70)).news()).hasValueSatisfying(status -> {
            assertThat(status.state()).isEqualTo(State.DEGRADED);
            assertThat(status.at()).isEqualTo(at(70));
            assertThat(status.lag()).isEqualTo(Duration.ofSeconds(70));
        });
    }

    @Test
    void throttlingForLongIsDegraded() {
        Outcome throttled = new Failed(new Throttled("too many", Duration.ofSeconds(30)), LAG);
        assertThat(healthy()
                        .after(throttled, at(10))
                        .after(throttled, at(40))
                        .present()
                        .state())
                .isEqualTo(State.DEGRADED);
    }

    private StatusTracker healthy() {
        return starting.after(WORKED, at(1));
    }

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }
}
