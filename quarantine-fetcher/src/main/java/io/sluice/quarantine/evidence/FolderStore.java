package io.sluice.quarantine.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files {@code <folder>/<tenantId>/<sha256>}. A file comes into its place by renaming, so it is there as a
 * whole or not at all; its time of change is when it was stored.
 */
final class FolderStore implements ObjectStore {

    /** Beside the tenants' folders, because a file is renamed only within one file system. */
    private static final String SPOOL = ".spool";

    private static final String UNDELETED = "old evidence cannot be deleted";
    private static final String UNLISTED = "nothing can be listed";

    private final Path folder;

    private FolderStore(Path folder) {
        this.folder = folder;
    }

    /** Opens a folder, which is created where it does not exist. */
    static FolderStore open(Path folder) throws EvidenceException {
        try {
            Files.createDirectories(folder, OwnerOnly.folder(folder));
            return new FolderStore(folder.toRealPath());
        } catch (IOException failed) {
            throw DiskFailure.of(folder, "evidence cannot be kept", failed);
        }
    }

    /** Returns where drafts have to be written so that {@link #put} can take them. */
    Path spool() {
        return folder.resolve(SPOOL);
    }

    @Override
    public String place() {
        return "the folder " + folder;
    }

    @Override
    public Optional<byte[]> head(EvidenceName name, int length) throws EvidenceException {
        Optional<InputStream> object = read(name);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream bytes = object.get()) {
            return Optional.of(bytes.readNBytes(length));
        } catch (IOException failed) {
            throw DiskFailure.of(folder, "evidence cannot be read", failed);
        }
    }

    @Override
    public Optional<InputStream> read(EvidenceName name) throws EvidenceException {
        try {
            return Optional.of(Files.newInputStream(file(name)));
        } catch (NoSuchFileException nothingThere) {
            if (Files.isDirectory(folder)) {
                return Optional.empty();
            }
            throw DiskFailure.of(folder, "evidence cannot be read", nothingThere);
        } catch (IOException failed) {
            throw DiskFailure.of(folder, "evidence cannot be read", failed);
        }
    }

    /** Of two processes that store the same message at once, the last one's file stays: its bytes are the same. */
    @Override
    public void put(EvidenceName name, Path sealed, boolean replace) throws EvidenceException {
        try {
            Path file = file(name);
            Path tenant = folder.resolve(name.tenantId());
            if (!Files.isDirectory(tenant)) {
                Files.createDirectories(tenant, OwnerOnly.folder(folder));
                sync(folder);
            }
            if (replace || !Files.exists(file)) {
                Files.move(sealed, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                sync(tenant);
            }
        } catch (IOException failed) {
            throw DiskFailure.of(folder, "evidence cannot be kept", failed);
        }
    }

    @Override
    public int deleteStoredBefore(Instant limit) throws EvidenceException {
        FirstFailure failures = new FirstFailure();
        AtomicInteger deleted = new AtomicInteger();
        forEach(folder, EvidenceName::isTenant, UNDELETED, tenant -> {
            try {
                forEach(tenant, EvidenceName::isSha256, UNDELETED, object -> {
                    deleted.addAndGet(deleteIfOlder(object, limit, failures));
                    return true;
                });
            } catch (EvidenceException failed) {
                failures.add(failed);
            }
            return true;
        });
        failures.throwIfAny();
        return deleted.get();
    }

    @Override
    public Optional<EvidenceName> any() throws EvidenceException {
        AtomicReference<@Nullable EvidenceName> found = new AtomicReference<>();
        forEach(folder, EvidenceName::isTenant, UNLISTED, tenant -> {
            forEach(tenant, EvidenceName::isSha256, UNLISTED, object -> {
                found.set(new EvidenceName(
                        tenant.getFileName().toString(), object.getFileName().toString()));
                return false;
            });
            return found.get() == null;
        });
        return Optional.ofNullable(found.get());
    }

    @Override
    public void close() {}

    private Path file(EvidenceName name) {
        return folder.resolve(name.tenantId()).resolve(name.sha256());
    }

    private interface Visit {
        /** Returns whether to go on. */
        boolean visit(Path entry) throws IOException;
    }

    /** What else is in a folder is none of ours. */
    private static void forEach(Path folder, Predicate<String> isOurs, String what, Visit visit)
            throws EvidenceException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (isOurs.test(entry.getFileName().toString()) && !visit.visit(entry)) {
                    return;
                }
            }
        } catch (DirectoryIteratorException failed) {
            throw DiskFailure.of(folder, what, failed);
        } catch (IOException failed) {
            throw DiskFailure.of(folder, what, failed);
        }
    }

    private static int deleteIfOlder(Path object, Instant limit, FirstFailure failures) {
        try {
            return isOlder(object, limit) && Files.deleteIfExists(object) ? 1 : 0;
        } catch (IOException failed) {
            failures.add(DiskFailure.of(object, UNDELETED, failed));
            return 0;
        }
    }

    private static boolean isOlder(Path object, Instant limit) throws IOException {
        try {
            FileTime storedAt =
                    Files.readAttributes(object, BasicFileAttributes.class).lastModifiedTime();
            return storedAt.toInstant().isBefore(limit);
        } catch (NoSuchFileException otherReplicaWasFirst) {
            return false;
        }
    }

    /** Makes a new entry of a folder outlive a crash of the machine. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
