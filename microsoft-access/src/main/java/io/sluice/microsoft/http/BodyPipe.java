package io.sluice.microsoft.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Carries a response's body from Vert.x's event loop to one blocking reader, at the reader's pace: it holds at most
 * {@link #HIGH_WATER} bytes and one network buffer, then lets the connection wait.
 */
final class BodyPipe extends InputStream implements WriteStream<Buffer> {

    private static final int HIGH_WATER = 256 * 1024;
    private static final int LOW_WATER = HIGH_WATER / 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Buffer> buffers = new ArrayDeque<>();

    private int buffered;
    private int readFromFirst;
    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;
    private @Nullable Handler<Void> drainHandler;
    private @Nullable Context writerContext;

    /** Tells the reader that this was all. */
    void complete() {
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
                changed.await();
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
            letWriterGoOn();
        }
        return taken;
    }

    private void letWriterGoOn() {
        Handler<Void> waiting = drainHandler;
        Context context = writerContext;
        if (waiting != null && context != null) {
            drainHandler = null;
            // The connection belongs to its event loop; only there may it be resumed.
            context.runOnContext(waiting);
        }
    }

    /** Stops reading. What still comes from the connection is thrown away, so that it can be used again. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            buffers.clear();
            buffered = 0;
            letWriterGoOn();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Future<Void> write(Buffer data) {
        lock.lock();
        try {
            writerContext = Vertx.currentContext();
            if (!closed && data.length() > 0) {
                buffers.addLast(data);
                buffered += data.length();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return Future.succeededFuture();
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        write(data).onComplete(handler);
    }

    /** Says nothing yet: Vert.x ends the stream also where an answer breaks off. */
    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        handler.handle(Future.succeededFuture());
    }

    @Override
    public boolean writeQueueFull() {
        lock.lock();
        try {
            return buffered >= HIGH_WATER;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        lock.lock();
        try {
            drainHandler = handler;
            if (buffered <= LOW_WATER) {
                letWriterGoOn();
            }
        } finally {
            lock.unlock();
        }
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }
}
