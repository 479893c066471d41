package io.sluice.quarantine.evidence;

import io.sluice.quarantine.evidence.EvidenceException.Kind;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of evidence as they were received, decrypted and verified while they are read, in constant memory. No byte
 * is given out that is not authentic, and the last ones only if length and SHA-256 are right as well; otherwise reading
 * ends in an {@link EvidenceException}.
 */
public final class EvidenceStream extends InputStream {

    private static final int BUFFER = 64 * 1024;

    private final EvidenceFacts facts;
    private final String place;
    private final Source source;
    private final InputStream plain;
    private final MessageDigest sha256 = EvidenceDraft.digest("SHA-256");
    private long given;
    private boolean verified;
    private @Nullable EvidenceException failure;

    /** Decrypts what comes after the header. */
    EvidenceStream(EvidenceFacts facts, ContentKey key, InputStream body, String place) throws EvidenceException {
        this.facts = facts;
        this.place = place;
        this.source = new Source(new BufferedInputStream(body, BUFFER));
        try {
            this.plain = key.decrypting(source, facts.tenantId());
        } catch (IOException failed) {
            throw explain(failed);
        }
    }

    /** Returns what is known of the evidence. */
    public EvidenceFacts facts() {
        return facts;
    }

    @Override
    public int read() throws EvidenceException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws EvidenceException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (failure != null) {
            throw failure;
        }
        if (length == 0) {
            return 0;
        }
        try {
            return verified ? -1 : readAndVerify(bytes, offset, length);
        } catch (IOException failed) {
            failure = explain(failed);
            throw failure;
        }
    }

    @Override
    public void close() throws EvidenceException {
        try {
            source.close();
        } catch (IOException failed) {
            throw explain(failed);
        }
    }

    private int readAndVerify(byte[] bytes, int offset, int length) throws IOException {
        long left = facts.size() - given;
        int count = left == 0 ? 0 : plain.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw SealedHeader.damaged(facts.name(), place);
        }
        sha256.update(bytes, offset, count);
        given += count;
        if (given == facts.size()) {
            verify();
        }
        return count == 0 && verified ? -1 : count;
    }

    private void verify() throws IOException {
        if (plain.read() >= 0 || !HexFormat.of().formatHex(sha256.digest()).equals(facts.sha256())) {
            throw SealedHeader.damaged(facts.name(), place);
        }
        verified = true;
    }

    private EvidenceException explain(IOException failed) {
        if (failed instanceof EvidenceException explained) {
            return explained;
        }
        if (source.failure != null) {
            return new EvidenceException(
                    Kind.UNAVAILABLE,
                    "The evidence " + facts.name() + " cannot be read to its end: " + place
                            + " has stopped answering. Try again in a while.",
                    source.failure);
        }
        return SealedHeader.damaged(facts.name(), place);
    }

    /** Remembers that it was the store that failed: Tink says of any failure that no key fits. */
    private static final class Source extends FilterInputStream {

        private @Nullable IOException failure;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException failed) {
                failure = failed;
                throw failed;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException failed) {
                failure = failed;
                throw failed;
            }
        }

        /** Tink goes back only to try the next key, and here is one only. */
        @Override
        public boolean markSupported() {
            return true;
        }

        @Override
        public void mark(int limit) {
            // nothing is remembered: its limit is two gigabytes
        }

        @Override
        public void reset() throws IOException {
            throw new IOException("Only one key is tried");
        }
    }
}
