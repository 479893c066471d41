package io.sluice.polling.poll;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The polls that have told something that nobody has taken yet, in the order in which they get their turns. Polls put
 * themselves into it, each once; the stream thread takes them out.
 */
final class Line {

    private final Queue<Poll> waiting = new ConcurrentLinkedQueue<>();

    /** Puts a poll behind the others. */
    void join(Poll poll) {
        waiting.add(poll);
    }

    /** Takes out the poll whose turn it is, if any waits. */
    @Nullable
    Poll next() {
        return waiting.poll();
    }
}
