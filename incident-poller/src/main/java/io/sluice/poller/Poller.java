package io.sluice.poller;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.OidcClientsConfig;
import io.quarkus.runtime.StartupEvent;
import io.sluice.contracts.raw.Source;
import io.sluice.login.OwnToken;
import io.sluice.microsoft.agent.AgentTag;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Quota;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.microsoft.token.ConnectionServiceTokens;
import io.sluice.poller.defender.AskedIncidentsApi;
import io.sluice.poller.defender.DefenderIncidentsApi;
import io.sluice.poller.defender.LargeIncidents;
import io.sluice.poller.graph.GraphIncidents;
import io.sluice.poller.graph.GraphSecurityApi;
import io.sluice.poller.normalize.DefenderShape;
import io.sluice.poller.poll.DefenderIncidentsSource;
import io.sluice.polling.PollingTopology;
import io.sluice.polling.emission.EmissionProcessor;
import io.sluice.polling.poll.PollProcessor;
import io.sluice.streams.StreamThreads;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the poller together: settings, clients of the outside world, and the topology that uses them. */
@ApplicationScoped
class Poller {

    private final PollerConfig config;
    private final Side side;
    private final InstantSource clock;
    private final MicrosoftHttp http;
    private final ConnectionServiceTokens tokens;
    private final AccessTokens accessTokens;
    private final CallBudget budget;
    private final LargeIncidents large = LargeIncidents.ofThisHeap();
    private final GraphSecurityApi graphApi;
    private final ConnectionsView connections;

    Poller(
            PollerConfig config,
            InstantSource clock,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "sluice.agent") Optional<String> agent,
            Vertx vertx,
            Tracer tracer,
            MeterRegistry meters,
            OidcClients oidc,
            OidcClientsConfig logins) {
        this.config = config;
        this.clock = clock;
        this.side = Side.of(agent);
        this.http = new MicrosoftHttp(vertx, clock, tracer, config.idleTimeout(), config.connectionsPerHost());
        this.tokens = new ConnectionServiceTokens(vertx, config.connectionServiceUrl(), new OwnToken(oidc, logins));
        this.accessTokens = new AccessTokens(tokens, clock);
        this.budget = new CallBudget(
                new Quota(config.quota().perMinute(), config.quota().perHour()),
                clock,
                Thread::sleep,
                new QuotaWaits(meters, Source.DEFENDER_XDR));
        this.graphApi = new GraphSecurityApi(
                new SurfaceCalls(http, accessTokens, Surface.GRAPH),
                new CallBudget(
                        new Quota(
                                config.graphQuota().perMinute(),
                                config.graphQuota().perHour()),
                        clock,
                        Thread::sleep,
                        new QuotaWaits(meters, Source.MICROSOFT_GRAPH)),
                large);
        this.connections = new ConnectionsView(kafka, side, before -> accessTokens.forget(before.id()));
        connections.start();
    }

    /** Not the bean's own: what measures is there before it. */
    @Produces
    @Singleton
    static MeterFilter agentTag(@ConfigProperty(name = "sluice.agent") Optional<String> agent) {
        return AgentTag.of(Side.of(agent));
    }

    @Produces
    @Singleton
    Topology topology(Tracer tracer, MeterRegistry meters) {
        DefenderIncidentsApi api = new DefenderIncidentsApi(http, accessTokens, budget, large);
        GraphIncidents graph = new GraphIncidents(graphApi, config.pageSize());
        PollProcessor.Settings settings = new PollProcessor.Settings(
                config.safetyLag(),
                config.overlap(),
                config.settlingInterval(),
                config.settlingTime(),
                config.fastestInterval(),
                config.compareAfter(),
                config.recheckInterval(),
                config.longestBackoff(),
                config.statusHeartbeat());
        DefenderIncidentsSource source = new DefenderIncidentsSource(api, graph, config.pageSize(), clock);
        ProcessorSupplier<String, byte[], String, byte[]> poll =
                () -> new PollProcessor(settings, source, side, clock, tracer, meters);
        return side.isMain()
                ? PollingTopology.of(
                        poll, () -> new EmissionProcessor(source.service(), DefenderShape.ALL, clock, meters))
                : PollingTopology.polls(poll);
    }

    @Produces
    @Singleton
    StreamsUncaughtExceptionHandler onFault() {
        return StreamThreads.replaced();
    }

    void keepThreads(
            @Observes StartupEvent event,
            KafkaStreams streams,
            @ConfigProperty(name = "kafka-streams.num.stream.threads") int threads) {
        StreamThreads.keep(streams, threads);
    }

    /** For those who ask: within the same budget as polling. */
    @Produces
    @Singleton
    AskedIncidentsApi asked() {
        return new AskedIncidentsApi(http, accessTokens, budget, large);
    }

    /** For polling and for those who ask, within one budget. */
    @Produces
    @Singleton
    GraphSecurityApi graph() {
        return graphApi;
    }

    @Produces
    @Singleton
    ConnectionsView connections() {
        return connections;
    }

    /** After Kafka Streams, which cancels the polls: none is to find its client closed. */
    @PreDestroy
    void stop() {
        connections.close();
        tokens.close();
        http.close();
    }
}
