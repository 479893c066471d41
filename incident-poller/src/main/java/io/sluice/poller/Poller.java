package io.sluice.poller;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.quarkus.runtime.ShutdownEvent;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.quota.Quota;
import io.sluice.microsoft.quota.ScheduledCalls;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.microsoft.token.ConnectionServiceTokens;
import io.sluice.poller.defender.DefenderIncidentsApi;
import io.sluice.poller.normalize.DefenderShape;
import io.sluice.poller.poll.DefenderIncidentsSource;
import io.sluice.polling.PollingTopology;
import io.sluice.polling.emission.EmissionProcessor;
import io.sluice.polling.poll.PollProcessor;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/** Puts the poller together: settings, clients of the outside world, and the topology that uses them. */
@ApplicationScoped
class Poller {

    private static final Logger LOG = Logger.getLogger(Poller.class);
    private static final Duration OWN_TOKEN_TIMEOUT = Duration.ofSeconds(20);

    private final PollerConfig config;
    private final InstantSource clock = InstantSource.system();
    private final MicrosoftHttp http;
    private final ConnectionServiceTokens tokens;

    Poller(PollerConfig config, Vertx vertx, Tracer tracer, OidcClient oidc) {
        this.config = config;
        this.http = new MicrosoftHttp(vertx, clock, tracer, config.idleTimeout(), config.connectionsPerHost());
        TokensHelper ownToken = new TokensHelper();
        this.tokens = new ConnectionServiceTokens(
                vertx,
                config.connectionServiceUrl(),
                () -> ownToken.getTokens(oidc).await().atMost(OWN_TOKEN_TIMEOUT).getAccessToken());
    }

    @Produces
    @Singleton
    Topology topology(Tracer tracer, MeterRegistry meters) {
        Quota quota = new Quota(config.quota().perMinute(), config.quota().perHour());
        DefenderIncidentsApi api =
                new DefenderIncidentsApi(http, new AccessTokens(tokens, clock), new ScheduledCalls(quota));
        PollProcessor.Settings settings = new PollProcessor.Settings(
                config.safetyLag(),
                config.overlap(),
                config.settlingInterval(),
                config.settlingTime(),
                config.recheckInterval(),
                config.longestBackoff(),
                config.statusHeartbeat());
        DefenderIncidentsSource source = new DefenderIncidentsSource(api, config.pageSize(), clock);
        return PollingTopology.of(
                () -> new PollProcessor(settings, source, clock, tracer, meters),
                () -> new EmissionProcessor(source.service(), DefenderShape.ALL, clock, meters));
    }

    /** A thread that met a fault is replaced: its tasks begin again where their last transaction ended. */
    @Produces
    @Singleton
    StreamsUncaughtExceptionHandler onFault() {
        return fault -> {
            LOG.error("A stream thread met a fault and is replaced; its work begins again at its last commit.", fault);
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
        };
    }

    void stop(@Observes ShutdownEvent event) {
        tokens.close();
        http.close();
    }
}
