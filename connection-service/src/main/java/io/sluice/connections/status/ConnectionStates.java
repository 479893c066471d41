package io.sluice.connections.status;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.sluice.connections.registry.ConnectionOutline;
import io.sluice.connections.registry.ConnectionOutlines;
import io.sluice.connections.registry.RegisteredConnection;
import io.sluice.connections.status.FleetSummary.Expiry;
import io.sluice.connections.status.FleetSummary.Trouble;
import io.sluice.contracts.connection.Capability;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.State;
import io.sluice.contracts.status.StatusError;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How connections fare: what the registry knows of them, with what services say. */
@ApplicationScoped
public class ConnectionStates {

    /** Services speak at least once a minute of what they poll; after this they are taken to be down. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private static final Duration EXPIRES_SOON = Duration.ofDays(30);

    private final ConnectionOutlines outlines;
    private final StatusBoard board;
    private final InstantSource clock;

    ConnectionStates(ConnectionOutlines outlines, StatusBoard board, InstantSource clock) {
        this.outlines = outlines;
        this.board = board;
        this.clock = clock;
    }

    /** Returns how a connection fares. */
    public ConnectionReport of(RegisteredConnection connection) {
        return report(ConnectionOutline.of(connection), clock.instant());
    }

    /** Returns which connections are in a state. */
    public Set<UUID> in(OverallState state) {
        Instant now = clock.instant();
        return outlines.all().stream()
                .filter(outline -> overall(outline, reports(outline, now)) == state)
                .map(ConnectionOutline::id)
                .collect(toUnmodifiableSet());
    }

    /** Returns how many connections are in each state. */
    Map<OverallState, Integer> count() {
        Instant now = clock.instant();
        Map<OverallState, Integer> counts = new EnumMap<>(OverallState.class);
        Arrays.stream(OverallState.values()).forEach(state -> counts.put(state, 0));
        outlines.all().forEach(outline -> counts.merge(overall(outline, reports(outline, now)), 1, Integer::sum));
        return counts;
    }

    /**
     * Returns all connections at one glance.
     *
     * @param most how many of those in trouble, and how many of those that expire, are named
     */
    public FleetSummary summary(int most) {
        Instant now = clock.instant();
        Map<String, Integer> states = new LinkedHashMap<>();
        Arrays.stream(OverallState.values()).forEach(state -> states.put(state.word(), 0));
        Map<String, Map<String, Integer>> capabilities = new LinkedHashMap<>();
        List<Trouble> troubles = new ArrayList<>();
        List<Expiry> expiring = new ArrayList<>();
        List<ConnectionOutline> all = outlines.all();
        for (ConnectionOutline outline : all) {
            ConnectionReport report = report(outline, now);
            states.merge(report.state().word(), 1, Integer::sum);
            if (!outline.enabled()) {
                continue;
            }
            report.capabilities()
                    .forEach(one -> capabilities
                            .computeIfAbsent(one.capability(), _ -> new LinkedHashMap<>())
                            .merge(one.state().word(), 1, Integer::sum));
            if (report.state().compareTo(OverallState.HEALTHY) > 0) {
                troubles.add(trouble(report));
            }
            Instant expiry = report.credentialExpiresAt();
            if (expiry != null && expiry.isBefore(now.plus(EXPIRES_SOON))) {
                expiring.add(new Expiry(report.id(), report.name(), report.tenantId(), expiry));
            }
        }
        troubles.sort(Comparator.comparing(Trouble::state)
                .reversed()
                .thenComparing(trouble -> Objects.requireNonNullElse(trouble.since(), Instant.MAX)));
        expiring.sort(Comparator.comparing(Expiry::expiresAt));
        return new FleetSummary(
                all.size(),
                states,
                capabilities,
                troubles.subList(0, Math.min(most, troubles.size())),
                expiring.subList(0, Math.min(most, expiring.size())),
                board.isUpToDate());
    }

    private static Trouble trouble(ConnectionReport report) {
        CapabilityReport worst = Objects.requireNonNull(worst(report.capabilities()), "who is in trouble has a reason");
        return new Trouble(
                report.id(),
                report.name(),
                report.tenantId(),
                worst.capability(),
                report.state(),
                worst.since(),
                worst.error());
    }

    private ConnectionReport report(ConnectionOutline outline, Instant now) {
        List<CapabilityReport> reports = reports(outline, now);
        CapabilityReport worst = outline.enabled() ? worst(reports) : null;
        return new ConnectionReport(
                outline.id().toString(),
                outline.name(),
                outline.tenantId(),
                overall(outline, reports),
                worst == null ? null : worst.since(),
                worst == null ? null : worst.error(),
                reports.stream()
                        .map(CapabilityReport::credentialExpiresAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                reports,
                board.isUpToDate());
    }

    private List<CapabilityReport> reports(ConnectionOutline outline, Instant now) {
        List<CapabilityReport> reports = new ArrayList<>();
        for (Capability capability : Capability.values()) {
            if (outline.capabilities().contains(capability)) {
                CapabilityReport said = outline.enabled() ? board.find(outline.id(), capability.word()) : null;
                reports.add(
                        said == null ? CapabilityReport.unknown(capability.word()) : unlessSilent(said, outline, now));
            }
        }
        CapabilityReport credentials = board.find(outline.id(), ConnectionStatus.CREDENTIALS);
        if (credentials != null) {
            reports.add(credentials);
        }
        return reports;
    }

    /** A service that is down cannot say so: what it called healthy long ago may be so or not. */
    private static CapabilityReport unlessSilent(CapabilityReport said, ConnectionOutline outline, Instant now) {
        Instant at = said.at();
        Duration between = outline.pollInterval().multipliedBy(3);
        Duration silence = between.compareTo(SILENCE) > 0 ? between : SILENCE;
        if (at == null || said.state() == State.FAILING || now.isBefore(at.plus(silence))) {
            return said;
        }
        return said.with(
                State.DEGRADED,
                new StatusError(
                        "silent",
                        null,
                        said.reporter() + " has said nothing about it since " + at + ".",
                        "See whether " + said.reporter() + " is running and reaches Kafka.",
                        now),
                at);
    }

    private static OverallState overall(ConnectionOutline outline, List<CapabilityReport> reports) {
        if (!outline.enabled()) {
            return OverallState.DISABLED;
        }
        CapabilityReport worst = worst(reports);
        return worst == null ? OverallState.STARTING : OverallState.of(worst.state());
    }

    /** Credentials that are in order do not make a connection healthy: nobody has tried anything with them. */
    private static @Nullable CapabilityReport worst(List<CapabilityReport> reports) {
        return reports.stream()
                .filter(report ->
                        report.state() != State.HEALTHY || !report.capability().equals(ConnectionStatus.CREDENTIALS))
                .max(Comparator.comparing(CapabilityReport::state))
                .orElse(null);
    }
}
