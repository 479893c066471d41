package io.sluice.quarantine.evidence;

import io.quarkus.runtime.Startup;
import io.sluice.quarantine.evidence.EvidenceException.Kind;
import io.sluice.quarantine.evidence.EvidenceStore.Terms;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Opens the store when the service starts, and refuses to start with settings that cannot work. A storage that does not
 * answer is no reason: requests fail, and say so, until it does.
 */
final class EvidenceAtStart {

    private static final Logger LOG = Logger.getLogger(EvidenceAtStart.class);

    /** Quarkus takes a bare number for seconds, and the first sweep deletes what is older. */
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);

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
        if (settings.retention().compareTo(SHORTEST_RETENTION) < 0) {
            throw new EvidenceException(
                    Kind.REFUSED,
                    "sluice.quarantine.evidence.retention is " + settings.retention()
                            + ": less than a day would delete evidence at once. Write days as P90D; a bare number"
                            + " means seconds.");
        }
        if (isLoopback(settings.publicUrl())) {
            LOG.warnf(
                    "References in results will point to %s: set sluice.quarantine.evidence.public-url",
                    settings.publicUrl());
        }
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
            if (objects.any().isPresent()) {
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
        EvidenceStore store = new EvidenceStore(objects, spool, keyring, clock, terms);
        try {
            store.tryKeyset();
        } catch (EvidenceException failed) {
            if (failed.kind() == Kind.KEYSET) {
                store.close();
                throw failed;
            }
            LOG.warnf("Whether the keyset opens the stored evidence is not known. %s", failed.getMessage());
        }
        return store;
    }

    private static boolean isLoopback(URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }
}
