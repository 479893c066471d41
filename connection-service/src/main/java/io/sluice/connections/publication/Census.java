package io.sluice.connections.publication;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.connections.outbox.Outbox;
import io.sluice.connections.registry.PublicationMarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;

/** Counts for the metrics what waits to be published. */
@ApplicationScoped
class Census {

    private final Jdbi jdbi;
    private final AtomicLong marks = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();

    Census(Jdbi jdbi, MeterRegistry meters) {
        this.jdbi = jdbi;
        Gauge.builder("sluice.connections.marks", marks, AtomicLong::doubleValue)
                .description("Changes of connections that are not published yet")
                .register(meters);
        Gauge.builder("sluice.outbox.waiting", waiting, AtomicLong::doubleValue)
                .description("Events of the audit trail and statuses that are not published yet")
                .register(meters);
    }

    /** Counts anew. */
    void count() {
        jdbi.useHandle(handle -> {
            marks.set(new PublicationMarks(handle).count());
            waiting.set(new Outbox(handle).count());
        });
    }

    /** Returns how many records waited in the outbox at the last count. */
    long waiting() {
        return waiting.get();
    }

    /** Returns how many marks there were at the last count. */
    long marks() {
        return marks.get();
    }
}
