package io.sluice.quarantine.evidence;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions for what nobody but this service's own user may read, where the file system knows such. */
final class OwnerOnly {

    private OwnerOnly() {}

    /** Returns the permissions of a new file. */
    static FileAttribute<?>[] file(Path where) {
        return permissions(where, "rw-------");
    }

    /** Returns the permissions of a new folder. */
    static FileAttribute<?>[] folder(Path where) {
        return permissions(where, "rwx------");
    }

    private static FileAttribute<?>[] permissions(Path where, String permissions) {
        return where.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
