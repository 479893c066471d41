package io.sluice.connections.credentials;

import com.google.crypto.tink.util.Bytes;
import java.security.cert.CertificateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code credential}, within a transaction. It sees ciphertexts alone. */
public final class CredentialTable {

    private static final String COLUMNS =
            "id, connection_id, kind, state, secret_id, certificate, expires_at, generated, stored_at, tried_at";

    /** Any number, the same for all replicas. */
    private static final long KEYSET_LOCK = 0x536c_7569_6365L;

    private final Handle handle;

    /** Works within the handle's transaction. */
    public CredentialTable(Handle handle) {
        this.handle = handle;
    }

    /** A credential as it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    public record Stored(Credential credential, byte[] ciphertext) {}

    /** Returns a connection's credentials, the active ones first. */
    public List<Credential> of(UUID connectionId) {
        return handle.createQuery("select " + COLUMNS + " from credential where connection_id = :connection"
                        + " order by state, kind")
                .bind("connection", connectionId)
                .map(CredentialTable::read)
                .list();
    }

    /** Returns one of a connection's credentials. */
    public Optional<Credential> find(UUID connectionId, UUID id) {
        return handle.createQuery(
                        "select " + COLUMNS + " from credential where connection_id = :connection and id = :id")
                .bind("connection", connectionId)
                .bind("id", id)
                .map(CredentialTable::read)
                .findOne();
    }

    /** Returns the credential of a kind that is in a state. */
    public Optional<Credential> find(UUID connectionId, CredentialKind kind, CredentialState state) {
        return handle.createQuery("select " + COLUMNS + " from credential"
                        + " where connection_id = :connection and kind = :kind and state = :state")
                .bind("connection", connectionId)
                .bind("kind", kind.word())
                .bind("state", state.word())
                .map(CredentialTable::read)
                .findOne();
    }

    /** Returns of which kinds a connection has an active credential. */
    public Set<CredentialKind> activeKinds(UUID connectionId) {
        Set<CredentialKind> kinds = EnumSet.noneOf(CredentialKind.class);
        of(connectionId).stream()
                .filter(credential -> credential.state() == CredentialState.ACTIVE)
                .map(Credential::kind)
                .forEach(kinds::add);
        return kinds;
    }

    /** Returns what of a credential is encrypted. */
    public Optional<Stored> stored(UUID id) {
        return handle.createQuery("select " + COLUMNS + ", ciphertext from credential where id = :id")
                .bind("id", id)
                .map(CredentialTable::readStored)
                .findOne();
    }

    /**
     * Keeps the keyset from being changed until the transaction ends; many may do so at once. Before anything is
     * encrypted, so that no key goes that something is just being encrypted with.
     */
    void keepKeyset() {
        handle.execute("select pg_advisory_xact_lock_shared(" + KEYSET_LOCK + ")");
    }

    /** Keeps everybody else, on whichever replica, from encrypting and from changing the keyset. */
    void lockKeyset() {
        handle.execute("select pg_advisory_xact_lock(" + KEYSET_LOCK + ")");
    }

    /**
     * Returns how many credentials, the service's own sealing key among them, begin with each of the prefixes that Tink
     * gives its keys.
     */
    Map<Prefix, Long> prefixes() {
        Map<Prefix, Long> counts = new HashMap<>();
        handle.createQuery("select encode(substring(ciphertext from 1 for " + Prefix.LENGTH
                        + "), 'hex') as prefix, count(*) as credentials from (select ciphertext from credential"
                        + " union all select ciphertext from sealing_key) as encrypted group by 1")
                .map((row, _) -> Map.entry(new Prefix(row.getString("prefix")), row.getLong("credentials")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** The first bytes of a ciphertext, in hexadecimal; they name the key. */
    record Prefix(String hex) {

        static final int LENGTH = 5;

        /** Returns the prefix of a key (Tink: "Tink's wire format"): a 1 and the key's id. */
        static Prefix of(int keyId) {
            return new Prefix("01" + HexFormat.of().toHexDigits(keyId));
        }

        /** Returns it as Tink gives it. */
        Bytes bytes() {
            return Bytes.copyFrom(HexFormat.of().parseHex(hex));
        }
    }

    /**
     * Returns some credentials that are encrypted with another key, and keeps them from others until the end.
     *
     * @param after only those with a greater id, in the order of their ids
     */
    List<Stored> otherThan(Prefix prefix, UUID after, int most) {
        return handle.createQuery("select " + COLUMNS + ", ciphertext from credential"
                        + " where encode(substring(ciphertext from 1 for " + Prefix.LENGTH + "), 'hex') <> :prefix"
                        + " and id > :after order by id limit :most for update skip locked")
                .bind("prefix", prefix.hex())
                .bind("after", after)
                .bind("most", most)
                .map(CredentialTable::readStored)
                .list();
    }

    /** Replaces what is encrypted by the same, encrypted again. */
    void putCiphertext(UUID id, byte[] ciphertext) {
        handle.createUpdate("update credential set ciphertext = :ciphertext where id = :id")
                .bind("ciphertext", ciphertext)
                .bind("id", id)
                .execute();
    }

    /** Returns the active credentials that expire before a time, the earliest first. */
    public List<Credential> expiringBefore(Instant end) {
        return handle.createQuery("select " + COLUMNS + " from credential"
                        + " where state = 'active' and expires_at < :end order by expires_at, id")
                .bind("end", end)
                .map(CredentialTable::read)
                .list();
    }

    /**
     * Notes that the expiry of a credential is announced at a threshold.
     *
     * @return whether it is the caller's to announce: nobody has at this threshold or a later one
     */
    public boolean claimWarning(UUID id, int days) {
        return handle.createUpdate(
                                "update credential set warned_days = :days"
                                        + " where id = :id and state = 'active' and (warned_days is null or warned_days > :days)")
                        .bind("id", id)
                        .bind("days", days)
                        .execute()
                == 1;
    }

    /** Returns any stored credential, by which a keyset can be tried; nothing if none is stored. */
    public Optional<Stored> any() {
        return handle.createQuery("select " + COLUMNS + ", ciphertext from credential limit 1")
                .map(CredentialTable::readStored)
                .findOne();
    }

    /** Stores a new credential. Its place must be free. */
    void insert(Credential credential, byte[] ciphertext) {
        PublicCertificate certificate = credential.certificate();
        handle.createUpdate("""
                        insert into credential (id, connection_id, kind, state, ciphertext, secret_id, certificate,
                            expires_at, generated, stored_at, tried_at)
                        values (:id, :connection, :kind, :state, :ciphertext, :secretId, :certificate, :expiresAt,
                            :generated, :storedAt, :triedAt)
                        """)
                .bind("id", credential.id())
                .bind("connection", credential.connectionId())
                .bind("kind", credential.kind().word())
                .bind("state", credential.state().word())
                .bind("ciphertext", ciphertext)
                .bind("secretId", credential.secretId())
                .bind("certificate", certificate == null ? null : certificate.der())
                .bind("expiresAt", credential.expiresAt())
                .bind("generated", credential.generated())
                .bind("storedAt", credential.storedAt())
                .bind("triedAt", credential.triedAt())
                .execute();
    }

    /** Corrects what an operator says of a client secret; a later end is announced anew. */
    void describe(UUID id, @Nullable String secretId, @Nullable Instant expiresAt) {
        handle.createUpdate("update credential set secret_id = :secretId, expires_at = :expiresAt,"
                        + " warned_days = case when expires_at is not distinct from :expiresAt then warned_days end"
                        + " where id = :id")
                .bind("id", id)
                .bind("secretId", secretId)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    /**
     * Makes a credential the active one of its kind; the one that was active becomes the previous one, and what was
     * that is forgotten, unless it is the one that becomes active.
     */
    void activate(Credential credential, @Nullable Instant triedAt) {
        handle.createUpdate("delete from credential where connection_id = :connection and kind = :kind"
                        + " and state = 'previous' and id <> :id and exists (select 1 from credential other"
                        + " where other.connection_id = :connection and other.kind = :kind"
                        + " and other.state = 'active' and other.id <> :id)")
                .bind("connection", credential.connectionId())
                .bind("kind", credential.kind().word())
                .bind("id", credential.id())
                .execute();
        handle.createUpdate("""
                        update credential set
                            state = case when id = :id then 'active' else 'previous' end,
                            tried_at = case when id = :id then coalesce(:triedAt, tried_at) else tried_at end
                        where connection_id = :connection and kind = :kind and (id = :id or state = 'active')
                        """)
                .bind("connection", credential.connectionId())
                .bind("kind", credential.kind().word())
                .bind("id", credential.id())
                .bind("triedAt", triedAt)
                .execute();
    }

    /** Removes a credential. */
    void delete(UUID id) {
        handle.createUpdate("delete from credential where id = :id")
                .bind("id", id)
                .execute();
    }

    private static Stored readStored(ResultSet row, StatementContext context) throws SQLException {
        return new Stored(read(row, context), row.getBytes("ciphertext"));
    }

    private static Credential read(ResultSet row, StatementContext context) throws SQLException {
        String kind = row.getString("kind");
        String state = row.getString("state");
        return new Credential(
                row.getObject("id", UUID.class),
                row.getObject("connection_id", UUID.class),
                CredentialKind.named(kind).orElseThrow(() -> unknown("kind", kind)),
                CredentialState.named(state).orElseThrow(() -> unknown("state", state)),
                row.getString("secret_id"),
                certificate(row.getBytes("certificate")),
                instant(row, "expires_at"),
                row.getBoolean("generated"),
                row.getObject("stored_at", OffsetDateTime.class).toInstant(),
                instant(row, "tried_at"));
    }

    private static @Nullable PublicCertificate certificate(byte @Nullable [] der) {
        try {
            return der == null ? null : PublicCertificate.ofDer(der);
        } catch (CertificateException damaged) {
            throw new IllegalStateException("A stored certificate cannot be read", damaged);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static IllegalStateException unknown(String what, String word) {
        return new IllegalStateException("A stored credential names a " + what + " '" + word
                + "', which this version does not know: it was written by a newer one");
    }
}
