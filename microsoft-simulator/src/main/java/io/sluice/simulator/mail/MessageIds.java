package io.sluice.simulator.mail;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Network message ids. Their last twelve digits tell the time, as those of the real service do: the upper 48 bits of
 * the number of 100-nanosecond ticks since the year 1.
 */
public final class MessageIds {

    private static final long SECONDS_BEFORE_1970 = 62_135_596_800L;
    private static final long TICKS = 10_000_000;

    private MessageIds() {}

    /** Returns the last twelve digits of an id of this time. */
    public static String tail(Instant time) {
        long ticks = (time.getEpochSecond() + SECONDS_BEFORE_1970) * TICKS + time.getNano() / 100;
        return "%012x".formatted(ticks >>> 16);
    }

    /** Returns the time that an id tells, to about seven milliseconds; of other ids any time. */
    public static Instant time(String networkMessageId) {
        long ticks = Long.parseLong(networkMessageId.substring(24), 16) << 16;
        return Instant.ofEpochSecond(ticks / TICKS - SECONDS_BEFORE_1970, ticks % TICKS * 100);
    }

    /** Returns a new id of a message that is received at a time. */
    public static String of(RandomGenerator random, Instant time) {
        return new UUID(
                                (random.nextLong() & ~0xF000L) | 0x4000L,
                                (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | Long.MIN_VALUE)
                        .toString()
                        .substring(0, 24)
                + tail(time);
    }

    /** Returns whether this is a GUID. */
    public static boolean isId(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    /** Returns a number that follows from an id and nothing else. */
    public static long seed(String networkMessageId) {
        UUID id = UUID.fromString(networkMessageId);
        return id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 23);
    }
}
