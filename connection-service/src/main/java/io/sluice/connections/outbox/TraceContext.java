package io.sluice.connections.outbox;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a change belongs to, kept with what waits to be published, so that the record continues the HTTP
 * call's trace.
 */
@ApplicationScoped
public class TraceContext {

    private static final String TRACEPARENT = "traceparent";

    private final OpenTelemetry telemetry;

    /** Reads what OpenTelemetry knows of the current call. */
    public TraceContext(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** Returns the W3C {@code traceparent} of the current call, if it is part of a trace. */
    public @Nullable String traceparent() {
        Map<String, String> fields = new HashMap<>();
        telemetry.getPropagators().getTextMapPropagator().inject(Context.current(), fields, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.put(key, value);
            }
        });
        return fields.get(TRACEPARENT);
    }
}
