package io.sluice.microsoft.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Carries a response's body from Vert.x's event loop to one blocking reader, at the reader's pace: it holds at most
 * {@link #HIGH_WATER} bytes and one network buffer, then lets the connection wait.
 */
final class BodyPipe extends InputStream {

    private static final int HIGH_WATER = 64 * 1024;
    private static final int LOW_WATER = HIGH_WATER / 2;

    /** How many bytes may come that nobody reads, so that their connection can be used again. */
    private static final int MOST_UNREAD = 1024 * 1024;

    /** How soon they must have come. */
    static final Duration UNREAD_FOR = Duration.ofSeconds(1);

    private final Duration patience;
    private final Duration unreadFor;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Buffer> buffers = new ArrayDeque<>();

    private int buffered;
    private int readFromFirst;
    private int unread;
    private boolean ended;
    private boolean closed;
    private boolean paused;
    private @Nullable Throwable failure;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private @Nullable Context connection;

    /**
     * Takes how long is waited.
     *
     * @param patience for the next bytes of an answer that has begun
     * @param unreadFor for the rest of what nobody reads
     */
    BodyPipe(Duration patience, Duration unreadFor) {
        this.patience = patience;
        this.unreadFor = unreadFor;
    }

    /** Takes the request whose answer this is to be, and says whether anybody still waits for it. */
    boolean begin(HttpClientRequest asked) {
        lock.lock();
        try {
            request = asked;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the answer, on its event loop. */
    void receive(HttpClientResponse answer) {
        lock.lock();
        try {
            response = answer;
            connection = Vertx.currentContext();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        answer.handler(this::take);
        answer.exceptionHandler(this::fail);
        answer.endHandler(_ -> complete());
    }

    private void take(Buffer data) {
        lock.lock();
        try {
            if (closed) {
                unread += data.length();
                if (unread > MOST_UNREAD) {
                    disconnect();
                }
            } else if (data.length() > 0) {
                buffers.addLast(data);
                buffered += data.length();
                changed.signalAll();
                if (buffered >= HIGH_WATER && response != null) {
                    paused = true;
                    response.pause();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells the reader that this was all. */
    private void complete() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the reader fail with this cause once it comes here; what was read before stays read. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (buffers.isEmpty()) {
                if (failure != null) {
                    throw new IOException("The answer broke off", failure);
                }
                if (ended) {
                    return -1;
                }
                if (response == null) {
                    changed.await();
                } else if (!changed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    // Vert.x waits so long for an answer's head only.
                    throw new IOException("Nothing more came", new TimeoutException());
                }
            }
            return take(target, offset, length);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("Stopped while reading an answer");
            stopped.initCause(interrupted);
            throw stopped;
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] target, int offset, int length) {
        Buffer first = buffers.getFirst();
        int taken = Math.min(length, first.length() - readFromFirst);
        first.getBytes(readFromFirst, readFromFirst + taken, target, offset);
        readFromFirst += taken;
        buffered -= taken;
        if (readFromFirst == first.length()) {
            buffers.removeFirst();
            readFromFirst = 0;
        }
        if (buffered <= LOW_WATER) {
            letGoOn();
        }
        return taken;
    }

    private void letGoOn() {
        HttpClientResponse waiting = response;
        Context context = connection;
        if (paused && waiting != null && context != null) {
            paused = false;
            // The connection belongs to its event loop; only there may it be resumed.
            context.runOnContext(_ -> waiting.resume());
        }
    }

    /**
     * Stops reading. A small rest that comes at once is thrown away, so that the connection can be used again; it is
     * closed where more comes, or nothing, so that nobody's answer does not hold it.
     */
    @Override
    public void close() {
        if (stopReading()) {
            disconnect();
        }
    }

    /** Returns whether there is no answer so far, so that nothing is to be thrown away. */
    private boolean stopReading() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            buffers.clear();
            buffered = 0;
            Context context = connection;
            if (context != null && !ended && failure == null) {
                letGoOn();
                context.owner().setTimer(unreadFor.toMillis(), _ -> disconnect());
            }
            return context == null;
        } finally {
            lock.unlock();
        }
    }

    /** Ends an answer that has not ended. */
    private void disconnect() {
        HttpClientRequest asked;
        lock.lock();
        try {
            asked = ended || failure != null ? null : request;
        } finally {
            lock.unlock();
        }
        if (asked != null) {
            asked.reset();
        }
    }
}
