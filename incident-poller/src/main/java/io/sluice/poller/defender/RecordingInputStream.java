package io.sluice.poller.defender;

import io.sluice.poller.defender.LargeIncidents.Turn;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;

/**
 * Keeps the bytes that a parser reads, so that parts of them can be taken out as they came, until they are forgotten.
 * It holds no more than what lies between the last forgotten byte and where the parser has read to, and never more than
 * its limit: beyond that, what came before is lost. For much, it waits for its turn.
 */
final class RecordingInputStream extends FilterInputStream {

    private final int limit;
    private final Turn turn;
    private byte[] bytes = new byte[64 * 1024];
    private long lostBefore;
    private long firstOffset;
    private int length;

    RecordingInputStream(InputStream source, int limit, Turn turn) {
        super(source);
        this.limit = limit;
        this.turn = turn;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        int read = in.read(target, offset, wanted);
        if (read > 0) {
            if (length + read > limit) {
                // Not what was read just now: the parser may have the beginning of the next thing in it.
                forgetBefore(firstOffset + length);
                lostBefore = firstOffset;
            }
            if (length + read > bytes.length) {
                takeTurnFor(length + read);
                bytes = Arrays.copyOf(bytes, Math.max(Math.min(bytes.length * 2, limit), length + read));
            }
            System.arraycopy(target, offset, bytes, length, read);
            length += read;
        }
        return read;
    }

    private void takeTurnFor(int length) throws InterruptedIOException {
        try {
            turn.takeFor(length);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            InterruptedIOException stop = new InterruptedIOException("Stopped before the turn of a large incident");
            stop.initCause(stopped);
            throw stop;
        }
    }

    /** Returns whether the byte at an offset was lost, because what it belongs to is larger than the limit. */
    boolean hasLost(long offset) {
        return offset < lostBefore;
    }

    /**
     * Returns the bytes between two offsets, counted from the stream's first byte.
     *
     * @throws EOFException if they are not there: a parser that meets the end within a token loses count
     */
    byte[] slice(long from, long to) throws EOFException {
        if (from < firstOffset || from > to || to > firstOffset + length) {
            throw new EOFException("it breaks off");
        }
        return Arrays.copyOfRange(bytes, Math.toIntExact(from - firstOffset), Math.toIntExact(to - firstOffset));
    }

    /** Lets go of everything before an offset. */
    void forgetBefore(long offset) {
        int forgotten = Math.toIntExact(offset - firstOffset);
        length -= forgotten;
        int kept = 64 * 1024;
        if (bytes.length > 8 * kept && length < kept) {
            bytes = Arrays.copyOfRange(bytes, forgotten, forgotten + kept); // a giant has gone; give its memory back
        } else {
            System.arraycopy(bytes, forgotten, bytes, 0, length);
        }
        firstOffset = offset;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
