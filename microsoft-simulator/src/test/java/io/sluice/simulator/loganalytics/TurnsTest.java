package io.sluice.simulator.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Five queries of a caller run, others wait in order, and neither too many nor too long. */
class TurnsTest {

    private static final String CALLER = "contoso app";
    private static final Duration LONG = Duration.ofMinutes(3);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Turns full(int waiting, Duration longest) {
        Turns turns = new Turns(5, waiting, longest);
        for (int i = 0; i < 5; i++) {
            assertThat(turns.take(CALLER)).isTrue();
        }
        return turns;
    }

    @Test
    void theSixthWaitsUntilOneIsDone() throws Exception {
        Turns turns = full(200, LONG);
        Future<Boolean> sixth = threads.submit(() -> turns.take(CALLER));
        await().atMost(Duration.ofMinutes(1)).until(() -> turns.waiting(CALLER) == 1);
        assertThat(sixth.isDone()).isFalse();
        turns.giveBack(CALLER);
        assertThat(sixth.get()).isTrue();
    }

    @Test
    void whoWaitsIsServedInOrder() throws Exception {
        Turns turns = full(200, LONG);
        List<Future<Boolean>> queue = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int expected = i;
            queue.add(threads.submit(() -> turns.take(CALLER)));
            await().atMost(Duration.ofMinutes(1)).until(() -> turns.waiting(CALLER) == expected);
        }
        for (int i = 0; i < 3; i++) {
            turns.giveBack(CALLER);
            assertThat(queue.get(i).get()).isTrue();
            assertThat(turns.waiting(CALLER)).isEqualTo(2 - i);
        }
    }

    @Test
    void beyondTwoHundredThatWaitThereIsNoTurn() {
        Turns turns = full(200, LONG);
        List<Future<Boolean>> queue = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            queue.add(threads.submit(() -> turns.take(CALLER)));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> turns.waiting(CALLER) == 200);
        assertThat(turns.take(CALLER)).isFalse();
        assertThat(queue).noneMatch(Future::isDone);
        assertThat(turns.take("contoso another")).isTrue();
    }

    @Test
    void whoWaitsTooLongGetsNoTurnAndLeavesTheQueue() {
        Turns turns = full(200, Duration.ofMillis(1));
        assertThat(turns.take(CALLER)).isFalse();
        turns.giveBack(CALLER);
        assertThat(turns.take(CALLER)).isTrue();
    }

    @Test
    void withoutALimitNobodyWaits() {
        Turns turns = new Turns(0, 0, Duration.ZERO);
        for (int i = 0; i < 100; i++) {
            assertThat(turns.take(CALLER)).isTrue();
        }
    }
}
