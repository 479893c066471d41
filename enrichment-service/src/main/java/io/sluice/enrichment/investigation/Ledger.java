package io.sluice.enrichment.investigation;

import io.sluice.contracts.correlation.ChangeKind;
import io.sluice.contracts.correlation.InvestigationChange;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.contracts.correlation.Score;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topics;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what investigations say, each version once.
 *
 * <p>Not thread-safe: one for each task.
 */
public final class Ledger {

    private static final int DIGITS = 16;

    /** Of lists of values of hostile length, a thousandth fits in any record. */
    private static final int SMALLEST_PART = 1_000;

    /**
     * A version of an investigation that nobody has been told yet.
     *
     * @param change what is different
     * @param value what it says, as JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // it goes straight into a record of Kafka
    public record Version(InvestigationChange change, byte[] value) {

        /** Returns the id of the event that this is. */
        public String eventId() {
            return Heading.eventId(change.tenantId(), change.investigationId(), change.version());
        }

        /** Returns where the event comes from. */
        public String source() {
            return Heading.source(change.tenantId());
        }
    }

    private final KeyValueStore<String, byte[]> store;

    /** Remembers in a store what was written. */
    public Ledger(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Returns the next version of an open investigation, if it says something that its last one did not. */
    public Optional<Version> open(String tenant, Dossier dossier) {
        return next(tenant, dossier.id(), part -> dossier.record(InvestigationState.OPEN, part));
    }

    /** Returns the last version of an investigation that gets nothing any more. */
    public Optional<Version> closed(String tenant, Dossier dossier) {
        return next(tenant, dossier.id(), part -> dossier.record(InvestigationState.CLOSED, part));
    }

    /** Returns the last version of an investigation that was found to be one with another, if it was ever written. */
    public Optional<Version> merged(String tenant, String id, Dossier into) {
        Written before = written(tenant, id);
        return before == null || into.id().equals(before.mergedInto())
                ? Optional.empty()
                : next(tenant, id, _ -> into.merged(id));
    }

    /** Forgets an investigation: if it comes again, it is new. */
    public void forget(String tenant, String id) {
        store.delete(Keys.of(tenant, id));
    }

    private @Nullable Written written(String tenant, String id) {
        byte[] stored = store.get(Keys.of(tenant, id));
        return stored == null ? null : Written.of(stored);
    }

    /** Makes a record, with so large a part of everything that is listed, and without its version. */
    @FunctionalInterface
    private interface Records {
        InvestigationFinding of(int part);
    }

    private Optional<Version> next(String tenant, String id, Records records) {
        Written before = written(tenant, id);
        int part = 1;
        InvestigationFinding record = records.of(part);
        byte[] value = Json.write(record);
        while (value.length > Topics.INVESTIGATIONS.maxValueBytes() && part < SMALLEST_PART) {
            part *= 10;
            record = records.of(part);
            value = Json.write(record);
        }
        String content = digest(value);
        if (before != null && content.equals(before.content())) {
            return Optional.empty();
        }
        Heading.putVersion(value, tenant, id, content);
        String version = Written.versionAfter(before, content);
        Score score = record.unmapped().score();
        int points = score == null ? 0 : score.value();
        List<String> changes = Changes.between(before, record);
        Written now = new Written(
                record.unmapped().state(),
                record.unmapped().mergedInto(),
                content,
                version,
                Written.toldAfter(before, content),
                Written.returnsAfter(before, content),
                points,
                Changes.headline(record),
                Changes.parts(record));
        store.put(Keys.of(tenant, id), now.toBytes());
        return Optional.of(new Version(
                new InvestigationChange(
                        tenant,
                        id,
                        version,
                        before == null ? null : before.version(),
                        kind(before, record),
                        record.unmapped().mergedInto(),
                        Instant.ofEpochMilli(record.time()),
                        changes,
                        before == null ? null : before.score(),
                        points),
                value));
    }

    private static ChangeKind kind(@Nullable Written before, InvestigationFinding record) {
        return switch (record.unmapped().state()) {
            case MERGED -> ChangeKind.MERGED;
            case CLOSED -> ChangeKind.CLOSED;
            case OPEN -> before == null ? ChangeKind.OPENED : ChangeKind.CHANGED;
        };
    }

    private static String digest(byte[] value) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(value))
                    .substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
