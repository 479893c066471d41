package io.sluice.enrichment.directory;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.OidcClientsConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.directory.DirectoryEntry;
import io.sluice.contracts.directory.DirectoryRequest;
import io.sluice.contracts.topic.Topics;
import io.sluice.enrichment.directory.lookup.DeviceLookup;
import io.sluice.enrichment.directory.lookup.DirectoryCalls;
import io.sluice.enrichment.directory.lookup.DirectoryProbe;
import io.sluice.enrichment.directory.lookup.UserLookup;
import io.sluice.login.OwnToken;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.microsoft.token.ConnectionServiceTokens;
import io.sluice.requests.Lanes;
import io.sluice.requests.RequestDesk;
import io.sluice.requests.RequestForm;
import io.sluice.requests.RequestLimits;
import io.sluice.requests.RequestTopics;
import io.sluice.requests.watch.CapabilityWatch;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** Puts the directory together: settings, clients of the outside world, and what answers requests with them. */
@ApplicationScoped
class Directory {

    private static final String NAME = "enrichment-service";

    private final DirectorySettings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final MicrosoftHttp http;
    private final ConnectionServiceTokens tokens;
    private final ConnectionsView connections;
    private final RequestTopics topics;
    private final Lanes lanes;
    private final DirectoryCalls calls;
    private final CapabilityWatch watch;

    Directory(
            DirectorySettings settings,
            InstantSource clock,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Vertx vertx,
            Tracer tracer,
            MeterRegistry meters,
            OidcClients oidc,
            OidcClientsConfig logins) {
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.http = new MicrosoftHttp(vertx, clock, tracer, settings.idleTimeout(), settings.connectionsPerHost());
        this.tokens = new ConnectionServiceTokens(vertx, settings.connectionServiceUrl(), new OwnToken(oidc, logins));
        AccessTokens accessTokens = new AccessTokens(tokens, clock);
        this.calls = new DirectoryCalls(http, accessTokens, clock, Thread::sleep, meters);
        this.topics = new RequestTopics(kafka, NAME, Topics.DIRECTORY_REQUESTS, Topics.DIRECTORY_RESULTS);
        this.lanes = new Lanes(topics, clock);
        this.connections = new ConnectionsView(kafka, before -> accessTokens.forget(before.id()));
        this.watch = CapabilityWatch.start(
                kafka,
                Capability.DIRECTORY_CONTEXT,
                NAME,
                connections,
                lanes::has,
                new DirectoryProbe(calls, clock)::run,
                clock,
                settings.probeInterval(),
                settings.statusHeartbeat());
        connections.start();
    }

    @Produces
    @Singleton
    Lanes lanes() {
        return lanes;
    }

    @Produces
    @Singleton
    ConnectionsView connections() {
        return connections;
    }

    @Produces
    @Singleton
    RequestDesk<DirectoryRequest, DirectoryEntry> desk(Tracer tracer) {
        return new RequestDesk<>(
                topics,
                new RequestForm<>(Topics.DIRECTORY_REQUESTS, DirectoryRequest.class, DirectoryRules::problems),
                Set.of(Capability.DIRECTORY_CONTEXT),
                connections,
                lanes,
                new DirectoryResponder(
                        new UserLookup(calls, clock),
                        new DeviceLookup(calls, clock),
                        new KnownEntries(
                                settings.cacheTime(), settings.cacheMemory().asLongValue(), clock, meters),
                        clock,
                        settings.timeLimit(),
                        watch::doubt),
                Audited.details(),
                new RequestLimits(
                        settings.atOnce(),
                        settings.perTenant(),
                        RequestLimits.DEFAULTS.waitingPerTenant(),
                        RequestLimits.DEFAULTS.answerBytes()),
                clock,
                tracer,
                meters);
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        watch.look();
    }

    void stop(@Observes ShutdownEvent event) {
        lanes.close();
        connections.close();
        watch.close();
        tokens.close();
        http.close();
    }
}
