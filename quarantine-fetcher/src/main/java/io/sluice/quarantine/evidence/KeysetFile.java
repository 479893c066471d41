package io.sluice.quarantine.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.sluice.quarantine.evidence.EvidenceException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** The file that holds the keyset. Its content is secret; its path is not. */
final class KeysetFile {

    private final Path file;

    KeysetFile(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Reads the keyset. */
    KeysetHandle read() throws EvidenceException {
        register();
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file, UTF_8), InsecureSecretKeyAccess.get());
        } catch (IOException failed) {
            throw unreadable(failed);
        } catch (GeneralSecurityException damaged) {
            // Tink's message could quote the file.
            throw new EvidenceException(
                    Kind.KEYSET, "The keyset file " + file + " holds no Tink keyset in JSON; restore it.");
        }
    }

    /** Tells files apart that were changed in between. */
    record Stamp(long size, FileTime changedAt, @Nullable Object key) {}

    /** Returns by what a change of the file is noticed. */
    Stamp stamp() throws EvidenceException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    /**
     * Creates a keyset with one AES-256-GCM key, readable by its owner alone. If another process creates the file at
     * the same moment, that one's stays.
     */
    void create() throws EvidenceException {
        register();
        try {
            write(TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM), InsecureSecretKeyAccess.get()));
        } catch (IOException | GeneralSecurityException impossible) {
            throw new EvidenceException(Kind.KEYSET, "The keyset file " + file + " cannot be created", impossible);
        }
    }

    /** Writes beside the file first and then links, so that nobody ever reads half a keyset or replaces a whole one. */
    private void write(String json) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is no file");
        }
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, ".keyset", ".new", OwnerOnly.file(directory));
        try {
            fill(draft, json);
            Files.createLink(file, draft);
            FolderStore.sync(directory);
        } catch (FileAlreadyExistsException otherProcessWasFirst) {
            // then its keyset is the one
        } finally {
            Files.deleteIfExists(draft);
        }
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

    private static void register() {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Tink's AEAD primitives cannot be registered", impossible);
        }
    }

    private EvidenceException unreadable(IOException cause) {
        return new EvidenceException(
                Kind.KEYSET,
                "The keyset file " + file + " cannot be read. Set sluice.quarantine.evidence.keyset.file to the keyset"
                        + " that the stored evidence was encrypted with, or, for a new installation,"
                        + " sluice.quarantine.evidence.keyset.create=true.",
                cause);
    }
}
