package io.sluice.microsoft.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.status.Outcome.Failed;
import io.sluice.microsoft.status.Outcome.Progressed;
import io.sluice.microsoft.status.Outcome.Worked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds whatever happens, in whatever order. */
class StatusTrackerAnyOrderTest {

    private static final Duration HEARTBEAT = Duration.ofMinutes(1);
    private static final Instant T0 = Instant.parse("2026-02-03T10:00:00Z");
    private static final ReportedCapability CAPABILITY =
            new ReportedCapability("t", "c", "contoso", "defenderIncidents", "incident-poller");

    record Step(Outcome outcome, long millisLater) {}

    @Property
    void whoReadsTheTopicKnowsTheStateAndTheErrorAtAnyTime(@ForAll("steps") List<Step> steps) {
        StatusTracker tracker = StatusTracker.starting(CAPABILITY, HEARTBEAT, T0);
        ConnectionStatus topic = tracker.news().orElseThrow();
        Instant now = T0;
        for (Step step : steps) {
            now = now.plusMillis(step.millisLater());
            tracker = tracker.after(step.outcome(), now);
            topic = tracker.news().orElse(topic);
            ConnectionStatus present = tracker.present();
            assertThat(topic.state()).isEqualTo(present.state());
            assertThat(topic.since()).isEqualTo(present.since());
            assertThat(words(topic.error())).isEqualTo(words(present.error()));
            assertThat(Duration.between(topic.at(), now)).isLessThan(HEARTBEAT);
        }
    }

    @Property
    void theTopicIsNotFlooded(@ForAll("steps") List<Step> steps) {
        StatusTracker tracker = StatusTracker.starting(CAPABILITY, HEARTBEAT, T0);
        ConnectionStatus topic = tracker.news().orElseThrow();
        Instant now = T0;
        for (Step step : steps) {
            now = now.plusMillis(step.millisLater());
            tracker = tracker.after(step.outcome(), now);
            ConnectionStatus record = tracker.news().orElse(null);
            if (record != null) {
                boolean changed =
                        record.state() != topic.state() || !Objects.equals(words(record.error()), words(topic.error()));
                assertThat(changed || !record.at().isBefore(topic.at().plus(HEARTBEAT)))
                        .isTrue();
                topic = record;
            }
        }
    }

    @Property
    void aStateIsExplainedByWhatHappenedLast(@ForAll("steps") List<Step> steps) {
        StatusTracker tracker = StatusTracker.starting(CAPABILITY, HEARTBEAT, T0);
        Instant now = T0;
        for (Step step : steps) {
            ConnectionStatus before = tracker.present();
            now = now.plusMillis(step.millisLater());
            tracker = tracker.after(step.outcome(), now);
            ConnectionStatus after = tracker.present();
            assertThat(after.error() == null)
                    .isEqualTo(after.state() == State.HEALTHY || after.state() == State.STARTING);
            assertThat(after.since()).isBetween(T0, now);
            assertThat(after.since()).isAfterOrEqualTo(before.since());
            if (after.state() == before.state()) {
                assertThat(after.since()).isEqualTo(before.since());
            }
            switch (step.outcome()) {
                case Worked _ -> assertThat(after.state()).isEqualTo(State.HEALTHY);
                case Failed failed
                when isAnOperators(failed.failure()) ->
                    assertThat(after.state()).isEqualTo(State.FAILING);
                case Failed _ -> {
                    assertThat(after.state()).isIn(before.state(), State.DEGRADED);
                    assertThat(before.state() == State.FAILING && after.state() != State.FAILING)
                            .isFalse();
                }
                case Progressed _, Outcome.Known _ ->
                    assertThat(after.lastSuccess()).isEqualTo(after.at());
            }
        }
    }

    @Property
    void aRestartAtAnyMomentKeepsTheStateAndItsAge(@ForAll("steps") List<Step> steps) {
        StatusTracker tracker = StatusTracker.starting(CAPABILITY, HEARTBEAT, T0);
        ConnectionStatus topic = tracker.news().orElseThrow();
        Instant now = T0;
        for (Step step : steps) {
            StatusTracker restarted = StatusTracker.from(topic, HEARTBEAT);
            assertThat(restarted.news()).isEmpty();
            assertThat(restarted.present().state()).isEqualTo(tracker.present().state());
            assertThat(restarted.present().since()).isEqualTo(tracker.present().since());
            now = now.plusMillis(step.millisLater());
            tracker = tracker.after(step.outcome(), now);
            topic = tracker.news().orElse(topic);
        }
    }

    @Property
    void aRecordIsReadAsItWasWritten(@ForAll("steps") List<Step> steps) throws Exception {
        StatusTracker tracker = StatusTracker.starting(CAPABILITY, HEARTBEAT, T0);
        Instant now = T0;
        for (Step step : steps) {
            now = now.plusMillis(step.millisLater());
            tracker = tracker.after(step.outcome(), now);
        }
        StatusRecord record = StatusRecord.of(tracker.present());
        assertThat(StatusRecord.read(record.value().orElseThrow())).isEqualTo(tracker.present());
        assertThat(record.key()).isEqualTo(CAPABILITY.key());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Outcome> outcome = Arbitraries.of(
                new Worked(Duration.ofSeconds(2)),
                new Worked(null),
                new Progressed(Duration.ofDays(1)),
                failed(new Unavailable("no answer")),
                failed(new MalformedAnswer("no JSON")),
                failed(new Throttled("too many", Duration.ofSeconds(7))),
                failed(new Unauthenticated("wrong", "AADSTS7000215", "Enter the value.")),
                failed(new Unauthenticated("expired", "AADSTS7000222", "Make a new one.")),
                failed(new Forbidden("no consent", null, "Consent.")),
                failed(new NotFound("gone")),
                failed(new InvalidRequest("bad", "BadRequest")));
        return Combinators.combine(outcome, Arbitraries.longs().between(0, 50_000))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    private static Outcome failed(MicrosoftFailure failure) {
        return new Failed(failure, Duration.ofMinutes(5));
    }

    private static boolean isAnOperators(MicrosoftFailure failure) {
        return failure instanceof Unauthenticated
                || failure instanceof Forbidden
                || failure instanceof NotFound
                || failure instanceof InvalidRequest;
    }

    private static List<Object> words(@Nullable StatusError error) {
        return error == null
                ? List.of()
                : List.of(error.kind(), String.valueOf(error.code()), error.message(), String.valueOf(error.remedy()));
    }
}
