package io.sluice.microsoft.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.quota.Turns.Principal;
import io.sluice.microsoft.quota.Turns.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Principal CONTOSO = new Principal("contoso", "app");
    private static final Principal FABRIKAM = new Principal("fabrikam", "app");

    private final Time time = new Time();
    private final Turns turns =
            new Turns(new TurnLimits("Log Analytics", 4, 180, Duration.ofSeconds(30)), time, time::wait);

    @Test
    void noMoreCallsRunAtOnceThanAreAllowed() throws Exception {
        Deque<Turn> running = new ArrayDeque<>();
        for (int i = 0; i < 4; i++) {
            running.push(turns.take(CONTOSO, soon()));
        }
        CompletableFuture<Turn> fifth = new CompletableFuture<>();
        Thread waiting = waitFor(turns, fifth);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        assertThat(fifth).isNotDone();

        turns.take(FABRIKAM, soon()).close();
        running.pop().close();

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(fifth).isCompleted());
    }

    @Test
    void noMoreCallsBeginInAnyWindowThanAreAllowed() throws Exception {
        List<Instant> begun = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            turns.take(CONTOSO, soon()).close();
            begun.add(time.instant());
            if (i % 300 == 299) {
                time.wait(Duration.ofSeconds(i / 10));
            }
        }

        for (Instant from : begun) {
            Instant to = from.plusSeconds(30);
            assertThat(begun.stream().filter(at -> !at.isBefore(from) && at.isBefore(to)))
                    .hasSizeLessThanOrEqualTo(180);
        }
        assertThat(Duration.between(Time.NOON, time.instant())).isLessThan(Duration.ofMinutes(7));
    }

    @Test
    void whoWaitsGetsTheTurnInTheOrderOfComing() throws Exception {
        Turns oneByOne = new Turns(new TurnLimits("Log Analytics", 1, 180, Duration.ofSeconds(30)), time, time::wait);
        Turn running = oneByOne.take(CONTOSO, soon());
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 10; i++) {
            int number = i;
            CompletableFuture<Turn> turn = new CompletableFuture<>();
            var _ = turn.thenAccept(taken -> {
                order.add(number);
                taken.close();
            });
            Thread waiting = waitFor(oneByOne, turn);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        }

        running.close();

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    @Test
    void onlyThePrincipalThatIsThrottledIsLeftAlone() throws Exception {
        try (Turn throttled = turns.take(CONTOSO, soon())) {
            throttled.throttled(Duration.ofMinutes(5));
        }

        turns.take(FABRIKAM, soon()).close();
        assertThat(time.instant()).isEqualTo(Time.NOON);
        assertThatThrownBy(() -> turns.take(CONTOSO, Time.NOON.plusSeconds(299)))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        late -> assertThat(late.failure()).isInstanceOf(Throttled.class));
        turns.take(CONTOSO, soon()).close();

        assertThat(time.instant()).isEqualTo(Time.NOON.plusSeconds(300));
    }

    private Instant soon() {
        return time.instant().plus(Duration.ofMinutes(10));
    }

    private Thread waitFor(Turns turns, CompletableFuture<Turn> turn) {
        return Thread.startVirtualThread(() -> {
            try {
                turn.complete(turns.take(CONTOSO, soon()));
            } catch (MicrosoftException | InterruptedException failed) {
                turn.completeExceptionally(failed);
            }
        });
    }

    /** A clock that goes on where somebody waits, and at once. */
    private static final class Time implements InstantSource {

        private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

        private Instant now = NOON;

        @Override
        public synchronized Instant instant() {
            return now;
        }

        synchronized void wait(Duration duration) {
            // The bucket counts in milliseconds.
            now = now.plus(duration.plusNanos(999_999).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        }
    }
}
