package io.sluice.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    void whereVeryManyWaitFurtherOnesAreTurnedAway() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Admission.Slot first = admission.enter("busy").orElseThrow();
            Admission.Slot second = admission.enter("busy").orElseThrow();
            Future<Optional<Admission.Slot>> third = executor.submit(() -> admission.enter("busy"));
            await().until(() -> {
                Optional<Admission.Slot> fourth =
                        executor.submit(() -> admission.enter("busy")).get();
                return fourth.isEmpty();
            });
            first.close();
            second.close();
            third.get().orElseThrow().close();
        }
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
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        waiting.interrupt();
        waiting.join();
        slots.forEach(Admission.Slot::close);

        for (int i = 0; i < 2; i++) {
            assertThat(admission.enter("a")).isPresent();
        }
    }
}
