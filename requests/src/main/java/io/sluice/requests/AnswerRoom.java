package io.sluice.requests;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory that answers may take until they are published, all of an instance together. Those of one tenant get at
 * most half of it, so that they do not crowd out all others.
 */
final class AnswerRoom {

    private final long bytes;
    private final Map<String, Long> taken = new HashMap<>();
    private long left;

    AnswerRoom(long bytes) {
        this.bytes = bytes;
        this.left = bytes;
    }

    /**
     * Takes room for a tenant's answer.
     *
     * @param had what this answer has taken before
     * @throws TooLargeException if the answer alone is more than a tenant gets
     * @throws NoRoomException if other answers leave less than that
     */
    synchronized void take(String tenantId, long had, long wanted) {
        if (had + wanted > bytes / 2) {
            throw new TooLargeException(bytes / 2);
        }
        long before = taken.getOrDefault(tenantId, 0L);
        if (wanted > left || before + wanted > bytes / 2) {
            throw new NoRoomException();
        }
        taken.put(tenantId, before + wanted);
        left -= wanted;
    }

    /** Gives room back. */
    synchronized void giveBack(String tenantId, long had) {
        left += had;
        taken.computeIfPresent(tenantId, (_, before) -> before == had ? null : before - had);
    }

    /** Returns how many bytes there are left. */
    synchronized long left() {
        return left;
    }

    /** An answer needs more memory than a tenant gets, however few others there are. */
    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final long most;

        TooLargeException(long most) {
            super("An answer takes more than " + most + " bytes", null, false, false);
            this.most = most;
        }

        /** Returns how many bytes a tenant's answers may take. */
        long most() {
            return most;
        }
    }

    /** Answers that are being made take all the memory that they may. */
    static final class NoRoomException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoRoomException() {
            super("No room is left for answers", null, false, false);
        }
    }
}
