package io.sluice.sentinel.answer;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.query.QueryPart;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.microsoft.http.MicrosoftHttp;
import io.sluice.microsoft.token.AccessTokens;
import io.sluice.requests.Lanes;
import io.sluice.requests.RequestDesk;
import io.sluice.requests.RequestForm;
import io.sluice.requests.RequestLimits;
import io.sluice.requests.RequestTopics;
import io.sluice.sentinel.hunting.Hunting;
import io.sluice.sentinel.loganalytics.LogAnalytics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together what answers questions. */
@Singleton
final class Answering {

    private static final String NAME = "sentinel-reader";

    private final QuestionSettings settings;
    private final InstantSource clock;
    private final RequestTopics topics;

    Answering(
            QuestionSettings settings,
            @ConfigProperty(name = "sluice.agent") Optional<String> agent,
            InstantSource clock,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.settings = settings;
        this.clock = clock;
        this.topics =
                new RequestTopics(kafka, Side.of(agent).application(NAME), Topics.QUERY_REQUESTS, Topics.QUERY_RESULTS);
    }

    @Produces
    @Singleton
    Lanes lanes() {
        return new Lanes(topics, clock);
    }

    /** Before the clients are closed: a request whose call ends because of that must not be answered with it. */
    void stop(@Observes ShutdownEvent event, Lanes lanes) {
        lanes.close();
    }

    @Produces
    @Singleton
    RequestDesk<QueryRequest, QueryPart> desk(
            Lanes lanes,
            ConnectionsView connections,
            MicrosoftHttp http,
            AccessTokens tokens,
            Tracer tracer,
            MeterRegistry meters) {
        Engines engines =
                new Engines(new LogAnalytics(http, tokens), new Hunting(http, tokens), clock, Thread::sleep, meters);
        return new RequestDesk<>(
                topics,
                new RequestForm<>(Topics.QUERY_REQUESTS, QueryRequest.class, QuestionRules::problems),
                Set.of(Capability.SENTINEL, Capability.DEFENDER_INCIDENTS),
                connections,
                lanes,
                new QueryResponder(engines, clock, settings.timeLimit()),
                Audited.details(),
                new RequestLimits(
                        settings.atOnce(),
                        settings.perTenant(),
                        RequestLimits.DEFAULTS.waitingPerTenant(),
                        settings.answerMemory().asLongValue()),
                clock,
                tracer,
                meters);
    }
}
