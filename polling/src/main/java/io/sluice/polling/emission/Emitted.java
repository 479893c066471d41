package io.sluice.polling.emission;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was emitted of one alert or incident.
 *
 * @param changedAt when Microsoft changed what was emitted last
 * @param versions the versions emitted, newest first, at most {@link #REMEMBERED}
 */
record Emitted(Instant changedAt, List<String> versions) {

    /**
     * How many versions are remembered: as many as could be on their way through two connections of a tenant at once.
     */
    static final int REMEMBERED = 8;

    private static final int VERSION_LENGTH = 16;

    Emitted {
        versions = List.copyOf(versions);
    }

    /** Returns what is known after one more version, the first one if nothing is known yet. */
    static Emitted after(@Nullable Emitted before, String version, Instant changedAt) {
        if (version.length() != VERSION_LENGTH) {
            throw new IllegalArgumentException("A version has " + VERSION_LENGTH + " characters");
        }
        List<String> versions = new ArrayList<>();
        versions.add(version);
        if (before != null) {
            before.versions.stream()
                    .filter(other -> !other.equals(version)) // one that returns moves to the front
                    .limit(REMEMBERED - 1)
                    .forEach(versions::add);
        }
        return new Emitted(changedAt, versions);
    }

    /** Returns whether a version has been emitted already. */
    boolean has(String version) {
        return versions.contains(version);
    }

    /**
     * Returns whether something that was read is what was true before: Microsoft can answer from a place that is
     * behind, and polls can overtake one another. A time stamp that was in the future says nothing.
     */
    boolean isNewerThan(Instant otherChangedAt, Instant otherReadAt) {
        return otherChangedAt.isBefore(changedAt) && !changedAt.isAfter(otherReadAt);
    }

    /** Returns whether a version is the one that was emitted last. */
    boolean isLast(String version) {
        return versions.getFirst().equals(version);
    }

    /**
     * Returns whether something that was read says again, since a later time, what was emitted before the last version
     * was. Where the time of change is a part of what is said, that does not happen: then it is another version.
     */
    boolean isReturn(String version, Instant otherChangedAt) {
        return !isLast(version) && otherChangedAt.isAfter(changedAt);
    }

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + versions.size() * VERSION_LENGTH)
                .putLong(changedAt.toEpochMilli());
        versions.forEach(version -> bytes.put(version.getBytes(US_ASCII)));
        return bytes.array();
    }

    static Emitted of(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        Instant changedAt = Instant.ofEpochMilli(bytes.getLong());
        List<String> versions = new ArrayList<>();
        byte[] version = new byte[VERSION_LENGTH];
        while (bytes.remaining() >= VERSION_LENGTH) {
            bytes.get(version);
            versions.add(new String(version, US_ASCII));
        }
        return new Emitted(changedAt, versions);
    }
}
