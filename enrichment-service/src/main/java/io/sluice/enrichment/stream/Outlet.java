package io.sluice.enrichment.stream;

import io.sluice.contracts.correlation.ChangesHeader;
import io.sluice.contracts.deadletter.DeadLetter;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import io.sluice.enrichment.investigation.Ledger;
import io.sluice.microsoft.trace.Traceparent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/** Where everything goes that correlation writes: investigations, requests, and what cannot be understood. */
final class Outlet {

    private static final Logger LOG = Logger.getLogger(Outlet.class);
    private static final String SERVICE = "enrichment-service";

    private final ProcessorContext<String, byte[]> context;
    private final InstantSource clock;

    Outlet(ProcessorContext<String, byte[]> context, InstantSource clock) {
        this.context = context;
        this.clock = clock;
    }

    /** Writes a version of an investigation, and what is different in it. */
    void tell(Ledger.Version version) {
        String tenant = version.change().tenantId();
        String id = version.change().investigationId();
        String key = Keys.of(tenant, id);
        Instant time = version.change().time();
        Headers headers = headers(CloudEvent.on(Topics.INVESTIGATIONS, version.eventId(), version.source(), id, time));
        ChangesHeader.write(version.change().changes(), headers);
        forward(Topics.INVESTIGATIONS, key, version.value(), headers);
        forward(
                Topics.INVESTIGATION_CHANGES,
                key,
                Json.write(version.change()),
                headers(CloudEvent.on(Topics.INVESTIGATION_CHANGES, version.eventId(), version.source(), id, time)));
    }

    /** Writes a request. */
    void ask(Topic topic, String tenant, String requestId, Object request) {
        forward(topic, Keys.of(tenant, requestId), Json.write(request), new RecordHeaders());
    }

    /**
     * Puts a record aside, so that the stream goes on.
     *
     * @param reason why, in words that say nothing of what it holds
     */
    void putAside(Record<String, byte[]> record, String topic, String reason) {
        String key = record.key() == null ? "unknown" : bounded(record.key());
        String tenantId = Keys.tenantOf(key);
        var place = context.recordMetadata().orElseThrow();
        LOG.warnf(
                "A record of %s (partition %d, offset %d, key %s) is put on %s: %s",
                topic, place.partition(), place.offset(), key, Topics.DEAD_LETTERS.name(), reason);
        byte[] value = Objects.requireNonNullElse(record.value(), new byte[0]);
        Headers headers = headers(CloudEvent.on(
                Topics.DEAD_LETTERS,
                topic + "/" + place.partition() + "/" + place.offset() + "/" + SERVICE,
                CloudEvent.source(tenantId, SERVICE),
                key,
                clock.instant()));
        Traceparent.pass(record.headers(), headers);
        forward(
                Topics.DEAD_LETTERS,
                key,
                Json.write(DeadLetter.of(tenantId, null, SERVICE + ": correlation", reason, clock.instant(), value)),
                headers);
    }

    /** Nothing about a record that is put aside may be so large that it cannot be. */
    private static String bounded(String key) {
        return key.length() <= Intake.MOST_CHARACTERS_OF_A_KEY
                ? key
                : key.substring(0, Intake.MOST_CHARACTERS_OF_A_KEY) + "…";
    }

    private static Headers headers(CloudEvent event) {
        Headers headers = new RecordHeaders();
        event.writeTo(headers);
        return headers;
    }

    private void forward(Topic topic, String key, byte[] value, Headers headers) {
        context.forward(new Record<>(key, value, clock.millis(), headers), topic.name());
    }
}
