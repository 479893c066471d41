package io.sluice.poller.defender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.polling.window.WindowReader.ItemConsumer;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls and requests that read large incidents at the same time, each on a thread of its own. */
class LargeIncidentsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MEGABYTE = 1024 * 1024;

    /** What can be read before it is known to be large: the incident so far, and one alert. */
    private static final long BEFORE_ITS_TURN = 2L * LargeIncidents.LARGE;

    /** 13 MB. */
    private static final String GIANT = IntStream.range(0, 2_000)
            .mapToObj(id -> "{\"alertId\":\"da" + id + "\",\"description\":\"" + "x".repeat(6_500) + "\"}")
            .collect(Collectors.joining(",", "{\"incidentId\":1,\"alerts\":[", "]}"));

    private static final String GIANT_ALERT =
            "{\"incidentId\":2,\"alerts\":[{\"alertId\":\"a\",\"entities\":[\"" + "x".repeat(13 * MEGABYTE) + "\"]}]}";

    private final LargeIncidents large = new LargeIncidents(64 * MEGABYTE);
    private final List<Reader> readers = new ArrayList<>();
    private final Held held = new Held();

    @AfterEach
    void stop() throws InterruptedException {
        for (Reader reader : readers) {
            reader.thread.interrupt();
            reader.thread.join();
        }
    }

    @Test
    void ofTheLargeIncidentsOfManyTenantsOneIsInMemoryAtATime() {
        reads(page(GIANT), held);
        held.await(1);

        List<Reader> others =
                List.of(reads(page(GIANT), held), asks(GIANT, held), reads(page(GIANT_ALERT), held), asks(GIANT, held));
        others.forEach(Reader::awaitThatItWaits);

        assertThat(others).allSatisfy(other -> assertThat(other.bytes).hasValueLessThan(BEFORE_ITS_TURN));
        assertThat(held.taken).hasValue(1);
        held.letGo();
        held.await(5);
        assertThat(held.mostAtOnce).hasValue(1);
    }

    @Test
    void smallIncidentsDoNotWaitForALargeOne() throws Exception {
        reads(page(GIANT), held);
        held.await(1);
        List<ReadItem> small = new ArrayList<>();

        IncidentPage.read(new GiantPage(50, 10, 6_500), large, small::add);

        assertThat(small).hasSize(50);
    }

    @Test
    void whatIsBehindALargeIncidentOnItsPageKeepsNobodyWaiting() {
        held.letGo();
        Reader page = reads(new SequenceInputStream(text("{\"value\":[" + GIANT + ","), new Stalled()), held);
        held.await(1);
        page.awaitThatItWaits();

        assertThatALargeOneIsRead();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "]} and more"})
    void anAnswerThatIsNotGoodToItsEndEndsItsTurn(String rest) {
        String broken = GIANT.substring(0, GIANT.length() - 2) + rest;

        assertThatThrownBy(() -> IncidentPage.read(text("{\"value\":[" + broken), large, _ -> {}))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> IncidentPage.readOne(text(broken), PageForm.DEFENDER_XDR, large, _ -> {}))
                .isInstanceOf(IOException.class);

        assertThatALargeOneIsRead();
    }

    @Test
    void aPollThatIsCancelledWhileItHandsOnEndsItsTurn() {
        Reader cancelled = reads(page(GIANT), held);
        held.await(1);

        cancelled.thread.interrupt();

        assertThatALargeOneIsRead();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPollThatIsCancelledWhileItWaitsForItsTurnEndsAndNeverHasOne(boolean withinAnAlert) {
        Reader first = reads(page(GIANT), held);
        held.await(1);
        Reader cancelled = reads(page(withinAnAlert ? GIANT_ALERT : GIANT), held);
        cancelled.awaitThatItWaits();

        cancelled.thread.interrupt();

        assertThat(cancelled.end)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .satisfies(end -> assertThat(end.getCause())
                        .isInstanceOfAny(InterruptedException.class, InterruptedIOException.class));
        held.letGo();
        assertThat(first.end).succeedsWithin(PATIENCE);
        assertThatALargeOneIsRead();
    }

    @Test
    void whoFailsToUseALargeIncidentEndsItsTurn() {
        assertThatThrownBy(() -> IncidentPage.read(page(GIANT), large, _ -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThatALargeOneIsRead();
    }

    @ParameterizedTest
    @CsvSource({"16, 8", "160, 40", "200, 50", "256, 64", "4096, 64"})
    void anIncidentMayTakeAQuarterOfTheHeapWithinBounds(long heap, int most) {
        assertThat(LargeIncidents.mostBytes(heap * MEGABYTE)).isEqualTo(most * MEGABYTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"an alert", "alerts"})
    void anIncidentLargerThanTheHeapAllowsIsSkippedAndToldOfAndTheNextOneIsRead(String what) throws Exception {
        List<ReadItem> items = new ArrayList<>();
        String tooLarge = what.equals("alerts") ? GIANT : GIANT_ALERT;

        IncidentPage.read(page(tooLarge + ",{\"incidentId\":3}"), new LargeIncidents(8 * MEGABYTE), items::add);

        assertThat(items).hasSize(2).last().isInstanceOf(ReadIncident.class);
        assertThat(items)
                .first()
                .isInstanceOfSatisfying(
                        ReadItem.Unreadable.class,
                        skipped -> assertThat(skipped.reason()).endsWith("has more than 8388608 bytes"));
    }

    private void assertThatALargeOneIsRead() {
        AtomicInteger read = new AtomicInteger();

        assertThat(reads(page(GIANT), _ -> read.incrementAndGet()).end).succeedsWithin(PATIENCE);

        assertThat(read).hasValue(1);
    }

    private Reader reads(InputStream page, ItemConsumer<ReadItem> consumer) {
        return started(new Reader(page, body -> IncidentPage.read(body, large, consumer)));
    }

    private Reader asks(String incident, ItemConsumer<ReadItem> consumer) {
        return started(
                new Reader(text(incident), body -> IncidentPage.readOne(body, PageForm.DEFENDER_XDR, large, consumer)));
    }

    private Reader started(Reader reader) {
        readers.add(reader);
        reader.thread.start();
        return reader;
    }

    private static InputStream page(String incidents) {
        return text("{\"value\":[" + incidents + "]}");
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @FunctionalInterface
    private interface Reading {
        void read(InputStream body) throws IOException, InterruptedException;
    }

    /** A poll or a request, and how many bytes of its answer it has read. */
    private static final class Reader {

        private final AtomicLong bytes = new AtomicLong();
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();
        private final Thread thread;

        Reader(InputStream body, Reading reading) {
            InputStream counted = new FilterInputStream(body) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int read = in.read(target, offset, length);
                    bytes.addAndGet(Math.max(0, read));
                    return read;
                }
            };
            thread = Thread.ofPlatform().unstarted(() -> {
                try {
                    reading.read(counted);
                    end.complete(true);
                } catch (IOException | InterruptedException stopped) {
                    end.completeExceptionally(stopped);
                }
            });
        }

        void awaitThatItWaits() {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> bytes.get() > LargeIncidents.LARGE && thread.getState() == Thread.State.WAITING);
        }
    }

    /** Takes incidents and keeps each in memory until it lets go of them. */
    private static final class Held implements ItemConsumer<ReadItem> {

        private final CountDownLatch over = new CountDownLatch(1);
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger present = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();

        @Override
        public void accept(ReadItem item) throws InterruptedException {
            mostAtOnce.accumulateAndGet(present.incrementAndGet(), Math::max);
            taken.incrementAndGet();
            over.await();
            present.decrementAndGet();
        }

        void await(int incidents) {
            Awaitility.await().atMost(PATIENCE).until(() -> taken.get() == incidents);
        }

        void letGo() {
            over.countDown();
        }
    }

    /** An answer that does not go on. */
    private static final class Stalled extends InputStream {

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                new CountDownLatch(1).await();
                return -1;
            } catch (InterruptedException stopped) {
                throw new InterruptedIOException();
            }
        }
    }
}
