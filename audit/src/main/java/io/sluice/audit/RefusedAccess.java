package io.sluice.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.spi.runtime.AuthenticationFailureEvent;
import io.quarkus.security.spi.runtime.AuthorizationFailureEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes down who was refused, as Quarkus tells of it. The thread that refuses only counts; another one writes, so that
 * a flood of refusals costs no more than a few events a minute.
 */
@ApplicationScoped
class RefusedAccess {

    private static final Logger LOG = Logger.getLogger(RefusedAccess.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final RefusalTrail trail;
    private final InstantSource clock;
    private final Refusals refusals = new Refusals();
    private volatile @Nullable Thread writer;
    private boolean complained;

    RefusedAccess(RefusalTrail trail, InstantSource clock) {
        this.trail = trail;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        writer = Thread.ofVirtual().name("refused-access").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        Thread running = writer;
        if (running != null) {
            running.interrupt();
            running.join(INTERVAL.multipliedBy(5));
        }
    }

    void unauthenticated(@Observes AuthenticationFailureEvent event) {
        count("unauthenticated", null, event.getEventProperties());
    }

    void unauthorized(@Observes AuthorizationFailureEvent event) {
        SecurityIdentity identity = event.getSecurityIdentity();
        boolean anonymous = identity == null || identity.isAnonymous();
        count(anonymous ? "unauthenticated" : "forbidden", identity, event.getEventProperties());
    }

    private void count(String outcome, @Nullable SecurityIdentity identity, Map<String, Object> properties) {
        RoutingContext routing =
                properties.get(RoutingContext.class.getName()) instanceof RoutingContext context ? context : null;
        refusals.add(outcome, CurrentCaller.of(identity, routing), clock.instant());
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                writeDue();
            }
        } catch (InterruptedException stop) {
            writeAll();
        }
    }

    void writeDue() {
        write(refusals.takeDue(clock.instant()));
    }

    /** There is no later. */
    void writeAll() {
        write(refusals.takeAll(clock.instant()));
    }

    /** What cannot be written, for whatever reason, waits for the next time. */
    private void write(List<Refused> due) {
        for (int i = 0; i < due.size(); i++) {
            try {
                trail.refused(due.get(i));
                complained = false;
            } catch (AuditUnavailable | RuntimeException later) {
                refusals.putBack(due.subList(i, due.size()));
                if (!complained) {
                    complained = true;
                    LOG.warnf("Refused accesses cannot be written down now; they are kept: %s", later.getMessage());
                }
                LOG.debug("Where it failed", later);
                return;
            }
        }
    }
}
