package io.sluice.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Admission admission = new Admission(4, 2, 3);

    @Test
    void aTenantThatIsSlowLeavesRoomForOthers() throws Exception {
        List<Admission.Slot> slow = new ArrayList<>();
        slow.add(admission.enter("slow").orElseThrow());
        slow.add(admission.enter("slow").orElseThrow());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Admission.Slot>> waiting = executor.submit(() -> admission.enter("slow"));

            assertThat(admission.enter("other")).isPresent();
            assertThat(waiting).isNotDone();
            slow.forEach(Admission.Slot::close);
            assertThat(waiting.get()).isPresent();
        }
    }

    @Test
    void thirtyTwoTenantsWhoseRequestsHangLeaveRoomForOthers() throws Exception {
        Admission usual = new Admission(128, 4, 1_000);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Admission.Slot>>> hung = new ArrayList<>();
            for (int tenant = 0; tenant < 32; tenant++) {
                for (int request = 0; request < 4; request++) {
                    String id = "hung" + tenant;
                    hung.add(executor.submit(() -> usual.enter(id)));
                }
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> hung.stream().filter(Future::isDone).count() == 32 + 64);

            for (int tenant = 0; tenant < 32; tenant++) {
                Future<Optional<Admission.Slot>> other = executor.submit(() -> usual.enter("other"));
                await().atMost(Duration.ofMinutes(1)).until(other::isDone);
                other.get().orElseThrow().close();
            }
            hung.forEach(waiting -> waiting.cancel(true));
        }
    }

    @Test
    void whoWaitsForAnEarlierRequestOfItsTenantGoesOnWhenThatHasEnded() throws Exception {
        Admission small = new Admission(2, 2, 3);
        Admission.Slot one = small.enter("a").orElseThrow();
        Admission.Slot two = small.enter("b").orElseThrow();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Admission.Slot>> next = executor.submit(() -> small.enter("a"));
            one.close();
            next.get().orElseThrow().close();
        }
        two.close();
    }

    @Test
    void whereVeryManyWaitFurtherOnesAreTurnedAway() throws Exception {
        Admission.Slot first = admission.enter("busy").orElseThrow();
        Admission.Slot second = admission.enter("busy").orElseThrow();
        FutureTask<Optional<Admission.Slot>> third = new FutureTask<>(() -> admission.enter("busy"));
        Thread waiting = Thread.ofVirtual().start(third);
        // Whoever comes before it has begun to wait is the third.
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting.getState() == Thread.State.WAITING);

        assertThat(admission.enter("busy")).isEmpty();
        first.close();
        second.close();
        third.get().orElseThrow().close();
        assertThat(admission.enter("busy")).isPresent();
    }

    @Test
    void whoIsInterruptedWhileWaitingLeavesNothingBehind() throws Exception {
        List<Admission.Slot> slots = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            slots.add(admission.enter("a").orElseThrow());
        }
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                admission.enter("a").ifPresent(slots::add);
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting.getState() == Thread.State.WAITING);
        waiting.interrupt();
        waiting.join();
        slots.forEach(Admission.Slot::close);

        for (int i = 0; i < 2; i++) {
            assertThat(admission.enter("a")).isPresent();
        }
    }
}
