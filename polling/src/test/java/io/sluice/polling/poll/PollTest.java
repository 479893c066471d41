package io.sluice.polling.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PollTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void onlySomeMegabytesOfWhatIsReadWaitToBeTaken() {
        AtomicInteger told = new AtomicInteger();
        Fakes.Source source = new Fakes.Source();
        source.readings.put("c", (_, _, sink) -> {
            for (int i = 0; i < 12; i++) {
                // One of them is larger than all that may wait.
                sink.put(Fakes.read("alert " + i, i == 7 ? 6 * MEGABYTE : MEGABYTE));
                told.incrementAndGet();
            }
        });

        Poll poll = Poll.start(
                "c",
                Fakes.connection("c", 1),
                new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(60)),
                Again.NOTHING,
                null,
                new Line(),
                source,
                OpenTelemetry.noop().getTracer("test"));

        for (int taken = 0; taken < 12; taken++) {
            PollItem item = Awaitility.await().atMost(LONG).until(poll::next, next -> next != null);
            assertThat(item).isInstanceOf(PollItem.Read.class);
            assertThat(told.get() - taken).as("told and not taken").isLessThanOrEqualTo(5);
        }
        Awaitility.await().atMost(LONG).until(poll::next, PollItem.Ended.class::isInstance);
    }
}
