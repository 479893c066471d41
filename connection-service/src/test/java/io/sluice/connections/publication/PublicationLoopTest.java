package io.sluice.connections.publication;

import static io.sluice.connections.stack.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.broker.Broker;
import io.sluice.connections.registry.ConnectionFixture;
import io.sluice.connections.registry.PublicationMarks;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.connections.stack.Database;
import io.sluice.contracts.topic.Topics;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The publisher's thread outlives what keeps it from publishing. */
class PublicationLoopTest {

    private final Jdbi jdbi = Database.empty();

    /** As where brokers run in containers that are stopped: not only does nobody answer, the name is gone too. */
    @Test
    void whatChangesWhileNoBrokersNameIsKnownIsPublishedWhenOneIs() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Map<String, Object> kafka = new ConcurrentHashMap<>(Map.of("bootstrap.servers", "nobody.invalid:9092"));
        PublicationLoop loop =
                new PublicationLoop(jdbi, settings(), kafka, OpenTelemetry.noop(), meters, new Census(jdbi, meters));
        RegisteredConnection created = new ConnectionFixture(jdbi).create(null);
        try (Broker broker = new Broker()) {
            loop.start(new StartupEvent());
            try {
                await().until(() ->
                        meters.get("sluice.connections.marks").gauge().value() == 1);
                assertThat(loop.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);

                kafka.put("bootstrap.servers", broker.bootstrapServers());

                await().until(() ->
                        meters.get("sluice.connections.marks").gauge().value() == 0);
                assertThat(broker.records(
                                Topics.CONNECTIONS,
                                record ->
                                        record.key().equals(created.published().key())))
                        .hasSize(1);
            } finally {
                loop.stop(new ShutdownEvent());
            }
        }
    }

    /** The topic may have been made anew since, or the database be a restored one. */
    @Test
    void whatHasNotChangedIsPublishedAgainAtTheStart() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RegisteredConnection created = new ConnectionFixture(jdbi).create(null);
        jdbi.useHandle(handle -> new PublicationMarks(handle).remove(new PublicationMarks(handle).oldest(1)));
        try (Broker broker = new Broker()) {
            PublicationLoop loop = new PublicationLoop(
                    jdbi,
                    settings(),
                    Map.of("bootstrap.servers", broker.bootstrapServers()),
                    OpenTelemetry.noop(),
                    meters,
                    new Census(jdbi, meters));
            loop.start(new StartupEvent());
            try {
                await().untilAsserted(() -> assertThat(broker.records(
                                Topics.CONNECTIONS,
                                record ->
                                        record.key().equals(created.published().key())))
                        .hasSize(1));
            } finally {
                loop.stop(new ShutdownEvent());
            }
        }
    }

    private static ConnectionServiceSettings settings() {
        return new SmallRyeConfigBuilder()
                .withMapping(ConnectionServiceSettings.class)
                .withDefaultValue("sluice.connections.keyset.file", "unused")
                .build()
                .getConfigMapping(ConnectionServiceSettings.class);
    }
}
