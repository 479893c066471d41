package io.sluice.poller.answer;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.incident.IncidentItem;
import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.agent.Side;
import io.sluice.microsoft.connection.ConnectionsView;
import io.sluice.poller.defender.AskedIncidentsApi;
import io.sluice.poller.graph.GraphSecurityApi;
import io.sluice.requests.Lanes;
import io.sluice.requests.RequestDesk;
import io.sluice.requests.RequestForm;
import io.sluice.requests.RequestLimits;
import io.sluice.requests.RequestTopics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together what answers requests for incidents. */
@Singleton
final class Answering {

    private static final String NAME = "incident-poller";

    private final RequestSettings settings;
    private final InstantSource clock;
    private final RequestTopics topics;

    Answering(
            RequestSettings settings,
            @ConfigProperty(name = "sluice.agent") Optional<String> agent,
            InstantSource clock,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.settings = settings;
        this.clock = clock;
        this.topics = new RequestTopics(
                kafka, Side.of(agent).application(NAME), Topics.INCIDENT_REQUESTS, Topics.INCIDENT_RESULTS);
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
    RequestDesk<IncidentRequest, IncidentItem> desk(
            Lanes lanes,
            ConnectionsView connections,
            AskedIncidentsApi defender,
            GraphSecurityApi graph,
            Tracer tracer,
            MeterRegistry meters) {
        return new RequestDesk<>(
                topics,
                new RequestForm<>(Topics.INCIDENT_REQUESTS, IncidentRequest.class, RequestRules::problems),
                // Who may read a tenant's incidents in Sentinel may ask for them here, if the application has the
                // permission.
                Set.of(Capability.DEFENDER_INCIDENTS, Capability.SENTINEL),
                connections,
                lanes,
                new IncidentResponder(defender, graph, clock, Thread::sleep, settings.timeLimit()),
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
