package io.sluice.polling.poll;

import io.sluice.contracts.event.CloudEvent;
import io.sluice.contracts.status.StatusError;
import io.sluice.contracts.topic.Topic;
import io.sluice.microsoft.failure.MicrosoftFailure;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a poll tells the stream thread, in the order in which it happened. */
public sealed interface PollItem {

    /**
     * Something was read. It becomes a record if it is not what was read of the same thing before.
     *
     * @param topic where it belongs
     * @param key the record's key
     * @param digest of what was read, to tell whether it has changed
     * @param event the record's attributes
     * @param bytes how much of what was read is kept for it
     * @param value makes the record's value; asked only if it has changed
     */
    record Read(Topic topic, String key, Digest digest, CloudEvent event, int bytes, Supplier<byte[]> value)
            implements PollItem {}

    /** Everything before an instant has been read: the next poll goes on from there. */
    record CompleteTo(Instant instant) implements PollItem {}

    /** Young findings have been read again up to an instant, in whatever way that could be done. */
    record Tried(Instant instant) implements PollItem {}

    /** A part could not be read again, in a poll up to an instant. */
    record NotReadAgain(Instant instant) implements PollItem {}

    /** Everything before an instant has been read in the way it should, and again when it was young. */
    record Settled(Instant instant) implements PollItem {}

    /**
     * A part of the past has been read to its end.
     *
     * @param impaired whether it could not be read in the way it should
     */
    record PastRead(boolean impaired) implements PollItem {}

    /**
     * The poll is over.
     *
     * @param failure why it ended early; nothing if it read all it wanted
     * @param impairment what does not work as it should although all was read
     */
    record Ended(
            @Nullable MicrosoftFailure failure, @Nullable StatusError impairment) implements PollItem {}
}
