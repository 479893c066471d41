package io.sluice.connections.status;

import com.github.benmanes.caffeine.cache.Interner;
import io.sluice.contracts.status.ConnectionStatus;
import io.sluice.contracts.status.StatusError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What services have said last, in memory: about 300 bytes for each capability of a connection, because what thousands
 * say in the same words is kept once.
 */
@ApplicationScoped
class StatusBoard {

    private final ConcurrentMap<UUID, Map<String, CapabilityReport>> byConnection = new ConcurrentHashMap<>();
    private final Interner<String> words = Interner.newWeakInterner();
    private volatile boolean upToDate;

    /** Puts up a status, unless a newer one is there. */
    void put(UUID connectionId, ConnectionStatus status) {
        CapabilityReport report = compact(status);
        byConnection.compute(connectionId, (_, known) -> {
            Map<String, CapabilityReport> reports = known == null ? new ConcurrentHashMap<>(4) : known;
            reports.merge(report.capability(), report, StatusBoard::newer);
            return reports;
        });
    }

    /** Takes down what was said about a capability. */
    void remove(UUID connectionId, String capability) {
        byConnection.computeIfPresent(connectionId, (_, known) -> {
            known.remove(capability);
            return known.isEmpty() ? null : known;
        });
    }

    /** Returns what was said about a capability. */
    @Nullable
    CapabilityReport find(UUID connectionId, String capability) {
        Map<String, CapabilityReport> reports = byConnection.get(connectionId);
        return reports == null ? null : reports.get(capability);
    }

    /** Returns all that was said about a connection. */
    Collection<CapabilityReport> find(UUID connectionId) {
        Map<String, CapabilityReport> reports = byConnection.get(connectionId);
        return reports == null ? List.of() : reports.values();
    }

    /** The whole topic has been read once. */
    void complete() {
        upToDate = true;
    }

    /** Returns whether the whole topic has been read since the start. */
    boolean isUpToDate() {
        return upToDate;
    }

    private static CapabilityReport newer(CapabilityReport known, CapabilityReport next) {
        return known.at() != null && next.at() != null && known.at().isAfter(next.at()) ? known : next;
    }

    private CapabilityReport compact(ConnectionStatus status) {
        return new CapabilityReport(
                words.intern(status.capability()),
                status.state(),
                status.since(),
                status.at(),
                words.intern(status.reporter()),
                status.lastSuccess(),
                status.lag(),
                compact(status.error()),
                status.credentialExpiresAt());
    }

    private @Nullable StatusError compact(@Nullable StatusError error) {
        return error == null
                ? null
                : new StatusError(
                        words.intern(error.kind()),
                        interned(error.code()),
                        words.intern(error.message()),
                        interned(error.remedy()),
                        error.at());
    }

    private @Nullable String interned(@Nullable String text) {
        return text == null ? null : words.intern(text);
    }
}
