package io.sluice.quarantine.evidence;

import io.quarkus.runtime.Startup;
import io.sluice.quarantine.evidence.EvidenceException.Kind;
import io.sluice.quarantine.evidence.EvidenceStore.Terms;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Opens the store when the service starts, and refuses to start with settings that cannot work. A storage that does not
 * answer is no reason: requests fail, and say so, until it does.
 */
final class EvidenceAtStart {

    private static final Logger LOG = Logger.getLogger(EvidenceAtStart.class);

    private EvidenceAtStart() {}

    @Produces
    @Singleton
    @Startup
    static EvidenceStore store(EvidenceSettings settings, InstantSource clock) {
        try {
            return open(settings, clock);
        } catch (EvidenceException unusable) {
            throw new UncheckedIOException(unusable.getMessage(), unusable);
        }
    }

    static void close(@Disposes EvidenceStore store) {
        store.close();
    }

    static EvidenceStore open(EvidenceSettings settings, InstantSource clock) throws EvidenceException {
        Terms terms = new Terms(settings.retention(), settings.maxSize().asLongValue(), settings.publicUrl());
        return switch (settings.store()) {
            case FOLDER -> {
                FolderStore folder = FolderStore.open(settings.folder()
                        .orElseThrow(() -> new EvidenceException(
                                Kind.REFUSED, "Name the folder of the evidence: sluice.quarantine.evidence.folder")));
                yield open(folder, folder.spool(), settings.keyset(), clock, terms);
            }
            case S3 ->
                open(
                        S3Store.open(settings.s3()),
                        settings.s3()
                                .spool()
                                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "sluice-evidence")),
                        settings.keyset(),
                        clock,
                        terms);
        };
    }

    static EvidenceStore open(
            ObjectStore objects, Path spoolFolder, EvidenceSettings.Keyset keyset, InstantSource clock, Terms terms)
            throws EvidenceException {
        KeysetFile file = new KeysetFile(keyset.file());
        if (!file.exists() && keyset.create()) {
            if (!objects.isEmpty()) {
                throw new EvidenceException(
                        Kind.KEYSET,
                        "The keyset file " + keyset.file() + " does not exist, but " + objects.place()
                                + " holds evidence that was encrypted with it. Restore the file, or delete the"
                                + " evidence.");
            }
            file.create();
            LOG.infof("Created the keyset %s. Back it up: without it the stored evidence is lost.", keyset.file());
        }
        Keyring keyring = Keyring.of(file);
        Spool spool = Spool.open(spoolFolder);
        spool.removeLeftovers(clock.instant());
        return new EvidenceStore(objects, spool, keyring, clock, terms);
    }
}
