package io.sluice.enrichment.followup;

import io.sluice.contracts.topic.Keys;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;

/** How much a tenant may still ask: so much in an hour, and what is long over only now and then. */
final class Allowance {

    private static final String KEY = "#allowance";
    private static final long HOUR = 3_600_000;

    private final KeyValueStore<String, byte[]> store;
    private final int perHour;
    private final int latePerHour;

    /**
     * What a tenant has spent.
     *
     * @param hour the hour of which this is, in milliseconds since 1970-01-01T00:00:00Z
     * @param spent how many questions were asked in it
     * @param late when something that is long over was asked about last
     */
    private record Spent(long hour, int spent, long late) {}

    Allowance(KeyValueStore<String, byte[]> store, FollowUpSettings settings) {
        this.store = store;
        this.perHour = settings.perHour();
        this.latePerHour = settings.latePerHour();
    }

    /** Returns when the tenant may ask something: a time that is past if it may now. */
    long from(String tenant, boolean late, Instant now) {
        Spent spent = spent(tenant, now);
        long from = spent.spent < perHour ? 0 : spent.hour + HOUR;
        return late && latePerHour > 0 ? Math.max(from, spent.late + HOUR / latePerHour) : from;
    }

    /** Returns whether anything is ever asked about what is long over. */
    boolean isLateAllowed() {
        return latePerHour > 0;
    }

    /** Takes note that a tenant asks something. */
    void spend(String tenant, boolean late, Instant now) {
        Spent spent = spent(tenant, now);
        store.put(
                Keys.of(tenant, KEY),
                ByteBuffer.allocate(Long.BYTES * 2 + Integer.BYTES)
                        .putLong(spent.hour)
                        .putInt(spent.spent + 1)
                        .putLong(late ? now.toEpochMilli() : spent.late)
                        .array());
    }

    private Spent spent(String tenant, Instant now) {
        long hour = now.toEpochMilli() / HOUR * HOUR;
        byte[] stored = store.get(Keys.of(tenant, KEY));
        if (stored == null) {
            return new Spent(hour, 0, 0);
        }
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        long of = buffer.getLong();
        int spent = buffer.getInt();
        return new Spent(hour, of == hour ? spent : 0, buffer.getLong());
    }

    /** Returns whether a key of the store is one of these. */
    static boolean isOne(String key) {
        return key.endsWith('/' + KEY);
    }

    /** Returns whether what a tenant spent does not matter any more. */
    static boolean isPast(byte[] stored, long before) {
        return ByteBuffer.wrap(stored).getLong() + HOUR < before;
    }
}
