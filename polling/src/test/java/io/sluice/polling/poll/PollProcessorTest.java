package io.sluice.polling.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.trace.Traceparent;
import io.sluice.polling.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose turn it is, and what it costs where it is nobody's. */
class PollProcessorTest {

    private static final Duration SETTLING = Duration.ofMinutes(2);

    /** Of each test its own: what one has stopped ends a little later. */
    @RegisterExtension
    final OpenTelemetryExtension traces = OpenTelemetryExtension.create();

    private final MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
    private final Fakes.Source source = new Fakes.Source();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile Instant now = Instant.parse("2026-02-03T10:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private PollProcessor processor;

    @BeforeEach
    void start() {
        store(PollProcessor.CONNECTIONS, Serdes.ByteArray());
        store(PollProcessor.CHECKPOINTS, Serdes.String());
        store(PollProcessor.DIGESTS, Serdes.ByteArray());
        store(PollProcessor.STATUSES, Serdes.ByteArray());
        Duration minute = Duration.ofMinutes(1);
        processor = new PollProcessor(
                new PollProcessor.Settings(
                        Duration.ZERO,
                        SETTLING,
                        SETTLING,
                        Duration.ofMinutes(20),
                        Duration.ofSeconds(4),
                        Duration.ofDays(1),
                        minute,
                        SETTLING,
                        minute),
                source,
                Side.MAIN,
                () -> now,
                traces.getOpenTelemetry().getTracer("test"),
                meters);
        processor.init(context);
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    @ParameterizedTest
    @CsvSource({"a,b", "b,a"})
    void whatIsNewOfAllComesBeforeWhatIsPastOfOne(String busy, String other) {
        source.lookback = Duration.ofDays(30);
        CountDownLatch full = new CountDownLatch(100);
        source.readings.put(busy, (_, pass, sink) -> {
            for (int i = 0; pass == Pass.PAST && i < 1_000_000; i++) {
                sink.put(Fakes.read("t/past" + i, 1024 * 1024)); // a queue full of it is many ticks' work
                full.countDown();
            }
        });
        connect(busy);
        tickUntil(() -> assertThat(full.getCount()).isZero());
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch mayTell = new CountDownLatch(1);
        source.readings.put(other, (_, pass, sink) -> {
            if (pass == Pass.NEW) {
                mayTell.await();
                sink.put(Fakes.read("t/new", 10));
                told.countDown();
            }
        });
        connect(other);
        now = now.plusSeconds(1);
        tick();
        mayTell.countDown();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(told.getCount()).isZero());
        context.resetForwards();

        tick();

        assertThat(context.forwarded(PollProcessor.sinkOf(Topics.RAW_ALERTS)))
                .extracting(forwarded -> String.valueOf(forwarded.record().key()))
                .startsWith("t/new")
                .hasSizeGreaterThan(1);
    }

    @Test
    void aConnectionForWhichNothingIsDueIsNotLookedAt() {
        connect("a");
        tickUntil(() -> assertThat(polls("complete")).isEqualTo(1));
        int looks = source.looks.get();

        for (int i = 0; i < 100; i++) {
            tick();
        }

        assertThat(source.looks).hasValue(looks);
        now = now.plusSeconds(15);
        tickUntil(() -> assertThat(polls("complete")).isEqualTo(2));
    }

    @Test
    void theFirstPollsOfAFleetDoNotBeginAllAtOnce() {
        for (int i = 0; i < 50; i++) {
            connect("c" + i);
        }

        tick();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(source.asked).hasSize(1));
        now = now.plus(Duration.ofMillis(50L * 50));
        tick();

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(source.asked).hasSize(50));
    }

    @Test
    void whatIsNewDoesNotWaitForWhatIsReadAgain() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        source.readings.put("a", (_, pass, _) -> {
            if (pass == Pass.AGAIN) {
                never.await();
            }
        });
        connect("a");
        for (int polls = 1; polls < 20; polls++) {
            int expected = polls;
            tickUntil(() -> assertThat(polls("complete")).isEqualTo(expected));
            now = now.plusSeconds(15);
        }

        assertThat(source.asked("a", Pass.AGAIN)).isEqualTo(1);
        never.countDown();
    }

    @Test
    void whatAPollHasLeftThatWasStoppedKeepsNothingElseFromBeingTaken() {
        CountDownLatch told = new CountDownLatch(20);
        source.readings.put("a", (_, _, sink) -> {
            for (int i = 0; i < 20; i++) {
                sink.put(Fakes.read("t/stopped" + i, 10));
                told.countDown();
            }
        });
        source.readings.put("b", (_, _, sink) -> sink.put(Fakes.read("t/other", 10)));
        connect("a");
        connect("b");
        tick();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(told.getCount()).isZero());

        process(Fakes.connection("a", 2));
        now = now.plusSeconds(1);

        tickUntil(() -> assertThat(context.forwarded(PollProcessor.sinkOf(Topics.RAW_ALERTS)))
                .extracting(forwarded -> String.valueOf(forwarded.record().key()))
                .contains("t/other"));
    }

    /** Of a log all is read in its order, by the polls alone. */
    @Test
    void whatIsYoungInALogAndCannotBeReadAgainIsNotAskedForWithEachPoll() {
        source.showsThePresent = false;
        source.readings.put("a", (_, pass, _) -> {
            if (pass != Pass.NEW) {
                throw new MicrosoftException(new Unavailable("one row too many"));
            }
        });
        connect("a");

        int polls = 40; // ten minutes
        for (int i = 1; i <= polls; i++) {
            int expected = i;
            tickUntil(() -> assertThat(polls("complete")).isEqualTo(expected));
            now = now.plusSeconds(15);
        }

        assertThat(source.asked("a", Pass.AGAIN)).isBetween(4L, 6L);
        assertThat(source.asked("a", Pass.OWED)).isLessThanOrEqualTo(6);
    }

    @Test
    void aNewNameDoesNotChangeWhatIsCompared() {
        connect("a");
        String compared = compared();
        now = now.plus(Duration.ofHours(1));

        process(Fakes.connection("a", 2));
        assertThat(compared()).isEqualTo(compared);

        process(Fakes.connection("a", "another interface", 3));
        assertThat(compared()).isEqualTo(now.toString());
    }

    /** The revision of a connection falls when the database is restored. */
    @Test
    void whatTheTopicSaysLastCountsAlsoWhereItsRevisionIsLower() {
        process(Fakes.connection("a", 7));
        now = now.plus(Duration.ofHours(1));

        process(Fakes.connection("a", "another interface", 2));

        assertThat(compared()).isEqualTo(now.toString());
    }

    @Test
    void whatIsPublishedAgainChangesNothing() {
        process(Fakes.connection("a", 7));
        byte[] known = stored("a");

        process(Fakes.connection("a", 7));

        assertThat(stored("a")).isSameAs(known);
    }

    @Test
    void whatCannotBeReadOfThePastIsCounted() {
        source.lookback = Duration.ofDays(1);
        source.readings.put("a", (_, pass, _) -> {
            if (pass == Pass.PAST) {
                throw new MicrosoftException(new Unavailable("broken"));
            }
        });
        connect("a");

        tickUntil(() -> assertThat(meters.find("sluice.past.parts")
                        .tag("reason", "unread")
                        .tag("outcome", "unavailable")
                        .counters())
                .isNotEmpty());
    }

    @Test
    void aPollIsATraceThatSaysItsWindowAndToWhichItsCallsAndItsRecordsBelong() {
        AtomicReference<Span> calling = new AtomicReference<>(Span.getInvalid());
        source.readings.put("a", (_, pass, sink) -> {
            if (pass == Pass.NEW) {
                calling.set(Span.current());
                sink.put(Fakes.read("t/found", 10));
            }
        });
        connect("a");
        tickUntil(() -> assertThat(traces.getSpans()).isNotEmpty());
        tickUntil(() -> assertThat(polls("complete")).isEqualTo(1));

        SpanData poll = traces.getSpans().getFirst();
        Window window = source.asked.getFirst().window();
        assertThat(poll.getName()).isEqualTo("poll defenderIncidents");
        assertThat(poll.getAttributes().get(AttributeKey.stringKey("sluice.window.from")))
                .isEqualTo(window.from().toString());
        assertThat(poll.getAttributes().get(AttributeKey.stringKey("sluice.window.to")))
                .isEqualTo(window.to().toString());
        assertThat(calling.get().getSpanContext()).isEqualTo(poll.getSpanContext());
        assertThat(context.forwarded(PollProcessor.sinkOf(Topics.RAW_ALERTS)))
                .singleElement()
                .satisfies(found -> assertThat(
                                Span.fromContext(Traceparent.read(found.record().headers()))
                                        .getSpanContext())
                        .returns(poll.getTraceId(), SpanContext::getTraceId)
                        .returns(poll.getSpanId(), SpanContext::getSpanId));
    }

    @Test
    void aStatusThatAPollChangesBelongsToItsTrace() {
        connect("a");
        tickUntil(() -> assertThat(traces.getSpans()).isNotEmpty());
        tickUntil(() -> assertThat(polls("complete")).isEqualTo(1));

        List<String> polls =
                traces.getSpans().stream().map(SpanData::getTraceId).toList();
        List<String> ofStatuses = context.forwarded(PollProcessor.sinkOf(Topics.CONNECTION_STATUS)).stream()
                .map(status -> Span.fromContext(Traceparent.read(status.record().headers()))
                        .getSpanContext()
                        .getTraceId())
                .toList();
        assertThat(ofStatuses).hasSizeGreaterThan(1).first().isEqualTo(TraceId.getInvalid()); // it is known, not polled
        assertThat(polls).containsAll(ofStatuses.subList(1, ofStatuses.size()));
    }

    @Test
    void aConnectionThatHangsDelaysNoOther() {
        CountDownLatch never = new CountDownLatch(1);
        source.readings.put("hung", (_, _, _) -> never.await());
        source.readings.put("other", (_, pass, sink) -> {
            if (pass == Pass.NEW) {
                sink.put(Fakes.read("t/" + source.asked.size(), 10));
            }
        });
        connect("hung");
        tickUntil(() -> assertThat(source.asked("hung", Pass.NEW)).isEqualTo(1));

        connect("other");
        for (int polls = 1; polls < 20; polls++) {
            int expected = polls;
            now = now.plusSeconds(4);
            tickUntil(() -> assertThat(context.forwarded(PollProcessor.sinkOf(Topics.RAW_ALERTS)))
                    .hasSize(expected));
        }

        assertThat(source.asked("hung", Pass.NEW)).isEqualTo(1);
        never.countDown();
    }

    @Test
    void whereSomethingWasFoundTheNextPollIsSoonAndWhereNothingIsEverLater() {
        AtomicBoolean quiet = new AtomicBoolean();
        source.readings.put("a", (_, _, sink) -> {
            if (!quiet.get()) {
                sink.put(Fakes.read("t/" + source.asked.size(), 10));
            }
        });
        connect("a");
        tickUntil(() -> assertThat(polls("complete")).isEqualTo(1));

        nextPollIsAfter(Duration.ofSeconds(4));
        quiet.set(true);
        nextPollIsAfter(Duration.ofSeconds(4));
        nextPollIsAfter(Duration.ofSeconds(6));
        nextPollIsAfter(Duration.ofSeconds(9));
        nextPollIsAfter(Duration.ofMillis(13_500));
        nextPollIsAfter(Duration.ofSeconds(15)); // the connection's interval
    }

    private void nextPollIsAfter(Duration interval) {
        double before = polls("complete");
        int looks = source.looks.get();
        now = now.plus(interval).minusMillis(1);
        tick();
        assertThat(source.looks).hasValue(looks);
        now = now.plusMillis(1);
        tickUntil(() -> assertThat(polls("complete")).isEqualTo(before + 1));
    }

    private double polls(String outcome) {
        return meters.find("sluice.polls").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private String compared() {
        KeyValueStore<String, String> checkpoints = context.getStateStore(PollProcessor.CHECKPOINTS);
        return Objects.requireNonNull(
                checkpoints.get(Fakes.connection("a", 1).key() + "#compared"), "it is known from the beginning");
    }

    private byte[] stored(String id) {
        KeyValueStore<String, byte[]> connections = context.getStateStore(PollProcessor.CONNECTIONS);
        return connections.get(Fakes.connection(id, 1).key());
    }

    private void connect(String id) {
        process(Fakes.connection(id, 1));
    }

    private void process(Connection connection) {
        processor.process(new Record<>(connection.key(), Json.write(connection), 0));
    }

    private void tick() {
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);
    }

    private void tickUntil(org.assertj.core.api.ThrowableAssert.ThrowingCallable assertion) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> {
                    tick();
                    assertion.call();
                });
    }

    private <V> void store(String name, Serde<V> values) {
        KeyValueStore<String, V> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }
}
