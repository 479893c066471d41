package io.sluice.enrichment.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.contracts.topic.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The investigations that have something left to ask, by their oldest alerts: of each tenant so many, and the most
 * urgent ones. They are kept in a store; only how many there are is counted beside it, and which is the last.
 *
 * <p>Not thread-safe: one for each task.
 */
final class Waiting {

    /** For what an investigation waits. */
    enum Lane {
        /** For a time: the earliest comes first, of several the one with the highest score. */
        SOON('0'),
        /** For its turn behind all others: the one with the highest score comes first. */
        LATE('1'),
        /**
         * For a connection through which it can ask, the one with the highest score first; at the time it is given up.
         */
        UNCONNECTED('2');

        private final char sign;

        Lane(char sign) {
            this.sign = sign;
        }

        /** Whether the score counts before the time. */
        private boolean isByScore() {
            return this != SOON;
        }
    }

    /** How many investigations of a tenant wait in each lane at most. */
    static final int MOST = 500;

    private static final String QUEUE = "queue/";
    private static final String PLACE = "place/";
    private static final int DIGITS_OF_A_TIME = 13;

    /** In the year 2286. Who is given a later time by an event from the future waits no longer for that. */
    private static final long LATEST = 9_999_999_999_999L;

    private static final int DIGITS_OF_A_SCORE = 3;
    private static final int HIGHEST_SCORE = 999;

    private final KeyValueStore<String, byte[]> store;

    /** By tenant and lane. */
    private final Map<String, Map<Lane, Integer>> counts = new HashMap<>();

    /** The last place in each full lane, by what the places in it begin with, where it is known. */
    private final Map<String, String> lasts = new HashMap<>();

    Waiting(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                String key = all.next().key;
                String tenant = Keys.tenantOf(key);
                if (key.startsWith(QUEUE, tenant.length() + 1)) {
                    count(tenant, key, 1);
                }
            }
        }
    }

    /** Returns the tenants for which something waits. */
    Collection<String> tenants() {
        return List.copyOf(counts.keySet());
    }

    /**
     * Lets an investigation wait, in the place of where it has waited before. Where too many of the tenant do, the last
     * one in the lane is let go: it asks when something new comes.
     *
     * @param at from when on it may ask, in milliseconds since 1970-01-01T00:00:00Z
     */
    void put(String tenant, String finding, Lane lane, long at, int score) {
        String time = digits(Math.min(at, LATEST), DIGITS_OF_A_TIME);
        String urgency = digits(HIGHEST_SCORE - score, DIGITS_OF_A_SCORE);
        String place = prefix(tenant, lane) + (lane.isByScore() ? urgency + time : time + urgency) + '/' + finding;
        byte[] written = place.getBytes(UTF_8);
        if (counts.containsKey(tenant) && Arrays.equals(written, store.get(Keys.of(tenant, PLACE + finding)))) {
            return; // each version of what waits for the same comes here
        }
        remove(tenant, finding);
        if (count(tenant, lane) >= MOST) {
            String last = last(tenant, lane);
            if (place.compareTo(last) > 0) {
                return;
            }
            remove(tenant, finding(tenant, last));
        }
        lasts.computeIfPresent(prefix(tenant, lane), (_, last) -> place.compareTo(last) > 0 ? place : last);
        store.put(place, new byte[] {1});
        store.put(Keys.of(tenant, PLACE + finding), written);
        count(tenant, place, 1);
    }

    private static String digits(long number, int width) {
        String digits = Long.toString(Math.max(0, number));
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** An investigation has nothing left to ask. */
    void remove(String tenant, String finding) {
        if (!counts.containsKey(tenant)) {
            return;
        }
        byte[] place = store.delete(Keys.of(tenant, PLACE + finding));
        if (place != null) {
            String key = new String(place, UTF_8);
            store.delete(key);
            lasts.remove(key.substring(0, tenant.length() + QUEUE.length() + 2), key);
            count(tenant, key, -1);
        }
    }

    /** Takes the first investigation of a lane whose time has come. */
    Optional<String> take(String tenant, Lane lane, long now) {
        if (count(tenant, lane) == 0) {
            return Optional.empty();
        }
        String found = null;
        try (KeyValueIterator<String, byte[]> all = store.range(prefix(tenant, lane), end(tenant, lane))) {
            while (found == null && all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                if (time(tenant, lane, entry.key) <= now) {
                    found = finding(tenant, entry.key);
                } else if (!lane.isByScore()) {
                    break; // those behind it come later still
                }
            }
        }
        if (found != null) {
            remove(tenant, found);
        }
        return Optional.ofNullable(found);
    }

    /** Lets those ask soon that wait for a connection, the one with the highest score first. */
    void connected(String tenant, long now) {
        if (count(tenant, Lane.UNCONNECTED) == 0) {
            return;
        }
        List<String> places = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all =
                store.range(prefix(tenant, Lane.UNCONNECTED), end(tenant, Lane.UNCONNECTED))) {
            all.forEachRemaining(entry -> places.add(entry.key));
        }
        for (String place : places) {
            put(tenant, finding(tenant, place), Lane.SOON, now, score(tenant, place));
        }
    }

    /** Of a full lane most who come are behind the last one: that costs no look at the disk. */
    private String last(String tenant, Lane lane) {
        return lasts.computeIfAbsent(prefix(tenant, lane), from -> {
            try (KeyValueIterator<String, byte[]> all = store.reverseRange(from, end(tenant, lane))) {
                return all.next().key;
            }
        });
    }

    private static String prefix(String tenant, Lane lane) {
        return Keys.of(tenant, QUEUE + lane.sign);
    }

    private static String end(String tenant, Lane lane) {
        return Keys.of(tenant, QUEUE + (char) (lane.sign + 1));
    }

    private static long time(String tenant, Lane lane, String key) {
        int from = prefix(tenant, lane).length() + (lane.isByScore() ? DIGITS_OF_A_SCORE : 0);
        return Long.parseLong(key, from, from + DIGITS_OF_A_TIME, 10);
    }

    /** Returns the score of a place in a lane in which the score counts first. */
    private static int score(String tenant, String key) {
        int from = prefix(tenant, Lane.UNCONNECTED).length();
        return HIGHEST_SCORE - Integer.parseInt(key, from, from + DIGITS_OF_A_SCORE, 10);
    }

    private static String finding(String tenant, String key) {
        return key.substring(prefix(tenant, Lane.SOON).length() + DIGITS_OF_A_TIME + DIGITS_OF_A_SCORE + 1);
    }

    private int count(String tenant, Lane lane) {
        Map<Lane, Integer> counted = counts.get(tenant);
        return counted == null ? 0 : counted.getOrDefault(lane, 0);
    }

    private void count(String tenant, String key, int more) {
        char sign = key.charAt(tenant.length() + 1 + QUEUE.length());
        Lane lane = Arrays.stream(Lane.values())
                .filter(each -> each.sign == sign)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The store holds a place in an unknown queue"));
        Map<Lane, Integer> counted = counts.computeIfAbsent(tenant, _ -> new EnumMap<>(Lane.class));
        counted.merge(lane, more, (one, other) -> one + other == 0 ? null : one + other);
        if (counted.isEmpty()) {
            counts.remove(tenant);
        }
    }
}
