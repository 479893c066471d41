package io.sluice.poller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Quota;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.poller.defender.DefenderIncidentsApi;
import io.sluice.poller.defender.LargeIncidents;
import io.sluice.poller.graph.GraphIncidents;
import io.sluice.poller.graph.GraphSecurityApi;
import io.sluice.polling.poll.PollProcessor;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance takes over connections that another one, or an earlier version, has kept in the stores. */
class TakeOverTest {

    private final Vertx vertx = Vertx.vertx();
    private final MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aConnectionWithoutAStatusGetsOneWithTheFirstTickAndNotBeforeTheSinksAreReady() {
        stores(connection(IncidentSource.GRAPH));

        processor().init(context);
        assertThat(context.forwarded()).isEmpty();
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);

        assertThat(context.forwarded(PollProcessor.sinkOf(Topics.CONNECTION_STATUS)))
                .isNotEmpty()
                .allSatisfy(forwarded -> assertThat(forwarded.record().key()).isEqualTo("t/c/defenderIncidents"));
    }

    /** Until something was read in the way it should, it is read again from the very beginning, whoever takes over. */
    @Test
    void aNewConnectionIsSettledUpToWhereItsFirstPollBegins() {
        Connection connection = connection(IncidentSource.XDR);
        stores(connection);
        PollProcessor processor = processor();

        processor.init(context);
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);

        KeyValueStore<String, String> checkpoints = context.getStateStore(PollProcessor.CHECKPOINTS);
        assertThat(checkpoints.get(connection.key() + "#settled"))
                .isNotNull()
                .isEqualTo(checkpoints.get(connection.key()));
        processor.close();
    }

    @Test
    void aTaskThatIsRevivedPollsItsConnectionsAgain() {
        Connection connection = connection(IncidentSource.XDR);
        stores(connection);
        PollProcessor processor = processor();

        processor.init(context);
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);
        assertThat(meters.find("sluice.poll.lag").gauges()).hasSize(1);
        processor.close();
        assertThat(meters.find("sluice.poll.lag").gauges()).isEmpty();
        processor.init(context);
        context.scheduledPunctuators().get(2).getPunctuator().punctuate(0);

        assertThat(meters.find("sluice.poll.lag").gauges()).hasSize(1);
        processor.close();
    }

    private static Connection connection(IncidentSource source) {
        return new Connection(
                "c",
                "contoso",
                "t",
                null,
                "commercial",
                Map.of(),
                "client",
                true,
                Duration.ofSeconds(10),
                Capabilities.of(new DefenderIncidents(source, Duration.ofDays(1))),
                1,
                Instant.EPOCH);
    }

    private void stores(Connection connection) {
        store(PollProcessor.CONNECTIONS, Serdes.ByteArray()).put(connection.key(), Json.write(connection));
        store(PollProcessor.CHECKPOINTS, Serdes.String());
        store(PollProcessor.DIGESTS, Serdes.ByteArray());
        store(PollProcessor.STATUSES, Serdes.ByteArray());
    }

    private PollProcessor processor() {
        InstantSource clock = InstantSource.system();
        Tracer tracer = OpenTelemetry.noop().getTracer("test");
        AccessTokens noTokens = new AccessTokens(
                (_, _, _) -> {
                    throw new MicrosoftException(new Unavailable("not asked"));
                },
                clock);
        MicrosoftHttp http = new MicrosoftHttp(vertx, clock, tracer, Duration.ofSeconds(5), 1);
        CallBudget budget = new CallBudget(Quota.DEFENDER_INCIDENTS, clock, Thread::sleep);
        DefenderIncidentsApi api = new DefenderIncidentsApi(http, noTokens, budget, LargeIncidents.ofThisHeap());
        GraphIncidents graph = new GraphIncidents(
                new GraphSecurityApi(
                        new SurfaceCalls(http, noTokens, Surface.GRAPH), budget, LargeIncidents.ofThisHeap()),
                50);
        Duration any = Duration.ofMinutes(1);
        return new PollProcessor(
                new PollProcessor.Settings(any, any, any, any, any, any, any, any, any),
                new DefenderIncidentsSource(api, graph, 100, clock),
                Side.MAIN,
                clock,
                tracer,
                meters);
    }

    private <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
        KeyValueStore<String, V> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }
}
