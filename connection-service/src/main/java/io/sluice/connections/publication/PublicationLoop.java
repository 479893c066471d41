package io.sluice.connections.publication;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.connections.registry.ConnectionChanged;
import io.sluice.connections.registry.PublicationMarks;
import io.sluice.connections.settings.ConnectionServiceSettings;
import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Runs the publisher: at once after a change on this replica, and at regular intervals for what other replicas, crashes
 * and outages have left. Kafka may be away when the service starts, its brokers' names too; it then publishes as soon
 * as Kafka is there.
 */
@Liveness
@ApplicationScoped
public class PublicationLoop implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(PublicationLoop.class);
    private static final int LAST = 10_000;
    private static final Duration BLOCK = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final ConnectionServiceSettings.Publication settings;
    private final Map<String, Object> kafka;
    private final OpenTelemetry telemetry;
    private final MeterRegistry meters;
    private final Census census;
    private final Semaphore changes = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;
    private boolean toldAll;

    PublicationLoop(
            Jdbi jdbi,
            ConnectionServiceSettings settings,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            OpenTelemetry telemetry,
            MeterRegistry meters,
            Census census) {
        this.jdbi = jdbi;
        this.settings = settings.publication();
        this.kafka = kafka;
        this.telemetry = telemetry;
        this.meters = meters;
        this.census = census;
    }

    /** Starts last, when all else has said that it can work. */
    void start(@Observes @Priority(LAST) StartupEvent event) {
        thread = Thread.ofVirtual().name("connection-publisher").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        changes.release();
        Thread running = thread;
        if (running != null && !running.join(BLOCK)) {
            running.interrupt();
            running.join(BLOCK);
        }
    }

    void changed(@Observes ConnectionChanged change) {
        changes.release();
    }

    @Override
    public HealthCheckResponse call() {
        Thread running = thread;
        return HealthCheckResponse.named("Publisher of connections")
                .status(running != null && running.isAlive())
                .build();
    }

    private void run() {
        try (LateProducer producer = new LateProducer(this::producerSettings, meters)) {
            List<PublicationLine> lines = lines(producer);
            while (!stopping) {
                try {
                    tellAllOnce();
                    census.count();
                    if (lines.stream().filter(PublicationLine::publish).count() > 0) {
                        census.count();
                    }
                } catch (RuntimeException noDatabase) {
                    lines.getFirst().blocked(noDatabase);
                }
                waitForChanges();
            }
        } catch (InterruptedException stop) {
            LOG.debug("The publisher was interrupted; its marks stay for the next one");
        }
    }

    /**
     * Marks all connections at the start: the topic may be another one than before, the database a restored one, or a
     * publisher may have died whose last records came behind those of another. Who reads them again knows their ids.
     */
    private void tellAllOnce() {
        if (!toldAll) {
            jdbi.useTransaction(handle -> new PublicationMarks(handle).addAll());
            toldAll = true;
        }
    }

    private List<PublicationLine> lines(LateProducer producer) {
        ConnectionPublisher connections =
                new ConnectionPublisher(jdbi, producer, settings.batch(), settings.acknowledgeTimeout(), telemetry);
        OutboxPublisher outbox =
                new OutboxPublisher(jdbi, producer, settings.batch(), settings.acknowledgeTimeout(), telemetry);
        return List.of(
                new PublicationLine(
                        "Changes of connections",
                        List.of(Topics.CONNECTIONS),
                        () -> census.marks() > 0,
                        connections::publishMarked,
                        this::checkTopic),
                new PublicationLine(
                        "Events of the audit trail and statuses of credentials",
                        List.of(Topics.AUDIT, Topics.CONNECTION_STATUS),
                        () -> census.waiting() > 0,
                        outbox::publishWaiting,
                        this::checkTopic));
    }

    private void waitForChanges() throws InterruptedException {
        if (!stopping && changes.tryAcquire(settings.interval().toMillis(), TimeUnit.MILLISECONDS)) {
            changes.drainPermits();
        }
    }

    private void checkTopic(Topic topic) throws NotAcknowledged {
        Map<String, Object> adminSettings = new HashMap<>(kafka);
        adminSettings.put("client.id", "sluice-connections-topic-check");
        try (Admin admin = Admin.create(adminSettings)) {
            new TopicCheck(topic, BLOCK).check(admin);
        }
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> config = new HashMap<>(kafka);
        long acknowledge = settings.acknowledgeTimeout().toMillis();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "sluice-connections");
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        config.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, TenantPartitioner.class.getName());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (acknowledge / 2));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) acknowledge);
        return config;
    }
}
