package io.sluice.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunningTest {

    private final AtomicInteger stops = new AtomicInteger();

    @Test
    void nothingIsStartedAfterCtrlC() {
        assertThatThrownBy(() -> new Running(stops::incrementAndGet, _ -> {
                    throw new IllegalStateException("Shutdown in progress");
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(stops).hasValue(0);
    }

    @Test
    void isEndedWhenItIsClosed() throws InterruptedException {
        try (Running running = new Running(stops::incrementAndGet, _ -> {})) {
            assertThat(running).isNotNull();
            assertThat(stops).hasValue(0);
        }

        assertThat(stops).hasValue(1);
    }
}
