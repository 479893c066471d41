package io.sluice.connections.credentials;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code keyset_primary}, within a transaction: the keys that have been the primary one, in their order. */
final class KeysetPrimaryTable {

    private final Handle handle;

    /** Works within the handle's transaction. */
    KeysetPrimaryTable(Handle handle) {
        this.handle = handle;
    }

    /** A key that has been the primary one, and when a replica saw it first. */
    record Primary(long keyId, Instant seenAt) {}

    /** Returns the last one. */
    Optional<Primary> newest() {
        return handle.createQuery("select key_id, seen_at from keyset_primary order by sequence desc limit 1")
                .map((row, _) -> new Primary(
                        row.getLong("key_id"),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant()))
                .findOne();
    }

    /** Tells whether a key has been seen. */
    boolean isKnown(long keyId) {
        return handle.createQuery("select exists (select 1 from keyset_primary where key_id = :key)")
                .bind("key", keyId)
                .mapTo(Boolean.class)
                .one();
    }

    /** Notes the last one; a known key keeps its place. */
    void add(long keyId, Instant now) {
        handle.createUpdate("insert into keyset_primary (key_id, seen_at) values (:key, :now) on conflict do nothing")
                .bind("key", keyId)
                .bind("now", now)
                .execute();
    }
}
