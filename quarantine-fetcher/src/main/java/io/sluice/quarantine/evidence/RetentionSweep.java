package io.sluice.quarantine.evidence;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Deletes evidence whose time is over, at the start and then regularly, on each replica. */
@ApplicationScoped
class RetentionSweep {

    private static final Logger LOG = Logger.getLogger(RetentionSweep.class);

    private final EvidenceStore store;

    RetentionSweep(EvidenceStore store) {
        this.store = store;
    }

    @Scheduled(
            identity = "evidence-retention",
            every = "${sluice.quarantine.evidence.sweep-interval:PT1H}",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        try {
            int deleted = store.sweep();
            if (deleted > 0) {
                LOG.infof("Deleted %d messages whose retention is over", deleted);
            }
        } catch (EvidenceException failed) {
            LOG.warnf("The next sweep tries again. %s", failed.getMessage());
        }
    }
}
