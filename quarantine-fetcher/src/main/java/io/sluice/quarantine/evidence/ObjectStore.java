package io.sluice.quarantine.evidence;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps sealed objects under their names, whatever is in them. An object is there as a whole or not at all, and
 * outlives a crash once {@link #put} has returned. Several processes use one store at the same time.
 */
sealed interface ObjectStore extends AutoCloseable permits FolderStore, S3Store {

    /** Returns where it is, for people: {@code the folder /var/…} or {@code the bucket …}. */
    String place();

    /** Returns the first bytes of an object, fewer if it is shorter; nothing if there is no such object. */
    Optional<byte[]> head(EvidenceName name, int length) throws EvidenceException;

    /** Returns an object's bytes as a stream; nothing if there is no such object. */
    Optional<InputStream> read(EvidenceName name) throws EvidenceException;

    /**
     * Stores a file as an object; the file may be gone afterwards.
     *
     * @param replace whether an object of the name is replaced; otherwise it stays, and that is a success too, since it
     *     holds the same message
     */
    void put(EvidenceName name, Path sealed, boolean replace) throws EvidenceException;

    /**
     * Deletes objects that were stored before a time. What is deleted already is no failure; what cannot be deleted
     * does not keep the others.
     *
     * @return how many were deleted
     * @throws EvidenceException at the end, with the first failure
     */
    int deleteStoredBefore(Instant limit) throws EvidenceException;

    /** Returns the name of any object; nothing if there is none at all. */
    Optional<EvidenceName> any() throws EvidenceException;

    @Override
    void close();
}
