package io.sluice.enrichment.investigation;

import io.sluice.contracts.correlation.ChangeKind;
import io.sluice.contracts.correlation.InvestigationChange;
import io.sluice.contracts.correlation.InvestigationFinding;
import io.sluice.contracts.correlation.InvestigationState;
import io.sluice.contracts.correlation.Score;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.contracts.topic.Topics;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what investigations say, each version once.
 *
 * <p>Not thread-safe: one for each task.
 */
public final class Ledger {

    private static final int DIGITS = 16;

    /** What the ids of investigations that were forgotten begin with in the store. */
    private static final String CLOSED = "closed/";

    /** For how long a record can be read from the topic after it was written, and a bit. */
    private static final Duration READABLE = Duration.ofDays(100);

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

    /** Where to go on with letting go. */
    private @Nullable String next;

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

    /**
     * Forgets an investigation: if it comes again, it is new. That it was there is remembered, so that no version that
     * is written then has the id of one from before.
     */
    public void forget(String tenant, String id, Instant now) {
        Written before = written(tenant, id);
        if (before != null) {
            store.delete(Keys.of(tenant, id));
            store.put(
                    Keys.of(tenant, CLOSED + id),
                    ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                            .putLong(now.toEpochMilli())
                            .putInt(before.returns())
                            .array());
        }
    }

    /** How often an investigation that was forgotten had said the same again; -1 if none is remembered. */
    private int returnsBefore(String tenant, String id) {
        byte[] stored = store.get(Keys.of(tenant, CLOSED + id));
        return stored == null ? -1 : ByteBuffer.wrap(stored).getInt(Long.BYTES);
    }

    /**
     * Lets go of investigations that were forgotten so long ago that no record of them can be read any more. It looks
     * at some only, and goes on where it stopped when it is called again.
     *
     * @param most how many it looks at
     */
    public void letGo(Instant now, int most) {
        long before = now.minus(READABLE).toEpochMilli();
        List<String> old = new ArrayList<>();
        int looked = 0;
        try (KeyValueIterator<String, byte[]> some = store.range(next, null)) {
            next = null;
            while (some.hasNext()) {
                KeyValue<String, byte[]> entry = some.next();
                if (looked++ == most) {
                    next = entry.key;
                    break;
                }
                if (entry.key.startsWith(CLOSED, Keys.tenantOf(entry.key).length() + 1)
                        && ByteBuffer.wrap(entry.value).getLong() < before) {
                    old.add(entry.key);
                }
            }
        }
        old.forEach(store::delete);
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
        int returns = before == null ? returnsBefore(tenant, id) + 1 : Written.returnsAfter(before, content);
        boolean again = before == null ? returns > 0 : before.again();
        String version = before == null ? Written.versionOf(content, returns) : Written.versionAfter(before, content);
        Score score = record.unmapped().score();
        int points = score == null ? 0 : score.value();
        List<String> changes = Changes.between(before, record);
        Written now = new Written(
                record.unmapped().state(),
                record.unmapped().mergedInto(),
                content,
                version,
                Written.toldAfter(before, content),
                returns,
                again,
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
