package io.sluice.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.topic.Topic;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The CloudEvents 1.0 attributes of a record. They travel as headers (Kafka protocol binding, binary content mode); the
 * record's value is the event's data as JSON.
 *
 * @param id the same for the same content, however often it is sent; unique within {@code source}
 * @param source where it comes from, such as {@code /tenants/<tenantId>/defender-xdr}
 * @param type what it is, such as {@code io.sluice.alert.v1}
 * @param subject the alert's, incident's or connection's id
 * @param time when the event's content came about at its source
 * @param dataSchema the identifier of the value's JSON Schema
 */
public record CloudEvent(String id, String source, String type, String subject, Instant time, String dataSchema) {

    private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);

    /** Returns the attributes of an event on a topic: its type and schema follow from the topic. */
    public static CloudEvent on(Topic topic, String id, String source, String subject, Instant time) {
        return new CloudEvent(id, source, topic.eventType(), subject, time, topic.schemaId());
    }

    /** Returns the {@code source} of what was read from a tenant through one of Microsoft's interfaces. */
    public static String source(String tenantId, String surface) {
        return "/tenants/" + tenantId + "/" + surface;
    }

    /** Adds the attributes to a record's headers. */
    public void writeTo(Headers headers) {
        headers.add("content-type", JSON);
        headers.add("ce_specversion", SPEC_VERSION);
        headers.add("ce_id", id.getBytes(UTF_8));
        headers.add("ce_source", source.getBytes(UTF_8));
        headers.add("ce_type", type.getBytes(UTF_8));
        headers.add("ce_subject", subject.getBytes(UTF_8));
        headers.add("ce_time", time.toString().getBytes(UTF_8));
        headers.add("ce_dataschema", dataSchema.getBytes(UTF_8));
    }

    /** Returns a record's attributes, or nothing where a required one is missing or {@code ce_time} is no time. */
    public static Optional<CloudEvent> readFrom(Headers headers) {
        try {
            return Optional.of(new CloudEvent(
                    required(headers, "ce_id"),
                    required(headers, "ce_source"),
                    required(headers, "ce_type"),
                    required(headers, "ce_subject"),
                    Instant.parse(required(headers, "ce_time")),
                    required(headers, "ce_dataschema")));
        } catch (IllegalArgumentException | java.time.DateTimeException incomplete) {
            return Optional.empty();
        }
    }

    private static String required(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return new String(header.value(), UTF_8);
    }
}
