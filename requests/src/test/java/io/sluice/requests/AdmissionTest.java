package io.sluice.requests;

import static io.sluice.requests.Admission.Origin.ASKED;
import static io.sluice.requests.Admission.Origin.FOLLOWING;
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
        slow.add(admission.enter("slow", ASKED).orElseThrow());
        slow.add(admission.enter("slow", ASKED).orElseThrow());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Admission.Slot>> waiting = executor.submit(() -> admission.enter("slow", ASKED));

            assertThat(admission.enter("other", ASKED)).isPresent();
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
                    hung.add(executor.submit(() -> usual.enter(id, ASKED)));
                }
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> hung.stream().filter(Future::isDone).count() == 32 + 64);

            for (int tenant = 0; tenant < 32; tenant++) {
                Future<Optional<Admission.Slot>> other = executor.submit(() -> usual.enter("other", ASKED));
                await().atMost(Duration.ofMinutes(1)).until(other::isDone);
                other.get().orElseThrow().close();
            }
            hung.forEach(waiting -> waiting.cancel(true));
        }
    }

    @Test
    void whoWaitsForAnEarlierRequestOfItsTenantGoesOnWhenThatHasEnded() throws Exception {
        Admission small = new Admission(2, 2, 3);
        Admission.Slot one = small.enter("a", ASKED).orElseThrow();
        Admission.Slot two = small.enter("b", ASKED).orElseThrow();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Admission.Slot>> next = executor.submit(() -> small.enter("a", ASKED));
            one.close();
            next.get().orElseThrow().close();
        }
        two.close();
    }

    @Test
    void whereVeryManyWaitFurtherOnesAreTurnedAway() throws Exception {
        Admission.Slot first = admission.enter("busy", ASKED).orElseThrow();
        Admission.Slot second = admission.enter("busy", ASKED).orElseThrow();
        FutureTask<Optional<Admission.Slot>> third = new FutureTask<>(() -> admission.enter("busy", ASKED));
        Thread waiting = Thread.ofVirtual().start(third);
        // Whoever comes before it has begun to wait is the third.
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting.getState() == Thread.State.WAITING);

        assertThat(admission.enter("busy", ASKED)).isEmpty();
        first.close();
        second.close();
        third.get().orElseThrow().close();
        assertThat(admission.enter("busy", ASKED)).isPresent();
    }

    @Test
    void whoIsInterruptedWhileWaitingLeavesNothingBehind() throws Exception {
        List<Admission.Slot> slots = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            slots.add(admission.enter("a", ASKED).orElseThrow());
        }
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                admission.enter("a", ASKED).ifPresent(slots::add);
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting.getState() == Thread.State.WAITING);
        waiting.interrupt();
        waiting.join();
        slots.forEach(Admission.Slot::close);

        for (int i = 0; i < 2; i++) {
            assertThat(admission.enter("a", ASKED)).isPresent();
        }
    }

    @Test
    void whatSomebodyAsksForDoesNotWaitForAllThatAnInvestigationAsks() throws Exception {
        Admission usual = new Admission(128, 4, 1_000);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Admission.Slot>>> following = new ArrayList<>();
            for (int request = 0; request < 750; request++) {
                following.add(executor.submit(() -> usual.enter("busy", FOLLOWING)));
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> following.stream().filter(Future::isDone).count() == 3);

            Future<Optional<Admission.Slot>> asked = executor.submit(() -> usual.enter("busy", ASKED));
            assertThat(asked.get()).isPresent();

            asked.get().orElseThrow().close();
            following.forEach(waiting -> waiting.cancel(true));
        }
    }

    @Test
    void whereVeryManyFollowWhatSomebodyAsksForIsTakenStill() throws Exception {
        Admission small = new Admission(8, 4, 4);
        List<Admission.Slot> following = new ArrayList<>();
        for (int request = 0; request < 3; request++) {
            following.add(small.enter("busy", FOLLOWING).orElseThrow());
        }

        assertThat(small.enter("busy", FOLLOWING)).isEmpty();
        assertThat(small.enter("busy", ASKED)).isPresent();
        following.forEach(Admission.Slot::close);
        assertThat(small.enter("busy", FOLLOWING)).isPresent();
    }

    @Test
    void whatFollowsIsWorkedOnWhereATenantHasOnePlaceOnly() throws Exception {
        Admission single = new Admission(2, 1, 1);
        single.enter("small", FOLLOWING).orElseThrow().close();

        assertThat(single.enter("small", ASKED)).isPresent();
    }
}
