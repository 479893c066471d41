package io.sluice.connections.credentials;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sluice.connections.credentials.CredentialTable.Prefix;
import io.sluice.connections.credentials.CredentialTable.Stored;
import io.sluice.connections.credentials.KeysetException.KeyInUse;
import io.sluice.connections.credentials.KeysetException.NoSuchKey;
import io.sluice.connections.settings.ConnectionServiceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
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
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final CredentialCipher cipher;
    private final KeysetFile file;
    private final Semaphore work = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;

    @Inject
    KeysetRotation(Jdbi jdbi, CredentialCipher cipher, ConnectionServiceSettings settings) {
        this(jdbi, cipher, new KeysetFile(settings.keyset().file()));
    }

    KeysetRotation(Jdbi jdbi, CredentialCipher cipher, KeysetFile file) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.file = file;
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
     */
    public State rotate() {
        jdbi.useTransaction(handle -> {
            new CredentialTable(handle).lockKeyset();
            file.replace(KeysetRotation::withNewPrimary);
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
     * Encrypts everything again that is encrypted with another key than the primary one.
     *
     * @return how many were
     */
    public int encryptAgain() {
        int all = 0;
        int some;
        do {
            some = jdbi.inTransaction(handle -> {
                CredentialTable table = new CredentialTable(handle);
                table.keepKeyset();
                Prefix primary =
                        Prefix.of(cipher.keyring().keyset().getPrimary().getId());
                List<Stored> others = new ArrayList<>(table.otherThan(primary, BATCH));
                for (Stored other : others) {
                    table.putCiphertext(
                            other.credential().id(),
                            cipher.encryptAgain(
                                    other.ciphertext(),
                                    other.credential().connectionId(),
                                    other.credential().id()));
                }
                return others.size() + sealingKeyAgain(new SealingKeyTable(handle), primary);
            });
            all += some;
        } while (some > 0 && !stopping);
        return all;
    }

    private int sealingKeyAgain(SealingKeyTable table, Prefix primary) {
        Optional<byte[]> other = table.otherThan(primary);
        other.ifPresent(ciphertext -> table.putCiphertext(
                cipher.encrypt(cipher.decrypt(ciphertext, SealingKeyTable.PLACE), SealingKeyTable.PLACE)));
        return other.isPresent() ? 1 : 0;
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
