package io.sluice.connections.rotation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.connections.audit.Audit;
import io.sluice.connections.credentials.Credential;
import io.sluice.connections.credentials.CredentialKind;
import io.sluice.connections.credentials.CredentialStatuses;
import io.sluice.connections.credentials.CredentialTable;
import io.sluice.connections.registry.ConnectionTable;
import io.sluice.connections.registry.NeededTokens;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.settings.ConnectionServiceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Tells in time that a credential in use expires: at 30, 14, 7 and 1 days before, and when it has. Whichever replica
 * notices first says so, once for each threshold.
 */
@ApplicationScoped
public class ExpiryWatch {

    private static final Logger LOG = Logger.getLogger(ExpiryWatch.class);
    private static final Duration FIRST = Duration.ofDays(ExpiryThreshold.THIRTY_DAYS.days());
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final Audit audit;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final MultiGauge days;
    private final MultiGauge thresholds;
    private final Duration interval;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    ExpiryWatch(Jdbi jdbi, Audit audit, InstantSource clock, MeterRegistry meters, ConnectionServiceSettings settings) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
        this.meters = meters;
        this.interval = settings.expiry().interval();
        this.days = MultiGauge.builder("sluice.credential.expires.in.days")
                .description("Days until an active credential expires, for those within 30 days; negative: it has")
                .register(meters);
        this.thresholds = MultiGauge.builder("sluice.credentials.expiring")
                .description("Active credentials by the last threshold of their expiry that they have passed")
                .register(meters);
    }

    /** A credential that expires soon, of an existing connection. */
    private record Expiring(RegisteredConnection connection, Credential credential, Instant expiresAt) {}

    /**
     * Announces what has passed a threshold that nobody has announced yet.
     *
     * @return how many credentials that were
     */
    int check() {
        Instant now = clock.instant();
        List<Expiring> expiring = jdbi.withHandle(handle -> expiring(handle, now));
        days.register(expiring.stream().map(one -> row(one, now)).toList(), true);
        thresholds.register(counts(expiring, now), true);
        int announced = 0;
        for (Expiring one : expiring) {
            boolean mine = ExpiryThreshold.passed(one.expiresAt, now).isPresent()
                    && jdbi.<Boolean, RuntimeException>inTransaction(handle -> claim(handle, one, now));
            announced += mine ? 1 : 0;
        }
        return announced;
    }

    /**
     * Locks first, as every change does: what is told is then what is stored, and is told after what was told before.
     */
    private boolean claim(Handle handle, Expiring seen, Instant now) {
        Optional<RegisteredConnection> locked = new ConnectionTable(handle).lock(seen.connection.id());
        CredentialTable credentials = new CredentialTable(handle);
        Optional<Credential> present = credentials.find(seen.connection.id(), seen.credential.id());
        Instant expiresAt = present.map(Credential::expiresAt).orElse(null);
        if (locked.isEmpty() || present.isEmpty() || expiresAt == null) {
            return false;
        }
        Expiring one = new Expiring(locked.get(), present.get(), expiresAt);
        Optional<ExpiryThreshold> passed = ExpiryThreshold.passed(expiresAt, now);
        if (passed.isEmpty()
                || !credentials.claimWarning(one.credential.id(), passed.get().days())) {
            return false;
        }
        ExpiryThreshold threshold = passed.get();
        audit.recordOwn(
                handle,
                threshold == ExpiryThreshold.EXPIRED ? "credential.expired" : "credential.expiring",
                one.connection,
                threshold.caption(),
                Map.of(
                        "credential",
                        one.credential.id().toString(),
                        "kind",
                        one.credential.kind().word()));
        handle.afterCommit(() -> announce(one, threshold));
        Set<CredentialKind> used =
                NeededTokens.kinds(one.connection.details(), credentials.activeKinds(one.connection.id()));
        new CredentialStatuses(handle, null).tell(one.connection.id(), one.connection, used, now);
        return true;
    }

    /** Says it, after the transaction that makes sure that it is said once. */
    private void announce(Expiring one, ExpiryThreshold threshold) {
        boolean over = threshold == ExpiryThreshold.EXPIRED;
        LOG.warnf(
                "The %s of the connection '%s' (%s) %s on %s. Store a new one with POST /connections/%s/credentials and"
                        + " activate it.",
                one.credential.kind().caption(),
                one.connection.details().name(),
                one.credential.id(),
                over ? "has expired" : "expires",
                one.expiresAt,
                one.connection.id());
        meters.counter("sluice.credential.expiry.announcements", Tags.of("threshold", threshold.word()))
                .increment();
    }

    private static List<MultiGauge.Row<Number>> counts(List<Expiring> expiring, Instant now) {
        return Arrays.stream(ExpiryThreshold.values())
                .<MultiGauge.Row<Number>>map(threshold -> MultiGauge.Row.of(
                        Tags.of("threshold", threshold.word()),
                        expiring.stream()
                                .filter(one -> ExpiryThreshold.passed(one.expiresAt, now)
                                        .filter(threshold::equals)
                                        .isPresent())
                                .count()))
                .toList();
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("credential-expiry").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        Thread running = thread;
        if (running != null && !running.join(STOP)) {
            running.interrupt();
        }
    }

    private void run() {
        try {
            do {
                try {
                    check();
                } catch (RuntimeException later) {
                    LOG.warnf("The expiry of credentials cannot be looked at now: %s", later.getMessage());
                }
            } while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            LOG.debug("Stopped while the expiry of credentials was looked at; the rest follows after the next start");
        }
    }

    private static List<Expiring> expiring(Handle handle, Instant now) {
        List<Credential> credentials = new CredentialTable(handle).expiringBefore(now.plus(FIRST));
        Map<UUID, RegisteredConnection> connections = new ConnectionTable(handle)
                        .find(credentials.stream()
                                .map(Credential::connectionId)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(RegisteredConnection::id, Function.identity()));
        List<Expiring> expiring = new ArrayList<>();
        for (Credential credential : credentials) {
            RegisteredConnection connection = connections.get(credential.connectionId());
            Instant expiresAt = credential.expiresAt();
            if (connection != null && expiresAt != null) {
                expiring.add(new Expiring(connection, credential, expiresAt));
            }
        }
        return expiring;
    }

    private static MultiGauge.Row<Number> row(Expiring one, Instant now) {
        double left = Duration.between(now, one.expiresAt).toSeconds()
                / (double) Duration.ofDays(1).toSeconds();
        return MultiGauge.Row.of(
                Tags.of(
                        "connection",
                        one.connection.id().toString(),
                        "kind",
                        one.credential.kind().word()),
                left);
    }
}
