package io.sluice.requests;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that answers may take until they are published, all of an instance together. */
final class AnswerRoom {

    private final AtomicLong left;

    AnswerRoom(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /**
     * Takes room.
     *
     * @throws NoRoomException if there is not so much
     */
    void take(long bytes) {
        if (left.addAndGet(-bytes) < 0) {
            left.addAndGet(bytes);
            throw new NoRoomException();
        }
    }

    /** Gives room back. */
    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }

    /** Returns how many bytes there are left. */
    long left() {
        return left.get();
    }

    /** Answers that are being made take all the memory that they may. */
    static final class NoRoomException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoRoomException() {
            super("No room is left for answers", null, false, false);
        }
    }
}
