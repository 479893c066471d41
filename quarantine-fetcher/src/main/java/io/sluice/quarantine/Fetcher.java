package io.sluice.quarantine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.runtime.OidcClientsConfig;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.QuarantinedMessage;
import io.sluice.contracts.topic.Topics;
import io.sluice.login.OwnToken;
import io.sluice.microsoft.agent.AgentTag;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.status.Outcome;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.microsoft.token.ConnectionServiceTokens;
import io.sluice.quarantine.answer.Audited;
import io.sluice.quarantine.answer.MessageExport;
import io.sluice.quarantine.answer.QuarantineResponder;
import io.sluice.quarantine.answer.RequestRules;
import io.sluice.quarantine.evidence.EvidenceStore;
import io.sluice.quarantine.exchange.ExchangeQuarantine;
import io.sluice.quarantine.exchange.QuarantineFilter;
import io.sluice.quarantine.mail.MailAnalyzer;
import io.sluice.quarantine.mail.MailLimits;
import io.sluice.requests.Lanes;
import io.sluice.requests.RequestDesk;
import io.sluice.requests.RequestForm;
import io.sluice.requests.RequestLimits;
import io.sluice.requests.RequestTopics;
import io.sluice.requests.watch.CapabilityWatch;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the fetcher together: settings, clients of the outside world, and what answers requests with them. */
@Singleton
@Startup
final class Fetcher {

    private static final String NAME = "quarantine-fetcher";
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PROBED_WINDOW = Duration.ofHours(1);
    private static final Duration PROBE_LIMIT = Duration.ofMinutes(2);

    private final QuarantineSettings settings;
    private final InstantSource clock;
    private final MicrosoftHttp http;
    private final ConnectionServiceTokens tokens;
    private final ConnectionsView connections;
    private final Lanes lanes;
    private final RequestTopics topics;
    private final ExchangeQuarantine exchange;
    private final CapabilityWatch watch;

    Fetcher(
            QuarantineSettings settings,
            @ConfigProperty(name = "sluice.agent") Optional<String> agent,
            InstantSource clock,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Vertx vertx,
            Tracer tracer,
            OidcClients oidc,
            OidcClientsConfig logins) {
        this.settings = settings;
        Side side = Side.of(agent);
        this.clock = clock;
        this.http = new MicrosoftHttp(vertx, clock, tracer, settings.idleTimeout(), settings.connectionsPerHost());
        this.tokens = new ConnectionServiceTokens(vertx, settings.connectionServiceUrl(), new OwnToken(oidc, logins));
        AccessTokens accessTokens = new AccessTokens(tokens, clock);
        this.exchange = new ExchangeQuarantine(
                http, accessTokens, settings.exchange().toSettings(), clock, Thread::sleep, new SecureRandom());
        this.topics =
                new RequestTopics(kafka, side.application(NAME), Topics.QUARANTINE_REQUESTS, Topics.QUARANTINE_RESULTS);
        this.lanes = new Lanes(topics, clock);
        this.connections = new ConnectionsView(kafka, side, before -> accessTokens.forget(before.id()));
        this.watch = CapabilityWatch.start(
                kafka,
                Capability.QUARANTINE,
                NAME,
                connections,
                lanes::has,
                connection -> {
                    Instant now = clock.instant();
                    QuarantineFilter lately = QuarantineFilter.received(now.minus(PROBED_WINDOW), now);
                    var _ = exchange.list(connection, lately, 1, now.plus(PROBE_LIMIT), _ -> {});
                    return new Outcome.Worked(null);
                },
                clock,
                settings.probeInterval(),
                settings.statusHeartbeat());
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
    RequestDesk<QuarantineRequest, QuarantinedMessage> desk(EvidenceStore store, Tracer tracer, MeterRegistry meters) {
        MessageExport export = new MessageExport(
                exchange, store, new MailAnalyzer(MailLimits.defaults()), settings.parsers(), clock, STORE_PATIENCE);
        return new RequestDesk<>(
                topics,
                new RequestForm<>(Topics.QUARANTINE_REQUESTS, QuarantineRequest.class, RequestRules::problems),
                Set.of(Capability.QUARANTINE),
                connections,
                lanes,
                new QuarantineResponder(exchange, export, clock, settings.timeLimit(), watch::note),
                Audited.details(),
                new RequestLimits(
                        settings.requestsAtOnce(),
                        settings.requestsPerTenant(),
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

    @PreDestroy
    void stop() {
        lanes.close();
        connections.close();
        watch.close();
        tokens.close();
        http.close();
    }
}
