package io.sluice.quarantine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.quarantine.exchange.TenantTurns.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TenantTurnsTest {

    private final VirtualTime time = new VirtualTime();
    private final TenantTurns turns = new TenantTurns(ExchangeSettings.DEFAULTS, time, time);

    @Test
    void atMostAsManyCallsRunAtOnceAsTheTenantBears() throws Exception {
        Deque<Turn> running = new ArrayDeque<>();
        for (int i = 0; i < 4; i++) {
            running.push(turns.take("t", soon()));
        }
        CompletableFuture<Turn> fifth = new CompletableFuture<>();
        Thread waiting = Thread.startVirtualThread(() -> {
            try {
                fifth.complete(turns.take("t", soon()));
            } catch (MicrosoftException | InterruptedException failed) {
                fifth.completeExceptionally(failed);
            }
        });
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        assertThat(fifth).isNotDone();

        running.pop().close();

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(fifth).isCompleted());
        assertThatThrownBy(() -> turns.take("t", time.instant()))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        late -> assertThat(late.failure()).isInstanceOf(Throttled.class));
    }

    @Test
    void aTenantThatThrottlesGetsFewerCallsAtOnceAndLaterMoreAgain() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (Turn turn = turns.take("t", soon())) {
                turn.throttled(Duration.ofSeconds(1));
            }
        }
        assertThat(turns.limit("t")).isEqualTo(1);

        for (int i = 0; i < 5; i++) {
            turns.take("t", soon()).close();
        }
        assertThat(turns.limit("t")).isBetween(2, 4);
    }

    @Test
    void noTenantWaitsForAnother() throws Exception {
        try (Turn throttled = turns.take("a", soon())) {
            throttled.throttled(Duration.ofMinutes(5));
        }
        Instant before = time.instant();

        turns.take("b", soon()).close();

        assertThat(time.instant()).isEqualTo(before);
        assertThatThrownBy(() -> turns.take("a", time.in(Duration.ofMinutes(4))))
                .isInstanceOf(MicrosoftException.class);
        turns.take("a", soon()).close();
        assertThat(Duration.between(before, time.instant())).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whoWaitsCanBeStopped() throws Exception {
        for (int i = 0; i < 4; i++) {
            turns.take("t", soon());
        }
        AtomicReference<Throwable> stopped = new AtomicReference<>();
        Thread waiting = Thread.startVirtualThread(() -> {
            try {
                turns.take("t", soon());
            } catch (MicrosoftException | InterruptedException failed) {
                stopped.set(failed);
            }
        });
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        waiting.interrupt();
        waiting.join();

        assertThat(stopped.get()).isInstanceOf(InterruptedException.class);
    }

    private Instant soon() {
        return time.in(Duration.ofMinutes(10));
    }
}
