package io.sluice.quarantine.evidence;

import io.sluice.contracts.quarantine.Evidence;
import io.sluice.quarantine.evidence.EvidenceException.Kind;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * A message on its way into the store: hashed, encrypted and spooled while it is written, in constant memory. What is
 * closed without {@link #keep} has never been there. One thread at a time.
 */
public final class EvidenceDraft extends OutputStream {

    private static final Logger LOG = Logger.getLogger(EvidenceDraft.class);
    private static final int BUFFER = 64 * 1024;
    private static final String WHAT = "a message cannot be spooled";

    private final EvidenceStore store;
    private final String tenantId;
    private final Path folder;
    private final Path file;
    private final FileChannel channel;
    private final long maxSize;
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha256 = digest("SHA-256");
    private ContentKey key;
    private OutputStream encrypting;
    private long size;
    private boolean closed;

    private EvidenceDraft(
            EvidenceStore store, String tenantId, Path folder, Path file, FileChannel channel, long maxSize)
            throws IOException {
        this.store = store;
        this.tenantId = tenantId;
        this.folder = folder;
        this.file = file;
        this.channel = channel;
        this.maxSize = maxSize;
        this.key = ContentKey.fresh();
        this.encrypting = encrypting(key);
    }

    static EvidenceDraft begin(EvidenceStore store, String tenantId, Spool spool, long maxSize)
            throws EvidenceException {
        Path file = spool.newDraft();
        try {
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(file));
            try {
                return new EvidenceDraft(store, tenantId, spool.folder(), file, channel, maxSize);
            } catch (IOException failed) {
                channel.close();
                Files.deleteIfExists(file);
                throw failed;
            }
        } catch (IOException failed) {
            throw DiskFailure.of(spool.folder(), WHAT, failed);
        }
    }

    /**
     * Throws away what was written so far, for another try of a transfer that broke off.
     *
     * @return this draft, to write the message again from its first byte
     */
    public EvidenceDraft restart() throws EvidenceException {
        try {
            requireOpen();
            digests().forEach(MessageDigest::reset);
            size = 0;
            channel.truncate(0);
            key = ContentKey.fresh(); // never two texts with one key
            encrypting = encrypting(key);
            return this;
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    @Override
    public void write(int b) throws EvidenceException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws EvidenceException {
        if (size + length > maxSize) {
            throw new EvidenceException(
                    Kind.TOO_LARGE,
                    "A message of tenant " + tenantId + " has more than " + maxSize
                            + " bytes, the largest that is kept (sluice.quarantine.evidence.max-size)");
        }
        try {
            requireOpen();
            encrypting.write(bytes, offset, length);
            digests().forEach(digest -> digest.update(bytes, offset, length));
            size += length;
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    /** Does nothing: bytes are on the disk once {@link #keep} has returned. */
    @Override
    public void flush() {}

    /**
     * Stores the message. When this returns, it outlives a crash. If the tenant's store has the same bytes already, and
     * undamaged, they stay and are what is returned, unless more than half of their time is over: then their time
     * begins anew.
     */
    public Evidence keep() throws EvidenceException {
        try {
            requireOpen();
            encrypting.close();
            EvidenceFacts facts = new EvidenceFacts(
                    tenantId, hex(sha256), hex(sha1), hex(md5), size, EvidenceFacts.MESSAGE, store.now());
            return store.keep(facts, this);
        } catch (IOException failed) {
            throw failure(failed);
        } finally {
            close();
        }
    }

    /** Finishes the file, which can then be put into its place. */
    Path sealed(EvidenceFacts facts, Keyring keyring) throws EvidenceException {
        byte[] header = SealedHeader.seal(facts, key, keyring).bytes();
        try {
            channel.position(0);
            writeAll(header);
            channel.force(true);
            return file;
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    /** Leaves nothing behind but what {@link #keep} has stored. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            LOG.warnf("An unfinished draft could not be deleted; the next start does it: %s", failed.getMessage());
        }
    }

    private OutputStream encrypting(ContentKey contentKey) throws IOException {
        channel.position(0);
        writeAll(new byte[SealedHeader.LENGTH]);
        OutputStream target =
                new FilterOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        out.write(bytes, offset, length);
                    }

                    // the header is still to be written
                    @Override
                    public void close() throws IOException {
                        flush();
                    }
                };
        return contentKey.encrypting(target, tenantId);
    }

    private void writeAll(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The draft is closed");
        }
    }

    private EvidenceException failure(IOException failed) {
        return DiskFailure.of(folder, WHAT, failed);
    }

    private List<MessageDigest> digests() {
        return List.of(md5, sha1, sha256);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** MD5 and SHA-1 are what other tools look files up by; nothing relies on them. */
    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // each JDK has the three
        }
    }
}
