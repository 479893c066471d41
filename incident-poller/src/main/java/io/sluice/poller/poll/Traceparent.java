package io.sluice.poller.poll;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Optional;

/** The header {@code traceparent} (W3C Trace Context) of what belongs to a span. */
final class Traceparent {

    private Traceparent() {}

    /** Returns the header's value, or nothing where tracing is switched off. */
    static Optional<String> of(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }
}
