package io.sluice.connections.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The file that holds the keyset. Its content is secret; its path is not. */
public final class KeysetFile {

    private final Path file;

    /** Names the file; nothing is read yet. */
    public KeysetFile(Path file) {
        this.file = file;
    }

    /** Tells whether there is one. */
    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * Reads the keyset.
     *
     * @throws KeysetUnusable if there is none, or it cannot be read
     */
    public KeysetHandle read() {
        register();
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file, UTF_8), InsecureSecretKeyAccess.get());
        } catch (IOException failed) {
            throw unreadable(failed);
        } catch (GeneralSecurityException damaged) {
            // Tink's message could quote the file.
            throw new KeysetUnusable("The keyset file " + file + " holds no Tink keyset in JSON; restore it.");
        }
    }

    /** Tells files apart that were changed in between. */
    record Stamp(long size, FileTime changedAt, @Nullable Object key) {}

    /**
     * Returns by what a change of the file is noticed.
     *
     * @throws KeysetUnusable if there is none
     */
    Stamp stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    /**
     * Replaces the keyset by one made of it. Readers see the old or the new one, never a part. Who changes it at the
     * same time is the caller's to prevent.
     *
     * @throws KeysetReadOnly if the file cannot be written here
     */
    void replace(UnaryOperator<KeysetHandle> change) {
        KeysetHandle changed = change.apply(read());
        try {
            Path target = file.toRealPath();
            Path directory = target.getParent();
            Path draft = Files.createTempFile(directory, ".keyset", ".new", onlyForTheOwner(target));
            try {
                fill(draft, TinkJsonProtoKeysetFormat.serializeKeyset(changed, InsecureSecretKeyAccess.get()));
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException notWritable) {
            throw new KeysetReadOnly(file);
        } catch (GeneralSecurityException impossible) {
            throw new KeysetUnusable("The keyset file " + file + " cannot be written", impossible);
        }
    }

    /**
     * Creates a keyset with one AES-256-GCM key, readable by its owner alone. If another process creates the file at
     * the same moment, that one's stays.
     */
    public void create() {
        register();
        try {
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM), InsecureSecretKeyAccess.get());
            write(json);
        } catch (IOException | GeneralSecurityException impossible) {
            throw new KeysetUnusable("The keyset file " + file + " cannot be created", impossible);
        }
    }

    /** Writes beside the file first and then links, so that nobody ever reads half a keyset or replaces a whole one. */
    private void write(String json) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is no file");
        }
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, ".keyset", ".new", onlyForTheOwner(directory));
        try {
            fill(draft, json);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException otherProcessWasFirst) {
            // then its keyset is the one
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private KeysetUnusable unreadable(IOException cause) {
        return new KeysetUnusable(
                "The keyset file " + file + " cannot be read. Set sluice.connections.keyset.file to the keyset that the"
                        + " stored credentials were encrypted with, or, for a new installation,"
                        + " sluice.connections.keyset.create=true.",
                cause);
    }

    private static void fill(Path draft, String json) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = UTF_8.encode(json);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] onlyForTheOwner(Path directory) {
        Set<String> views = directory.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void register() {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Tink's AEAD primitives cannot be registered", impossible);
        }
    }
}
