package io.sluice.quarantine.evidence;

import io.sluice.contracts.quarantine.Evidence;
import io.sluice.quarantine.evidence.EvidenceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps mail as it was received: once for each tenant and content, encrypted before it reaches a disk or the network,
 * for a limited time. Any number of threads; all of it blocks.
 */
public final class EvidenceStore implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EvidenceStore.class);

    private static final int BUFFER = 64 * 1024;

    private final ObjectStore objects;
    private final Spool spool;
    private final Keyring keyring;
    private final InstantSource clock;
    private final Terms terms;

    /**
     * Under which terms evidence is kept.
     *
     * @param retention how long
     * @param maxSize the largest message, in bytes
     * @param publicUrl where analysts reach the download
     */
    record Terms(Duration retention, long maxSize, URI publicUrl) {}

    EvidenceStore(ObjectStore objects, Spool spool, Keyring keyring, InstantSource clock, Terms terms) {
        this.objects = objects;
        this.spool = spool;
        this.keyring = keyring;
        this.clock = clock;
        this.terms = terms;
    }

    /**
     * Begins to keep a message of a tenant.
     *
     * @param tenantId Microsoft's id of the tenant, a GUID
     * @return what the message is written to; close it in any case
     */
    public EvidenceDraft begin(String tenantId) throws EvidenceException {
        return EvidenceDraft.begin(this, EvidenceName.tenant(tenantId), spool, terms.maxSize());
    }

    /**
     * Returns what is known of evidence; nothing if there is none, its time is over, or nothing could be called so.
     *
     * @throws EvidenceException if the store does not answer, or what it holds does not open with the keyset
     */
    public Optional<EvidenceFacts> find(String tenantId, String sha256) throws EvidenceException {
        Optional<EvidenceName> name = EvidenceName.parse(tenantId, sha256);
        return name.isEmpty() ? Optional.empty() : find(name.get()).filter(facts -> !isOver(facts));
    }

    /**
     * Opens evidence for reading.
     *
     * @throws EvidenceException of the kind {@link Kind#GONE} if there is none or its time is over; others as for
     *     {@link #find}
     */
    public EvidenceStream open(String tenantId, String sha256) throws EvidenceException {
        EvidenceName name = EvidenceName.parse(tenantId, sha256).orElseThrow(EvidenceStore::gone);
        InputStream object = objects.read(name).orElseThrow(EvidenceStore::gone);
        try {
            SealedHeader header = SealedHeader.read(readHeader(object, name), name, objects.place());
            ContentKey key = header.open(keyring, objects.place());
            if (isOver(header.facts())) {
                throw gone();
            }
            return new EvidenceStream(header.facts(), key, object, objects.place());
        } catch (EvidenceException failed) {
            closeAfter(failed, object);
            throw failed;
        }
    }

    /** Returns what results say of evidence: its claim check. */
    public Evidence describe(EvidenceFacts facts) {
        String base = terms.publicUrl().toString().replaceFirst("/+$", "");
        return new Evidence(
                URI.create(base + "/evidence/" + facts.name()),
                facts.sha256(),
                facts.sha1(),
                facts.md5(),
                facts.size(),
                facts.storedAt(),
                facts.storedAt().plus(terms.retention()));
    }

    /**
     * Deletes what is older than the retention, and what dead replicas have left in the spool. Each replica may do it
     * at any time. What cannot be deleted keeps nothing else from being deleted.
     *
     * @return how many messages were deleted
     * @throws EvidenceException at the end, if something could not be deleted
     */
    public int sweep() throws EvidenceException {
        Instant now = clock.instant();
        FirstFailure failures = new FirstFailure();
        int deleted = 0;
        try {
            deleted = objects.deleteStoredBefore(now.minus(terms.retention()));
        } catch (EvidenceException failed) {
            failures.add(failed);
        }
        try {
            spool.removeLeftovers(now);
        } catch (EvidenceException failed) {
            failures.add(failed);
        }
        failures.throwIfAny();
        return deleted;
    }

    /**
     * Opens the header of any object.
     *
     * @throws EvidenceException of the kind {@link Kind#KEYSET} if the keyset is another one; others if that cannot be
     *     found out
     */
    void tryKeyset() throws EvidenceException {
        Optional<EvidenceName> any = objects.any();
        if (any.isPresent()) {
            find(any.get());
        }
    }

    @Override
    public void close() {
        spool.close();
        objects.close();
    }

    /** Stores a finished draft, unless the store has its bytes, undamaged, for long enough. */
    Evidence keep(EvidenceFacts facts, EvidenceDraft draft) throws EvidenceException {
        EvidenceName name = facts.name();
        boolean replace = false;
        try {
            Optional<EvidenceFacts> present = find(name);
            if (present.isPresent() && facts.storedAt().isBefore(halfOf(present.get()))) {
                readThrough(name);
                return describe(present.get());
            }
            replace = present.isPresent();
        } catch (EvidenceException failed) {
            switch (failed.kind()) {
                case DAMAGED -> {
                    LOG.warnf("It is stored anew: %s", failed.getMessage());
                    replace = true;
                }
                case GONE -> {} // another replica's sweep was between the two looks
                default -> throw failed;
            }
        }
        objects.put(name, draft.sealed(facts, keyring), replace);
        return describe(facts);
    }

    /** Returns the time to the millisecond, as facts hold it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The fresh bytes are thrown away only for ones that are whole. */
    private void readThrough(EvidenceName name) throws EvidenceException {
        try (EvidenceStream present = open(name.tenantId(), name.sha256())) {
            byte[] buffer = new byte[BUFFER];
            while (present.read(buffer, 0, BUFFER) >= 0) {
                // reading verifies
            }
        }
    }

    private Optional<EvidenceFacts> find(EvidenceName name) throws EvidenceException {
        Optional<byte[]> head = objects.head(name, SealedHeader.LENGTH);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        SealedHeader header = SealedHeader.read(head.get(), name, objects.place());
        header.open(keyring, objects.place());
        return Optional.of(header.facts());
    }

    private byte[] readHeader(InputStream object, EvidenceName name) throws EvidenceException {
        try {
            return object.readNBytes(SealedHeader.LENGTH);
        } catch (IOException failed) {
            throw new EvidenceException(
                    Kind.UNAVAILABLE,
                    "The evidence " + name + " cannot be read: " + objects.place()
                            + " has stopped answering. Try again in a while.",
                    failed);
        }
    }

    private boolean isOver(EvidenceFacts facts) {
        return !clock.instant().isBefore(facts.storedAt().plus(terms.retention()));
    }

    private Instant halfOf(EvidenceFacts facts) {
        return facts.storedAt().plus(terms.retention().dividedBy(2));
    }

    private static EvidenceException gone() {
        return new EvidenceException(
                Kind.GONE,
                "There is no such evidence: it was never kept, or its time is over. Fetch the message again.");
    }

    private static void closeAfter(EvidenceException failure, InputStream object) {
        try {
            object.close();
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
