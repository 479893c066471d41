package io.sluice.connections.credentials;

import io.sluice.connections.credentials.CredentialTable.Prefix;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code sealing_key}, within a transaction: one encrypted key pair at most. */
public final class SealingKeyTable {

    /** What the ciphertext is bound to. */
    public static final String PLACE = "sealing key";

    private final Handle handle;

    /** Works within the handle's transaction. */
    public SealingKeyTable(Handle handle) {
        this.handle = handle;
    }

    /** Returns the key, encrypted. */
    public Optional<byte[]> ciphertext() {
        return handle.createQuery("select ciphertext from sealing_key")
                .mapTo(byte[].class)
                .findOne();
    }

    /**
     * Keeps the keyset from being changed until the transaction ends, as every encryption does: no key goes that
     * something is just being encrypted with.
     */
    public void keepKeyset() {
        new CredentialTable(handle).keepKeyset();
    }

    /** Stores a key unless there is one. */
    public void insertIfNone(byte[] ciphertext, Instant now) {
        handle.createUpdate("insert into sealing_key (ciphertext, created_at) values (:ciphertext, :now)"
                        + " on conflict do nothing")
                .bind("ciphertext", ciphertext)
                .bind("now", now)
                .execute();
    }

    /** Returns the key if it is encrypted with another key than that of a prefix, and keeps it from others. */
    Optional<byte[]> otherThan(Prefix prefix) {
        return handle.createQuery("select ciphertext from sealing_key where encode(substring(ciphertext from 1 for "
                        + Prefix.LENGTH + "), 'hex') <> :prefix for update")
                .bind("prefix", prefix.hex())
                .mapTo(byte[].class)
                .findOne();
    }

    /** Replaces what is encrypted by the same, encrypted again. */
    void putCiphertext(byte[] ciphertext) {
        handle.createUpdate("update sealing_key set ciphertext = :ciphertext")
                .bind("ciphertext", ciphertext)
                .execute();
    }
}
