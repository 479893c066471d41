package io.sluice.quarantine.evidence;

import io.sluice.quarantine.evidence.EvidenceException.Kind;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Objects;

/** Says in words for people why a folder cannot be used. */
final class DiskFailure {

    private DiskFailure() {}

    /** Explains why a folder cannot be listed to its end. */
    static EvidenceException of(Path folder, String what, DirectoryIteratorException failure) {
        return of(folder, what, Objects.requireNonNull(failure.getCause()));
    }

    /**
     * Explains a failure.
     *
     * @param folder where it happened
     * @param what what could not be done, such as "a message cannot be spooled"
     */
    static EvidenceException of(Path folder, String what, IOException failure) {
        if (failure instanceof EvidenceException explained) {
            return explained;
        }
        String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        String where = "In the folder " + folder + " " + what + ": ";
        // The JDK has no types for these; the texts are those of the operating system (strerror).
        if (reason.contains("no space left") || reason.contains("quota exceeded")) {
            return new EvidenceException(
                    Kind.FULL, where + "it is full. Make room, or shorten the retention of evidence.", failure);
        }
        if (failure instanceof AccessDeniedException
                || failure.getCause() instanceof ReadOnlyFileSystemException
                || reason.contains("permission denied")
                || reason.contains("read-only file system")) {
            return new EvidenceException(
                    Kind.REFUSED, where + "access is denied. Let the service's user read and write there.", failure);
        }
        if (failure instanceof ClosedByInterruptException) {
            return new EvidenceException(Kind.UNAVAILABLE, where + "the service is stopping.", failure);
        }
        if (failure instanceof NoSuchFileException) {
            return new EvidenceException(
                    Kind.UNAVAILABLE, where + "it is not there. Mount or create it again.", failure);
        }
        return new EvidenceException(
                Kind.UNAVAILABLE, where + "the file system does not answer properly. Look after it.", failure);
    }
}
