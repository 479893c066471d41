package io.sluice.connections.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.connections.credentials.CredentialCipher;
import io.sluice.connections.credentials.SealingKeyTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the service's sealing key in the database, its private half encrypted by the keyset. It is made when it is
 * first asked for, and is the same for all replicas.
 */
@ApplicationScoped
public class SealingKeys {

    private final Jdbi jdbi;
    private final CredentialCipher cipher;
    private final InstantSource clock;
    private volatile @Nullable SealingKey key;

    SealingKeys(Jdbi jdbi, CredentialCipher cipher, InstantSource clock) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Returns the key. */
    public SealingKey key() {
        SealingKey known = key;
        if (known == null) {
            known = jdbi.inTransaction(handle -> stored(handle).orElseGet(() -> make(handle)));
            key = known;
        }
        return known;
    }

    private Optional<SealingKey> stored(Handle handle) {
        return new SealingKeyTable(handle)
                .ciphertext()
                .map(ciphertext -> SealingKey.of(new String(cipher.decrypt(ciphertext, SealingKeyTable.PLACE), UTF_8)));
    }

    /** Another replica may make one at the same moment; the first to be stored is the one. */
    private SealingKey make(Handle handle) {
        SealingKey made = SealingKey.make(UUID.randomUUID().toString());
        SealingKeyTable table = new SealingKeyTable(handle);
        table.keepKeyset();
        table.insertIfNone(cipher.encrypt(made.reveal().getBytes(UTF_8), SealingKeyTable.PLACE), clock.instant());
        return stored(handle).orElseThrow();
    }
}
