package io.sluice.quarantine.evidence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The folder of drafts, which replicas may share. Each replica's files begin with an id of its own and end with its
 * life: the replica holds a lock on {@code <id>.lock}, and whoever gets that lock knows that it is dead and may delete
 * its drafts.
 */
final class Spool implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final String LOCK = ".lock";
    private static final Pattern DRAFT = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.[0-9]+");

    /** Where locks do not work: no transfer takes that long. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** Of this process: on Linux, closing a second channel to a file would drop the process's own lock on it. */
    private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final String id;
    private final FileChannel lock;
    private final AtomicLong drafts = new AtomicLong();

    private Spool(Path folder, String id, FileChannel lock) {
        this.folder = folder;
        this.id = id;
        this.lock = lock;
    }

    /** Opens a folder, which is created where it does not exist. */
    static Spool open(Path folder) throws EvidenceException {
        try {
            Files.createDirectories(folder, OwnerOnly.folder(folder));
            while (true) {
                String id = UUID.randomUUID().toString();
                OWN.add(id);
                Path file = folder.resolve(id + LOCK);
                FileChannel channel = FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(folder));
                // Another replica that cleans up may have taken the file between these two lines: then once more.
                if (isLocked(channel) && Files.exists(file)) {
                    return new Spool(folder, id, channel);
                }
                channel.close();
                OWN.remove(id);
            }
        } catch (IOException failed) {
            throw DiskFailure.of(folder, "messages cannot be spooled", failed);
        }
    }

    Path folder() {
        return folder;
    }

    /** Names a new draft; the file does not exist yet. */
    Path newDraft() {
        return folder.resolve(id + "." + drafts.incrementAndGet());
    }

    /**
     * Deletes what dead replicas have left.
     *
     * @param now decides only where the file system knows no locks, and of drafts that have no lock
     */
    void removeLeftovers(Instant now) throws EvidenceException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(folder, "*" + LOCK)) {
            for (Path file : locks) {
                String name = file.getFileName().toString();
                String owner = name.substring(0, name.length() - LOCK.length());
                if (!OWN.contains(owner)) {
                    removeIfDead(owner, file, now);
                }
            }
            removeDraftsWithoutLock(now);
        } catch (DirectoryIteratorException failed) {
            throw DiskFailure.of(folder, "leftovers cannot be deleted", failed);
        } catch (IOException failed) {
            throw DiskFailure.of(folder, "leftovers cannot be deleted", failed);
        }
    }

    @Override
    public void close() {
        try (lock) {
            removeDrafts(id);
            // Last: whoever finds it deletes the drafts that are left.
            Files.deleteIfExists(folder.resolve(id + LOCK));
        } catch (IOException | DirectoryIteratorException failed) {
            LOG.debugf("What is left in the spool %s is left to the next start: %s", folder, failed.getMessage());
        } finally {
            OWN.remove(id);
        }
    }

    private void removeIfDead(String owner, Path lockFile, Instant now) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            if (isLocked(channel) && (locksWork(channel) || isAbandoned(owner, now))) {
                int drafts = removeDrafts(owner);
                Files.deleteIfExists(lockFile);
                LOG.infof("Deleted %d unfinished drafts of a replica that has ended, in %s", drafts, folder);
            }
        } catch (NoSuchFileException otherReplicaWasFirst) {
            // then there is nothing left
        }
    }

    private void removeDraftsWithoutLock(Instant now) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher draft = DRAFT.matcher(file.getFileName().toString());
                if (draft.matches()
                        && !OWN.contains(draft.group(1))
                        && !Files.exists(folder.resolve(draft.group(1) + LOCK))
                        && isOld(file, now)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isOld(Path file, Instant now) throws IOException {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isAfter(now.minus(ABANDONED));
        } catch (NoSuchFileException otherReplicaWasFirst) {
            return false;
        }
    }

    private int removeDrafts(String owner) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, owner + ".[0-9]*")) {
            for (Path draft : drafts) {
                removed += Files.deleteIfExists(draft) ? 1 : 0;
            }
        }
        return removed;
    }

    private boolean isAbandoned(String owner, Instant now) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, owner + ".*")) {
            for (Path file : files) {
                if (!isOld(file, now)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Locks a file for as long as the channel is open; a file system without locks lets everybody have it. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        } catch (IOException noLocksHere) {
            return channel.isOpen();
        }
    }

    private static boolean locksWork(FileChannel channel) {
        try (FileLock again = channel.tryLock()) {
            return again == null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return true;
        } catch (IOException noLocksHere) {
            return false;
        }
    }
}
