package io.sluice.enrichment.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.topic.Keys;
import io.sluice.enrichment.finding.Finding;
import io.sluice.enrichment.graph.Component;
import io.sluice.enrichment.investigation.Dossier;
import io.sluice.enrichment.investigation.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Writes the investigations that are others than they were, and lets them ask. */
final class VersionWriting {

    /** Behind so many changes there is a backlog: more of what belongs together is gathered before it is written. */
    static final int BACKLOG = 300;

    /** A large investigation is written once in as many milliseconds as it has findings. */
    static final int LARGE = 200;

    private static final Logger LOG = Logger.getLogger(VersionWriting.class);

    private static final Duration PAUSE_OF_A_BACKLOG = Duration.ofMillis(700);

    private final TaskStores stores;
    private final Dossiers dossiers;
    private final Asking asking;
    private final Outlet outlet;
    private final Runnable commit;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Resting resting = new Resting();

    private Instant wrote = Instant.EPOCH;

    /**
     * Writes what changes.
     *
     * @param commit asks for a commit, so that what was written can be seen
     */
    VersionWriting(
            TaskStores stores,
            Dossiers dossiers,
            Asking asking,
            Outlet outlet,
            Runnable commit,
            InstantSource clock,
            MeterRegistry meters) {
        this.stores = stores;
        this.dossiers = dossiers;
        this.asking = asking;
        this.outlet = outlet;
        this.commit = commit;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Writes what has changed.
     *
     * @param most for how long; the rest is written when it is called again
     */
    void write(Duration most) {
        Pending pending = stores.pending();
        Instant now = clock.instant();
        if (pending.isEmpty() || (pending.size() > BACKLOG && now.isBefore(wrote.plus(PAUSE_OF_A_BACKLOG)))) {
            return;
        }
        wrote = now;
        if (pending.size() <= BACKLOG) {
            commit.run(); // what is written now is to be seen now
        }
        Instant until = now.plus(most);
        Set<String> seen = new HashSet<>();
        Queue<String> ahead = pending.all();
        while (!ahead.isEmpty() && clock.instant().isBefore(until)) {
            String key = ahead.remove();
            if (seen.contains(key) || stores.closing().contains(key)) {
                pending.done(key);
                continue;
            }
            String tenant = Keys.tenantOf(key);
            String id = key.substring(tenant.length() + 1);
            if (resting.isAny() && isResting(tenant, id)) {
                continue;
            }
            try {
                stores.graph().around(tenant, id).ifPresent(component -> {
                    component.findings().forEach(finding -> seen.add(Keys.of(tenant, finding.id())));
                    write(tenant, component);
                });
            } catch (KafkaException outside) {
                throw outside; // the transaction is at stake
            } catch (RuntimeException bug) {
                // Thrown on, it would come again at each start, for ever, and stop the others of this task.
                LOG.errorf(bug, "Correlation met a fault of Sluice itself around %s: its investigation is stale.", key);
                meters.counter("sluice.correlation.faults").increment();
            }
            pending.done(key);
        }
        meters.summary("sluice.correlation.pending").record(pending.size());
    }

    private boolean isResting(String tenant, String id) {
        return stores.graph()
                .finding(tenant, id)
                .filter(finding -> resting.isResting(tenant, finding, clock.millis()))
                .isPresent();
    }

    private void write(String tenant, Component component) {
        List<Finding> members = component.alerts();
        if (members.isEmpty()) {
            return; // incidents and messages alone are no investigation
        }
        if (component.findings().size() > LARGE) {
            resting.rest(tenant, component, clock.millis());
        }
        Dossier dossier = dossiers.of(tenant, component);
        stores.ledger().open(tenant, dossier).ifPresent(this::tell);
        for (Finding alert : members.subList(1, members.size())) {
            stores.ledger()
                    .merged(tenant, Dossiers.idOf(tenant, alert), dossier)
                    .ifPresent(this::tell);
        }
        asking.ask(tenant, dossier);
    }

    /** Writes the last version of an investigation that gets nothing any more, and forgets what it said. */
    void close(String tenant, Component component) {
        Dossier dossier = dossiers.of(tenant, component);
        stores.ledger().closed(tenant, dossier).ifPresent(this::tell);
        stores.ledger().forget(tenant, dossier.id(), clock.instant());
    }

    private void tell(Ledger.Version version) {
        outlet.tell(version);
        meters.counter(
                        "sluice.investigations",
                        "change",
                        version.change().kind().word())
                .increment();
    }
}
