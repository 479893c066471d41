package io.sluice.connections.credentials;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The table {@code credential}, within a transaction. It sees ciphertexts alone. */
public final class CredentialTable {

    private static final String CLIENT_SECRET = "client-secret";

    private final Handle handle;

    /** Works within the handle's transaction. */
    public CredentialTable(Handle handle) {
        this.handle = handle;
    }

    /** Stores a connection's client secret, in the place of an earlier one. */
    public void putClientSecret(UUID connectionId, byte[] ciphertext, Instant storedAt) {
        handle.createUpdate("""
                        insert into credential (connection_id, kind, ciphertext, stored_at)
                        values (:connection, :kind, :ciphertext, :storedAt)
                        on conflict (connection_id, kind)
                        do update set ciphertext = excluded.ciphertext, stored_at = excluded.stored_at
                        """)
                .bind("connection", connectionId)
                .bind("kind", CLIENT_SECRET)
                .bind("ciphertext", ciphertext)
                .bind("storedAt", storedAt)
                .execute();
    }

    /** Returns a connection's client secret, encrypted. */
    public Optional<byte[]> clientSecret(UUID connectionId) {
        return handle.createQuery(
                        "select ciphertext from credential where connection_id = :connection and kind = :kind")
                .bind("connection", connectionId)
                .bind("kind", CLIENT_SECRET)
                .mapTo(byte[].class)
                .findOne();
    }

    /** Returns any stored credential, by which a keyset can be tried; nothing if none is stored. */
    public Optional<Stored> any() {
        return handle.createQuery("select connection_id, ciphertext from credential limit 1")
                .map((row, _) -> new Stored(row.getObject("connection_id", UUID.class), row.getBytes("ciphertext")))
                .findOne();
    }

    /** A credential as it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    public record Stored(UUID connectionId, byte[] ciphertext) {}
}
