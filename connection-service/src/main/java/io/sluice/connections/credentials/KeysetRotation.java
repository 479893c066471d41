package io.sluice.connections.credentials;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.connections.credentials.CredentialTable.Prefix;
import io.sluice.connections.credentials.CredentialTable.Stored;
import io.sluice.connections.credentials.KeysetException.KeyInUse;
import io.sluice.connections.credentials.KeysetException.NoSuchKey;
import io.sluice.connections.credentials.KeysetException.OlderKeyset;
import io.sluice.connections.credentials.KeysetPrimaryTable.Primary;
import io.sluice.connections.settings.ConnectionServiceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Changes the keys that encrypt credentials, while the service goes on. A new key becomes the primary one, everything
 * is encrypted again with it in the background, by all replicas together, and a key that nothing needs any more can be
 * removed.
 */
@ApplicationScoped
public class KeysetRotation {

    private static final Logger LOG = Logger.getLogger(KeysetRotation.class);
    private static final int BATCH = 100;
    private static final UUID FIRST = new UUID(0, 0);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final CredentialCipher cipher;
    private final KeysetFile file;
    private final InstantSource clock;
    private final Duration settle;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private final Semaphore work = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;

    @Inject
    KeysetRotation(Jdbi jdbi, CredentialCipher cipher, ConnectionServiceSettings settings, InstantSource clock) {
        this(
                jdbi,
                cipher,
                new KeysetFile(settings.keyset().file()),
                clock,
                settings.keyset().settle());
    }

    /**
     * Changes the keys in a file.
     *
     * @param settle for how long a key must have been the primary one before everything is encrypted again with it
     */
    KeysetRotation(Jdbi jdbi, CredentialCipher cipher, KeysetFile file, InstantSource clock, Duration settle) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.file = file;
        this.clock = clock;
        this.settle = settle;
    }

    /**
     * The keys, and how far the encryption with the primary one is.
     *
     * @param credentials how many are stored
     * @param toEncryptAgain how many of them are still encrypted with another key than the primary one
     */
    public record State(List<Key> keys, long credentials, long toEncryptAgain) {}

    /**
     * A key; not the key itself.
     *
     * @param id Tink's id of it, as an unsigned number
     * @param status enabled, disabled or destroyed
     * @param primary whether new credentials are encrypted with it
     * @param credentials how many are encrypted with it
     */
    public record Key(long id, String status, boolean primary, long credentials) {}

    /** Returns the keys. */
    public State state() {
        Map<Prefix, Long> counts = jdbi.withHandle(handle -> new CredentialTable(handle).prefixes());
        KeysetHandle keyset = cipher.keyring().keyset();
        List<Key> keys = IntStream.range(0, keyset.size())
                .mapToObj(keyset::getAt)
                .map(entry -> new Key(
                        Integer.toUnsignedLong(entry.getId()),
                        entry.getStatus().toString().toLowerCase(Locale.ROOT),
                        entry.isPrimary(),
                        counts.getOrDefault(Prefix.of(entry.getId()), 0L)))
                .toList();
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long done = counts.getOrDefault(Prefix.of(keyset.getPrimary().getId()), 0L);
        return new State(keys, all, all - done);
    }

    /**
     * Adds a key and makes it the primary one. Everything else follows in the background.
     *
     * @throws KeysetReadOnly if the file cannot be written here
     * @throws OlderKeyset if another replica has a newer one
     */
    public State rotate() {
        jdbi.useTransaction(handle -> {
            new CredentialTable(handle).lockKeyset();
            KeysetHandle present = cipher.keyring().keyset();
            refuseOlder(handle, present);
            KeysetPrimaryTable primaries = new KeysetPrimaryTable(handle);
            primaries.add(primary(present), clock.instant());
            file.replace(KeysetRotation::withNewPrimary);
            primaries.add(primary(cipher.keyring().keyset()), clock.instant());
        });
        work.release();
        return state();
    }

    /**
     * Removes a key for good.
     *
     * @throws NoSuchKey if there is none of that id
     * @throws KeyInUse if it is the primary one, or something is encrypted with it
     * @throws KeysetReadOnly if the file cannot be written here
     */
    public State remove(long id) {
        jdbi.useTransaction(handle -> {
            CredentialTable table = new CredentialTable(handle);
            table.lockKeyset();
            Key key = state().keys().stream()
                    .filter(candidate -> candidate.id() == id)
                    .findFirst()
                    .orElseThrow(() -> new NoSuchKey(Long.toString(id)));
            if (key.primary()) {
                throw new KeyInUse("The key " + id + " is the primary one. POST /keyset/rotate makes another.");
            }
            if (key.credentials() > 0) {
                throw new KeyInUse("The key " + id + " still encrypts " + key.credentials()
                        + " credentials. They are encrypted again in the background; GET /keyset shows how far it is.");
            }
            file.replace(keyset -> without(keyset, id));
        });
        return state();
    }

    /**
     * Encrypts everything again, once, that is encrypted with another key than the primary one; what does not decrypt
     * is named in the log and left as it is. Nothing happens while the primary key is so new that other replicas may
     * not have it yet, or if another replica's keyset file is newer.
     *
     * @return how many were
     */
    public int encryptAgain() {
        Optional<Long> settled = jdbi.inTransaction(this::settledPrimary);
        if (settled.isEmpty()) {
            return 0;
        }
        long primary = settled.get();
        int all = jdbi.inTransaction(handle -> isStill(handle, primary) ? sealingKeyAgain(handle, primary) : 0);
        Batch batch = new Batch(0, FIRST, true);
        while (batch.goesOn && !stopping) {
            UUID after = batch.last;
            batch = jdbi.inTransaction(handle -> batch(handle, primary, after));
            all += batch.encrypted;
        }
        return all;
    }

    /** What was done in one transaction, up to which id, and whether there is more. */
    private record Batch(int encrypted, UUID last, boolean goesOn) {}

    private Batch batch(Handle handle, long primary, UUID after) {
        if (!isStill(handle, primary)) {
            return new Batch(0, after, false);
        }
        CredentialTable table = new CredentialTable(handle);
        List<Stored> others = table.otherThan(prefix(primary), after, BATCH);
        int encrypted = 0;
        for (Stored other : others) {
            Credential credential = other.credential();
            try {
                table.putCiphertext(
                        credential.id(),
                        cipher.encryptAgain(other.ciphertext(), credential.connectionId(), credential.id()));
                encrypted++;
            } catch (KeysetUnusable bad) {
                complain("The credential " + credential.id() + " is not encrypted again: " + bad.getMessage());
            }
        }
        UUID last = others.isEmpty() ? after : others.getLast().credential().id();
        return new Batch(encrypted, last, others.size() == BATCH);
    }

    private int sealingKeyAgain(Handle handle, long primary) {
        SealingKeyTable table = new SealingKeyTable(handle);
        Optional<byte[]> other = table.otherThan(prefix(primary));
        try {
            other.ifPresent(ciphertext -> table.putCiphertext(
                    cipher.encrypt(cipher.decrypt(ciphertext, SealingKeyTable.PLACE), SealingKeyTable.PLACE)));
            return other.isPresent() ? 1 : 0;
        } catch (KeysetUnusable bad) {
            complain(String.valueOf(bad.getMessage()));
            return 0;
        }
    }

    /** Keeps the keyset as it is until the transaction ends, and tells whether its primary key is still the same. */
    private boolean isStill(Handle handle, long primary) {
        new CredentialTable(handle).keepKeyset();
        return primary(cipher.keyring().keyset()) == primary;
    }

    /** Returns the primary key if everything may be encrypted again with it. */
    private Optional<Long> settledPrimary(Handle handle) {
        new CredentialTable(handle).keepKeyset();
        KeysetHandle keyset = cipher.keyring().keyset();
        try {
            refuseOlder(handle, keyset);
        } catch (OlderKeyset older) {
            complain(older.getMessage() + " Until then, this replica encrypts nothing again.");
            return Optional.empty();
        }
        KeysetPrimaryTable primaries = new KeysetPrimaryTable(handle);
        primaries.add(primary(keyset), clock.instant());
        return primaries
                .newest()
                .filter(newest -> newest.keyId() == primary(keyset))
                .filter(newest -> !clock.instant().isBefore(newest.seenAt().plus(settle)))
                .map(Primary::keyId);
    }

    /**
     * A keyset that is newer than what was seen last has a primary key that nobody has seen, and holds the last one, by
     * which something is encrypted, too.
     */
    private static void refuseOlder(Handle handle, KeysetHandle keyset) {
        long primary = primary(keyset);
        KeysetPrimaryTable primaries = new KeysetPrimaryTable(handle);
        Optional<Primary> newest = primaries.newest().filter(last -> last.keyId() != primary);
        if (newest.isEmpty()) {
            return;
        }
        long last = newest.get().keyId();
        boolean holdsIt = ids(keyset).contains(last)
                || !new CredentialTable(handle).prefixes().containsKey(prefix(last));
        if (primaries.isKnown(primary) || !holdsIt) {
            throw new OlderKeyset(primary, last);
        }
    }

    private static List<Long> ids(KeysetHandle keyset) {
        return IntStream.range(0, keyset.size())
                .mapToObj(keyset::getAt)
                .map(entry -> Integer.toUnsignedLong(entry.getId()))
                .toList();
    }

    private static long primary(KeysetHandle keyset) {
        return Integer.toUnsignedLong(keyset.getPrimary().getId());
    }

    private static Prefix prefix(long keyId) {
        return Prefix.of((int) keyId);
    }

    /** Says each thing once, not at every look. */
    private void complain(String complaint) {
        if (complaints.add(complaint)) {
            LOG.warn(complaint);
        }
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("keyset-rotation").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        work.release();
        Thread running = thread;
        if (running != null && !running.join(STOP)) {
            running.interrupt();
        }
    }

    /** Looks now and then, too: a replica may have stopped in the middle, and the file may come from elsewhere. */
    private void run() {
        try {
            while (!stopping) {
                try {
                    int count = encryptAgain();
                    if (count > 0) {
                        LOG.infof("Encrypted %d credentials again with the primary key of the keyset", count);
                    }
                } catch (RuntimeException later) {
                    LOG.warnf("Credentials are not encrypted again yet: %s", later.getMessage());
                }
                if (work.tryAcquire(INTERVAL.toSeconds(), TimeUnit.SECONDS)) {
                    work.drainPermits();
                }
            }
        } catch (InterruptedException stop) {
            LOG.debug("Stopped while credentials were encrypted again; the rest follows after the next start");
        }
    }

    private static KeysetHandle withNewPrimary(KeysetHandle keyset) {
        try {
            return KeysetHandle.newBuilder(keyset)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build();
        } catch (GeneralSecurityException impossible) {
            throw new KeysetUnusable("The keyset takes no further key", impossible);
        }
    }

    private static KeysetHandle without(KeysetHandle keyset, long id) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        for (int i = 0; i < keyset.size(); i++) {
            if (Integer.toUnsignedLong(keyset.getAt(i).getId()) == id) {
                builder.deleteAt(i);
                break;
            }
        }
        try {
            return builder.build();
        } catch (GeneralSecurityException impossible) {
            throw new KeysetUnusable("The keyset cannot be written without the key " + id, impossible);
        }
    }
}
