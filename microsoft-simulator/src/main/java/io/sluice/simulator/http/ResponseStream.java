package io.sluice.simulator.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.OutputStream;

/**
 * Writes a chunked answer and waits for the client to take each chunk, so that an answer of any size needs one chunk of
 * memory.
 */
public final class ResponseStream extends OutputStream {

    private static final int CHUNK = 64 * 1024;

    private final HttpServerResponse response;
    private byte[] chunk = new byte[CHUNK];
    private int used;

    /** Starts a chunked answer; status and headers must have been set. */
    public ResponseStream(HttpServerResponse response) {
        this.response = response.setChunked(true);
    }

    @Override
    public void write(int b) {
        if (used == chunk.length) {
            pass();
        }
        chunk[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        int at = from;
        int left = length;
        while (left > 0) {
            if (used == chunk.length) {
                pass();
            }
            int part = Math.min(left, chunk.length - used);
            System.arraycopy(bytes, at, chunk, used, part);
            used += part;
            at += part;
            left -= part;
        }
    }

    /** Sends what was written so far. */
    public void pass() {
        if (used > 0) {
            Buffer buffer = Buffer.buffer(chunk.length == used ? chunk : java.util.Arrays.copyOf(chunk, used));
            chunk = new byte[CHUNK];
            used = 0;
            Exchange.await(response.write(buffer));
        }
    }

    @Override
    public void close() {
        pass();
        Exchange.await(response.end());
    }
}
