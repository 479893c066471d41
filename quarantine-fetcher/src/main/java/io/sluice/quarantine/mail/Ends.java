package io.sluice.quarantine.mail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * The beginning and the end of an archive, which is where formats keep their listings, as a channel of the archive's
 * size. Reading between them fails.
 */
final class Ends implements SeekableByteChannel {

    /** Enough for the listing of thousands of files. */
    static final int TAIL = 256 * 1024;

    private final byte[] head;
    private final byte[] ring = new byte[TAIL];
    private long size;
    private long position;

    Ends(byte[] head) {
        this.head = head;
        append(head, 0, head.length);
    }

    void append(byte[] bytes, int offset, int length) {
        int from = Math.max(offset, offset + length - TAIL);
        size += from - offset;
        while (from < offset + length) {
            int at = (int) (size % TAIL);
            int part = Math.min(offset + length - from, TAIL - at);
            System.arraycopy(bytes, from, ring, at, part);
            size += part;
            from += part;
        }
    }

    byte[] head() {
        return head;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (position >= size) {
            return -1;
        }
        int read = 0;
        while (target.hasRemaining() && position < size) {
            int part;
            if (position >= size - TAIL) {
                int at = (int) (position % TAIL);
                part = (int) Math.min(Math.min(target.remaining(), TAIL - at), size - position);
                target.put(ring, at, part);
            } else if (position < head.length) {
                part = (int) Math.min(target.remaining(), head.length - position);
                target.put(head, (int) position, part);
            } else {
                throw new IOException("This part of the archive was not kept");
            }
            position += part;
            read += part;
        }
        return read;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        if (newPosition < 0) {
            throw new IOException("An archive has no position before its beginning");
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
