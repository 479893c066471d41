package io.sluice.enrichment.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.connection.Connection;
import io.sluice.enrichment.followup.Admission;
import io.sluice.enrichment.followup.FollowUpSettings;
import io.sluice.enrichment.followup.FollowUps;
import io.sluice.enrichment.followup.Question;
import io.sluice.enrichment.investigation.Dossier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Asks what investigations want to know: at once, or when their turn has come. */
final class Asking {

    private static final Logger LOG = Logger.getLogger(Asking.class);

    /** How many of a tenant's waiting investigations are looked at in a row: others wait too. */
    private static final int AT_ONCE = 50;

    /** A question whose time comes within this is not held back by one that comes behind all others. */
    private static final long WORTH_WAITING = Duration.ofHours(1).toMillis();

    private final TaskStores stores;
    private final Dossiers dossiers;
    private final Outlet outlet;
    private final FollowUpSettings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Asking(
            TaskStores stores,
            Dossiers dossiers,
            Outlet outlet,
            FollowUpSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.stores = stores;
        this.dossiers = dossiers;
        this.outlet = outlet;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /** Asks what an investigation wants to know; what cannot be asked now waits. */
    void ask(String tenant, Dossier dossier) {
        Instant now = clock.instant();
        String finding = dossier.alerts().getFirst().id();
        Instant asksUntil = Instant.ofEpochMilli(dossier.read()).plus(settings.youngerThan());
        if (asksUntil.isBefore(now)) {
            stores.waiting().remove(tenant, finding);
            return;
        }
        boolean late = dossier.time() < now.minus(settings.lateAfter()).toEpochMilli();
        long soon = Long.MAX_VALUE;
        long later = Long.MAX_VALUE;
        boolean unconnected = false;
        for (Question question : dossier.questions(settings.rules(), settings.perInvestigation())) {
            Optional<Connection> connection = stores.connections().of(tenant, question.rule());
            if (connection.isEmpty()) {
                unconnected = true; // the tenant is unknown, or nobody may ask this there
                continue;
            }
            switch (stores.followUps().admit(tenant, question, late, now)) {
                case Admission.Ask ask -> {
                    outlet.ask(question.rule().topic(), tenant, ask.id(), ask.request(connection.get(), dossier.id()));
                    count(question, ask.attempt() == 1 ? "asked" : "asked-again");
                }
                case Admission.Wait wait -> {
                    soon = wait.late() ? soon : Math.min(soon, wait.until());
                    later = wait.late() ? Math.min(later, wait.until()) : later;
                    if (wait.spent()) {
                        count(question, wait.late() ? "behind-others" : "budget-spent");
                    }
                }
                case Admission.Known _ -> {
                    // Once is enough.
                }
            }
        }
        int score = dossier.score().value();
        if (later < soon - WORTH_WAITING) {
            stores.waiting().put(tenant, finding, Waiting.Lane.LATE, later, score);
        } else if (soon < Long.MAX_VALUE) {
            stores.waiting().put(tenant, finding, Waiting.Lane.SOON, soon, score);
        } else if (unconnected) {
            stores.waiting().put(tenant, finding, Waiting.Lane.UNCONNECTED, asksUntil.toEpochMilli(), score);
        } else {
            stores.waiting().remove(tenant, finding);
        }
    }

    private void count(Question question, String outcome) {
        meters.counter("sluice.follow.ups", "rule", question.rule().word(), "outcome", outcome)
                .increment();
    }

    /**
     * Asks what could not be asked at once: what is news first, then what is long over.
     *
     * @param until when it stops at the latest
     */
    void askWhatWaits(Instant until) {
        for (String tenant : stores.waiting().tenants()) {
            if (stores.pending().size() > VersionWriting.BACKLOG
                    || clock.instant().isAfter(until)) {
                return; // what is new comes first
            }
            Optional<String> next = next(tenant);
            for (int looked = 0; next.isPresent() && looked < AT_ONCE; looked++) {
                askAround(tenant, next.get());
                next = next(tenant);
            }
        }
    }

    private Optional<String> next(String tenant) {
        Instant now = clock.instant();
        Waiting waiting = stores.waiting();
        FollowUps followUps = stores.followUps();
        Optional<String> soon = followUps.mayAsk(tenant, false, now)
                ? waiting.take(tenant, Waiting.Lane.SOON, now.toEpochMilli())
                : Optional.empty();
        return soon.or(() -> followUps.mayAsk(tenant, true, now)
                        ? waiting.take(tenant, Waiting.Lane.LATE, now.toEpochMilli())
                        : Optional.empty())
                .or(() -> waiting.take(tenant, Waiting.Lane.UNCONNECTED, now.toEpochMilli()));
    }

    private void askAround(String tenant, String finding) {
        try {
            stores.graph()
                    .around(tenant, finding)
                    .filter(component -> !component.alerts().isEmpty())
                    .ifPresent(component -> ask(tenant, dossiers.of(tenant, component)));
        } catch (KafkaException outside) {
            throw outside; // the transaction is at stake
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "Correlation met a fault of Sluice itself around %s: nothing is asked about it.", finding);
            meters.counter("sluice.correlation.faults").increment();
        }
    }
}
