package io.sluice.sentinel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.OidcClientsConfig;
import io.quarkus.runtime.StartupEvent;
import io.sluice.login.OwnToken;
import io.sluice.microsoft.agent.AgentTag;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.microsoft.token.ConnectionServiceTokens;
import io.sluice.polling.PollingTopology;
import io.sluice.polling.emission.EmissionProcessor;
import io.sluice.polling.poll.PollProcessor;
import io.sluice.sentinel.normalize.SentinelShape;
import io.sluice.sentinel.stream.SentinelFindings;
import io.sluice.streams.StreamThreads;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the reader together: settings, clients of the outside world, and the topology that uses them. */
@ApplicationScoped
class Reader {

    /** Polls are as far apart as the connection says: each takes several queries of the few that are allowed. */
    private static final Duration NO_FASTER = Duration.ofDays(1);

    /** Logs are not compared: {@link SentinelFindings#showsThePresent()}. */
    private static final Duration NEVER_COMPARED = Duration.ofDays(365);

    private final SentinelSettings settings;
    private final Side side;
    private final InstantSource clock;
    private final MicrosoftHttp http;
    private final ConnectionServiceTokens tokens;
    private final AccessTokens accessTokens;
    private final ConnectionsView connections;

    Reader(
            SentinelSettings settings,
            @ConfigProperty(name = "sluice.agent") Optional<String> agent,
            InstantSource clock,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Vertx vertx,
            Tracer tracer,
            OidcClients oidc,
            OidcClientsConfig logins) {
        this.settings = settings;
        this.side = Side.of(agent);
        this.clock = clock;
        this.http = new MicrosoftHttp(vertx, clock, tracer, settings.idleTimeout(), settings.connectionsPerHost());
        this.tokens = new ConnectionServiceTokens(vertx, settings.connectionServiceUrl(), new OwnToken(oidc, logins));
        this.accessTokens = new AccessTokens(tokens, clock);
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
        PollProcessor.Settings polling = new PollProcessor.Settings(
                settings.safetyLag(),
                settings.overlap(),
                settings.settlingInterval(),
                settings.settlingTime(),
                NO_FASTER,
                NEVER_COMPARED,
                settings.recheckInterval(),
                settings.longestBackoff(),
                settings.statusHeartbeat());
        SentinelFindings source = SentinelFindings.of(
                http, accessTokens, SentinelFindings.QUERIES, settings.recheckInterval(), settings.memory(), clock);
        ProcessorSupplier<String, byte[], String, byte[]> poll =
                () -> new PollProcessor(polling, source, side, clock, tracer, meters);
        return side.isMain()
                ? PollingTopology.of(
                        poll, () -> new EmissionProcessor(source.service(), SentinelShape.ALL, clock, meters))
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

    @Produces
    @Singleton
    MicrosoftHttp http() {
        return http;
    }

    @Produces
    @Singleton
    AccessTokens accessTokens() {
        return accessTokens;
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
