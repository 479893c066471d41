package io.sluice.polling.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.polling.poll.Past.Consequence;
import io.sluice.polling.poll.Past.Job;
import io.sluice.polling.poll.Past.Reason;
import io.sluice.polling.poll.Past.Task;
import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PastTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    private static final NextPoll NEXT = new NextPoll(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private Instant now = NOW;

    static List<MicrosoftFailure> whatAWindowCanBeTheCauseOf() {
        return List.of(
                new Unavailable("broken"),
                new InvalidRequest("no such filter", null),
                new NotFound("gone"),
                new Forbidden("not this one", null, "none"));
    }

    @ParameterizedTest
    @MethodSource("whatAWindowCanBeTheCauseOf")
    void aPartThatCannotBeReadIsSetAsideWhateverTheFailureIsAndTheRestIsRead(MicrosoftFailure failure) {
        Instant poison = NOW.minus(Duration.ofMinutes(90));
        Past past = new Past(Backlog.NONE.with(new Window(NOW.minus(Duration.ofHours(3)), NOW)), NOW);

        Consequence last = readAll(past, poison, failure);

        assertThat(last).isEqualTo(Consequence.SET_ASIDE);
        assertThat(past.backlog()).isEqualTo(past.unreadable());
        assertThat(past.unreadable().length()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(past.whyUnreadable()).isEqualTo(failure);
    }

    @Test
    void whatIsSetAsideIsTriedAgainLater() {
        Past past = new Past(Backlog.NONE.with(new Window(NOW.minusSeconds(1), NOW)), NOW);
        readAll(past, NOW.minusMillis(500), new NotFound("gone"));
        assertThat(next(past)).isNull();

        now = now.plus(Duration.ofMinutes(11));

        assertThat(next(past)).isNotNull().extracting(Task::reason).isEqualTo(Reason.UNREAD);
        assertThat(fail(past, new NotFound("gone"))).isEqualTo(Consequence.STILL_ASIDE);
    }

    @Test
    void aTenantThatIsThrottledHasNothingSetAside() {
        Past past = new Past(Backlog.NONE.with(new Window(NOW.minusSeconds(1), NOW)), NOW);

        for (int i = 0; i < 20; i++) {
            fail(past, new Throttled("busy", Duration.ofSeconds(10)));
            now = now.plusSeconds(11);
        }

        assertThat(past.unreadable().isEmpty()).isTrue();
    }

    @Test
    void whatIsYoungIsReadBeforeWhatIsPastAndSettledOnceItIsRead() {
        Past past = new Past(Backlog.NONE.with(new Window(NOW.minus(DAY), NOW.minusSeconds(3600))), NOW);
        past.readAgain(new Window(NOW.minusSeconds(1200), NOW.minusSeconds(120)), NOW);
        assertThat(past.takeSettled()).isEmpty();

        Job job = start(past);
        assertThat(job.reason()).isEqualTo(Reason.YOUNG);
        past.readToTheEnd(job);
        past.ended(now);

        assertThat(past.takeSettled()).contains(NOW);
        assertThat(past.takeSettled()).isEmpty();
        assertThat(start(past).reason()).isEqualTo(Reason.UNREAD);
    }

    @Test
    void whatIsYoungAndCannotBeReadIsReadInPartsAroundWhatIsTheCauseAndNotAskedForAgain() {
        Instant poison = NOW.minusSeconds(600);
        Window young = new Window(NOW.minusSeconds(1200), NOW.minusSeconds(120));
        Past past = new Past(Backlog.NONE, NOW);
        past.readAgain(young, NOW);

        readAll(past, poison, new Unavailable("broken"));

        assertThat(past.takeSettled()).contains(NOW);
        assertThat(past.backlog()).isEqualTo(past.unreadable());
        assertThat(past.unreadable().length()).isLessThanOrEqualTo(Duration.ofSeconds(1));

        past.readAgain(young, NOW.plusSeconds(120));
        for (Task task = next(past); task != null; task = next(past)) {
            assertThat(contains(task.part(), poison)).isFalse();
            past.readToTheEnd(start(past));
            past.ended(now);
        }
        assertThat(past.takeSettled()).contains(NOW.plusSeconds(120));
    }

    @Test
    void whatCannotBeComparedIsGivenUpAfterSomeTimesAndSaysSo() {
        Past past = new Past(Backlog.NONE, NOW.minus(DAY.multipliedBy(2)));
        Instant before = past.comparedTo();

        List<Consequence> consequences = Stream.generate(() -> {
                    Consequence consequence = fail(past, new Unavailable("broken"));
                    now = now.plusSeconds(120);
                    return consequence;
                })
                .limit(5)
                .toList();

        assertThat(consequences).endsWith(Consequence.GIVEN_UP).containsOnlyOnce(Consequence.GIVEN_UP);
        assertThat(past.comparedTo()).isAfter(before);
    }

    @Test
    void itIsDueWhenThereIsSomethingToRead() {
        Past past = new Past(Backlog.NONE, NOW.minus(DAY));

        Instant due = past.due(now, Duration.ofSeconds(2), DAY).orElseThrow();

        assertThat(due).isEqualTo(NOW.plus(Duration.ofHours(6)).plusSeconds(2));
        now = due.minusMillis(1);
        assertThat(next(past)).isNull();
        now = due;
        assertThat(next(past)).isNotNull().extracting(Task::reason).isEqualTo(Reason.COMPARE);
    }

    private Consequence readAll(Past past, Instant poison, MicrosoftFailure failure) {
        Consequence last = Consequence.AGAIN;
        for (int i = 0; i < 1000; i++) {
            Instant due = past.due(now, Duration.ofSeconds(2), DAY).orElseThrow();
            if (due.isAfter(NOW.plus(Duration.ofMinutes(9)).plusSeconds(i)) && last == Consequence.SET_ASIDE) {
                return last;
            }
            now = due.isAfter(now) ? due : now;
            if (next(past) == null) {
                return last;
            }
            Job job = start(past);
            if (contains(job.part(), poison)) {
                last = past.failed(job, failure, NEXT, Duration.ofSeconds(15), now);
            } else {
                past.readToTheEnd(job);
                past.ended(now);
            }
            if (past.backlog().equals(past.unreadable()) && !past.backlog().isEmpty()) {
                return last;
            }
        }
        throw new AssertionError("It does not come to an end");
    }

    private Consequence fail(Past past, MicrosoftFailure failure) {
        return past.failed(start(past), failure, NEXT, Duration.ofSeconds(15), now);
    }

    private @Nullable Task next(Past past) {
        return past.next(now, Duration.ofSeconds(2), DAY, OVERLAP).orElse(null);
    }

    private Job start(Past past) {
        Task task = past.next(now, Duration.ofSeconds(2), DAY, OVERLAP).orElseThrow();
        Job job = new Job(
                Poll.past(
                        "t/c",
                        Fakes.connection("c", 1),
                        task.part(),
                        Pass.PAST,
                        new Line(),
                        new Fakes.Source(),
                        OpenTelemetry.noop().getTracer("test")),
                task.part(),
                task.reason());
        past.started(job);
        return job;
    }

    private static boolean contains(Window part, Instant instant) {
        return !instant.isBefore(part.from()) && instant.isBefore(part.to());
    }
}
