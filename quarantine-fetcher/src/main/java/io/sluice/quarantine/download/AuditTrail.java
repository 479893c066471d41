package io.sluice.quarantine.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.sluice.audit.AuditLog;
import io.sluice.audit.AuditUnavailable;
import io.sluice.audit.Caller;
import io.sluice.audit.RefusalTrail;
import io.sluice.audit.Refused;
import io.sluice.contracts.audit.AuditEvent;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.TenantPartitioner;
import io.sluice.contracts.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail of the download, on the topic {@link Topics#AUDIT}. An event is written when Kafka has acknowledged
 * it, and only then it is a line in the log category {@code io.sluice.audit} too.
 */
@ApplicationScoped
class AuditTrail implements RefusalTrail {

    static final String REPORTER = "quarantine-fetcher";

    /** An analyst waits for it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final OpenTelemetry telemetry;
    private final InstantSource clock;
    private final ReentrantLock starting = new ReentrantLock();
    private @Nullable Producer<String, byte[]> producer;

    AuditTrail(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            OpenTelemetry telemetry,
            InstantSource clock) {
        this.kafka = kafka;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /**
     * Writes down what somebody does, or is refused, and waits until it is certain.
     *
     * @param action such as {@code evidence.download}
     * @param outcome {@code done}, or why not
     * @throws AuditUnavailable if Kafka does not acknowledge it within ten seconds
     */
    void write(String action, String outcome, Caller by, @Nullable String tenantId, Map<String, String> details)
            throws AuditUnavailable {
        write(action, outcome, by, tenantId, details, clock.instant());
    }

    @Override
    public void refused(Refused refused) throws AuditUnavailable {
        write(Refused.ACTION, refused.outcome(), refused.caller(), null, refused.details(), refused.last());
    }

    private void write(
            String action,
            String outcome,
            Caller by,
            @Nullable String tenantId,
            Map<String, String> details,
            Instant at)
            throws AuditUnavailable {
        AuditEvent event = new AuditEvent(
                UUID.randomUUID().toString(),
                at.truncatedTo(ChronoUnit.MILLIS),
                REPORTER,
                action,
                outcome,
                by.actor(),
                tenantId,
                null,
                null,
                by.from(),
                by.request(),
                details);
        try {
            producer().send(record(event)).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailable(stop);
        } catch (ExecutionException | TimeoutException | KafkaException refused) {
            throw new AuditUnavailable(refused);
        }
        AuditLog.write(event);
    }

    @PreDestroy
    void close() {
        starting.lock();
        try {
            if (producer != null) {
                producer.close(TIMEOUT);
            }
        } finally {
            starting.unlock();
        }
    }

    private ProducerRecord<String, byte[]> record(AuditEvent event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.AUDIT.name(), event.key(), Json.write(event));
        String source = event.tenantId() == null ? "/" + REPORTER : CloudEvent.source(event.tenantId(), REPORTER);
        CloudEvent.on(Topics.AUDIT, event.id(), source, REPORTER, event.at()).writeTo(record.headers());
        telemetry
                .getPropagators()
                .getTextMapPropagator()
                .inject(Context.current(), record.headers(), (headers, key, value) -> {
                    if (headers != null) {
                        headers.add(key, value.getBytes(UTF_8));
                    }
                });
        return record;
    }

    /** Not at the start: a broker whose name does not resolve must not keep the service from starting. */
    private Producer<String, byte[]> producer() {
        starting.lock();
        try {
            Producer<String, byte[]> running = producer;
            if (running == null) {
                running = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
                producer = running;
            }
            return running;
        } finally {
            starting.unlock();
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, REPORTER + "-audit");
        settings.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, TenantPartitioner.class.getName());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 9_000);
        return settings;
    }
}
