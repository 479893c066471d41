package io.sluice.microsoft.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} (W3C Trace Context), which carries a trace from record to record. */
public final class Traceparent {

    /** The header's name. */
    public static final String HEADER = "traceparent";

    private Traceparent() {}

    /** Returns the header's value for what belongs to a span, or nothing where tracing is switched off. */
    public static Optional<String> of(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }

    /** Returns the context that a record was written in; the root where it does not say it. */
    public static Context read(Headers headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, FROM_HEADERS);
    }

    /**
     * Lets a record belong to the trace of the one because of which it is written. What names no trace is not passed
     * on: whoever wrote it could have made it as large as a record can be.
     */
    public static void pass(Headers cause, Headers to) {
        of(Span.fromContext(read(cause))).ifPresent(trace -> to.add(HEADER, trace.getBytes(UTF_8)));
    }

    private static final TextMapGetter<Headers> FROM_HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return Arrays.stream(headers.toArray()).map(Header::key).toList();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            Header header = headers == null ? null : headers.lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
        }
    };
}
