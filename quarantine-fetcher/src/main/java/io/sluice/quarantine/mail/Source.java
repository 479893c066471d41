package io.sluice.quarantine.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The message's bytes: counted, cut at the limit, and with the failures of the stream itself remembered, so that they
 * are told from what parsers make of malformed content.
 */
final class Source extends FilterInputStream {

    private final long limit;
    private long count;
    private @Nullable IOException failure;

    Source(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return count >= limit ? -1 : readOn(buffer, offset, (int) Math.min(length, limit - count));
    }

    private int readOn(byte[] buffer, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            int read = in.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads what nobody has read, beyond the limit too; returns whether that was needed. */
    boolean drain() throws IOException {
        if (failure != null) {
            throw failure;
        }
        byte[] buffer = new byte[8 * 1024];
        while (readOn(buffer, 0, buffer.length) >= 0) {
            // only counted
        }
        return count > limit;
    }

    long count() {
        return count;
    }

    @Override
    public void close() {
        // the stream is its owner's
    }
}
