package io.sluice.quarantine.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The decoded bytes of a part, measured and hashed while they are read. Of its content only the beginning is kept, for
 * as long as the part is read, and on request the end.
 */
final class Measured extends InputStream {

    private static final int HEAD = 64 * 1024;

    private final InputStream in;
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha256 = digest("SHA-256");
    private long size;
    private @Nullable Ends ends;

    Measured(InputStream in) {
        this.in = in;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has " + algorithm, impossible);
        }
    }

    static byte[] sha256(byte[] bytes) {
        return digest("SHA-256").digest(bytes);
    }

    /** Returns the first bytes; to be called once, before anything is read. */
    byte[] head() throws IOException {
        return readNBytes(HEAD);
    }

    /** Returns the whole content again, after its head was taken. */
    InputStream content(byte[] head) {
        return new SequenceInputStream(new ByteArrayInputStream(head), this);
    }

    /** Keeps the end of the content from here on, after its head was taken. */
    Ends keepEnds(byte[] head) {
        Ends kept = new Ends(head);
        ends = kept;
        return kept;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            md5.update(buffer, offset, read);
            sha1.update(buffer, offset, read);
            sha256.update(buffer, offset, read);
            size += read;
            if (ends != null) {
                ends.append(buffer, offset, read);
            }
        }
        return read;
    }

    /** Reads what is left, so that size and digests are those of the whole. */
    void drain() throws IOException {
        byte[] buffer = new byte[8 * 1024];
        while (read(buffer, 0, buffer.length) >= 0) {
            // only measured
        }
    }

    long size() {
        return size;
    }

    /** Returns the digests of what was read, in hexadecimal: MD5, SHA-1, SHA-256. To be called once. */
    Digests digests() {
        HexFormat hex = HexFormat.of();
        return new Digests(hex.formatHex(md5.digest()), hex.formatHex(sha1.digest()), hex.formatHex(sha256.digest()));
    }

    /** Digests in hexadecimal. */
    record Digests(String md5, String sha1, String sha256) {}
}
