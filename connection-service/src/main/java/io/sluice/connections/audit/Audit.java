package io.sluice.connections.audit;

import io.sluice.audit.AuditLog;
import io.sluice.audit.Caller;
import io.sluice.audit.CurrentCaller;
import io.sluice.audit.RefusalTrail;
import io.sluice.audit.Refused;
import io.sluice.connections.outbox.Outbox;
import io.sluice.connections.outbox.TraceContext;
import io.sluice.contracts.audit.AuditEvent;
import io.sluice.contracts.audit.AuditEvent.Actor;
import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail. Each event waits in the outbox for the topic {@link Topics#AUDIT}, a change's in the change's own
 * transaction, and is a line in the log category {@code io.sluice.audit} once it is committed. Details are names, ids
 * and numbers; never the value of a secret.
 */
@ApplicationScoped
public class Audit implements RefusalTrail {

    private static final String REPORTER = "connection-service";

    /** This service, where it does something by itself. */
    public static final Caller SERVICE = new Caller(new Actor(REPORTER, null, List.of("service")), null, null);

    /** The outcome of what was done as it was wanted. */
    public static final String DONE = "done";

    private final Supplier<Caller> caller;
    private final Jdbi jdbi;
    private final TraceContext traces;
    private final InstantSource clock;

    @Inject
    Audit(CurrentCaller caller, Jdbi jdbi, TraceContext traces, InstantSource clock) {
        this(() -> caller.get().orElse(SERVICE), jdbi, traces, clock);
    }

    /** Writes down what a caller does. */
    public Audit(Supplier<Caller> caller, Jdbi jdbi, TraceContext traces, InstantSource clock) {
        this.caller = caller;
        this.jdbi = jdbi;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Writes down what the current caller has done with a connection.
     *
     * @param action such as {@code connection.test}
     * @param outcome {@link #DONE}, or the kind of the failure
     */
    public void record(String action, Audited about, String outcome) {
        record(action, about, outcome, Map.of());
    }

    /** Writes down what the current caller has done with a connection, with further facts. */
    public void record(String action, Audited about, String outcome, Map<String, String> details) {
        jdbi.useTransaction(handle -> record(handle, action, about, outcome, details));
    }

    /** Writes down what the current caller does with a connection, in the transaction in which it is done. */
    public void record(Handle handle, String action, Audited about, String outcome, Map<String, String> details) {
        write(handle, action, outcome, caller.get(), about, details, clock.instant());
    }

    /** Writes down what the current caller has done with the service itself, such as its keyset. */
    public void record(String action, String outcome, Map<String, String> details) {
        Caller now = caller.get();
        jdbi.useTransaction(handle -> write(handle, action, outcome, now, null, details, clock.instant()));
    }

    /** Writes down what the current caller has done with the service itself. */
    public void record(String action, String outcome) {
        record(action, outcome, Map.of());
    }

    /** Writes down what the service notices about a connection by itself, in the transaction in which it does. */
    public void recordOwn(Handle handle, String action, Audited about, String outcome, Map<String, String> details) {
        write(handle, action, outcome, SERVICE, about, details, clock.instant());
    }

    /** Returns who calls. */
    Caller caller() {
        return caller.get();
    }

    @Override
    public void refused(Refused refused) {
        jdbi.useTransaction(handle -> write(
                handle, Refused.ACTION, refused.outcome(), refused.caller(), null, refused.details(), refused.last()));
    }

    private void write(
            Handle handle,
            String action,
            String outcome,
            Caller by,
            @Nullable Audited about,
            Map<String, String> details,
            Instant at) {
        AuditEvent event = new AuditEvent(
                UUID.randomUUID().toString(),
                at.truncatedTo(ChronoUnit.MILLIS),
                REPORTER,
                action,
                outcome,
                by.actor(),
                about == null ? null : about.tenantId(),
                about == null ? null : about.connectionId(),
                about == null ? null : about.name(),
                by.from(),
                by.request(),
                details);
        new Outbox(handle)
                .add(
                        Topics.AUDIT,
                        event.key(),
                        Optional.of(Json.write(event)),
                        CloudEvent.on(Topics.AUDIT, event.id(), source(event), subject(event), event.at()),
                        traces.traceparent());
        handle.afterCommit(() -> AuditLog.write(event));
    }

    private static String source(AuditEvent event) {
        return event.tenantId() == null ? "/" + REPORTER : CloudEvent.source(event.tenantId(), REPORTER);
    }

    private static String subject(AuditEvent event) {
        return event.connectionId() == null ? REPORTER : event.connectionId();
    }
}
