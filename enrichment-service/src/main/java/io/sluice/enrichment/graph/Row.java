package io.sluice.enrichment.graph;

import io.sluice.contracts.correlation.EntityKind;
import io.sluice.contracts.correlation.Strength;
import io.sluice.enrichment.finding.FindingKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * That one finding names one entity: what has to be known of the finding to decide whether another one that names it
 * too belongs to it.
 *
 * @param finding the finding's id within the tenant
 * @param from when what the finding is about was seen first, in milliseconds since 1970-01-01T00:00:00Z
 * @param to when it was seen last
 * @param strength how much the entity says, as this finding names it
 * @param harmless whether somebody concluded that the finding is no attack
 * @param group what the finding counts as when it is counted how many name an entity: its incident, or itself
 */
public record Row(String finding, long from, long to, Strength strength, boolean harmless, int group) {

    private static final int FIXED_BYTES = Long.BYTES * 2 + 1 + Integer.BYTES + Short.BYTES;
    private static final int HARMLESS = 8;
    private static final String ALERT = FindingKind.ALERT.id("");

    boolean isAlert() {
        return finding.startsWith(ALERT);
    }

    /**
     * Returns whether it joins anything: a program of the system is not a suspect because somebody else keeps a copy of
     * it where none belongs. An address is one as soon as anybody suspects it.
     */
    boolean takesPart(EntityKind kind) {
        return kind != EntityKind.FILE || strength != Strength.WEAK;
    }

    /** Returns whether something that two findings are about lies no further apart than a window. */
    boolean isWithin(long window, Row other) {
        return from - other.to <= window && other.from - to <= window;
    }

    /** A row on its way into a store. */
    @SuppressWarnings("ArrayRecordComponent") // it lives for a moment
    record Written(Row row, byte[] id) {

        int bytes() {
            return FIXED_BYTES + id.length;
        }

        void to(ByteBuffer buffer) {
            buffer.putLong(row.from)
                    .putLong(row.to)
                    .put((byte) (code(row.strength) | (row.harmless ? HARMLESS : 0)))
                    .putInt(row.group)
                    .putShort((short) id.length)
                    .put(id);
        }
    }

    Written written() {
        return new Written(this, finding.getBytes(StandardCharsets.UTF_8));
    }

    static Row read(ByteBuffer buffer) {
        long from = buffer.getLong();
        long to = buffer.getLong();
        int flags = buffer.get();
        int group = buffer.getInt();
        byte[] id = new byte[buffer.getShort()];
        buffer.get(id);
        return new Row(
                new String(id, StandardCharsets.UTF_8),
                from,
                to,
                strength(flags & (HARMLESS - 1)),
                (flags & HARMLESS) != 0,
                group);
    }

    private static int code(Strength strength) {
        return switch (strength) {
            case STRONG -> 2;
            case MEDIUM -> 1;
            case WEAK -> 0;
        };
    }

    private static Strength strength(int code) {
        return switch (code) {
            case 2 -> Strength.STRONG;
            case 1 -> Strength.MEDIUM;
            default -> Strength.WEAK;
        };
    }
}
