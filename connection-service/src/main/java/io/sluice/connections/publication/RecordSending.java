package io.sluice.connections.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.sluice.connections.publication.ConnectionPublisher.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Sends records, each in the trace of what it tells, and waits until the broker has acknowledged all of them. */
final class RecordSending {

    private static final TextMapGetter<String> TRACEPARENT_ALONE = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return "traceparent".equals(key) ? traceparent : null;
        }
    };

    private final Sender sender;
    private final Duration acknowledgeTimeout;
    private final Tracer tracer;
    private final TextMapPropagator propagator;

    RecordSending(Sender sender, Duration acknowledgeTimeout, OpenTelemetry telemetry) {
        this.sender = sender;
        this.acknowledgeTimeout = acknowledgeTimeout;
        this.tracer = telemetry.getTracer("io.sluice.connections");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** A record and the W3C trace context of what it tells, where that had one. */
    record Traced(
            ProducerRecord<String, byte[]> record, @Nullable String traceparent) {}

    /** Returns how long the broker may take for the records that are sent together. */
    Duration acknowledgeTimeout() {
        return acknowledgeTimeout;
    }

    /**
     * Sends records in their order.
     *
     * @param what names them for people, such as "12 changed connections"
     * @throws NotAcknowledged if one of them may not be on its topic
     */
    void sendAll(List<Traced> records, String what) throws NotAcknowledged {
        long deadline = System.nanoTime() + acknowledgeTimeout.toNanos();
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(records.size());
        try {
            for (Traced traced : records) {
                acknowledgements.add(send(traced));
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new NotAcknowledged("The publisher is stopping; what it has not sent stays for the next one", stop);
        } catch (ExecutionException | TimeoutException | KafkaException refused) {
            throw new NotAcknowledged(
                    "The broker has not acknowledged " + what + "; they stay marked and are sent again", refused);
        }
    }

    private Future<RecordMetadata> send(Traced traced) {
        Span span = tracer.spanBuilder(traced.record().topic() + " publish")
                .setSpanKind(SpanKind.PRODUCER)
                .setParent(propagator.extract(Context.root(), traced.traceparent(), TRACEPARENT_ALONE))
                .startSpan();
        try {
            propagator.inject(Context.root().with(span), traced.record().headers(), RecordSending::putHeader);
            return sender.send(traced.record());
        } finally {
            span.end();
        }
    }

    private static void putHeader(@Nullable Headers headers, String key, String value) {
        if (headers != null) {
            headers.add(key, value.getBytes(UTF_8));
        }
    }
}
