package io.sluice.enrichment.followup;

import io.sluice.contracts.topic.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and what came of it: each question once, and no more of them in an hour than a tenant may cause.
 *
 * <p>Not thread-safe: one for each task.
 */
public final class FollowUps {

    /** What became of a wish to ask. */
    public enum Admission {
        /** It is to be asked now. */
        ASK,
        /** It was asked before, or its answer is there. */
        KNOWN,
        /** The tenant has caused enough questions this hour. */
        BUDGET_SPENT
    }

    private static final String BUDGET = "#budget";
    private static final long HOUR = 3_600_000;

    private final KeyValueStore<String, byte[]> asked;
    private final KeyValueStore<String, byte[]> answers;
    private final int perHour;

    /**
     * Remembers questions in one store and answers in another.
     *
     * @param perHour how many questions a tenant may cause in an hour
     */
    public FollowUps(KeyValueStore<String, byte[]> asked, KeyValueStore<String, byte[]> answers, int perHour) {
        this.asked = asked;
        this.answers = answers;
        this.perHour = perHour;
    }

    /** Takes note that a question is asked, if it is to be asked. */
    public Admission admit(String tenant, String requestId, Instant now) {
        String key = Keys.of(tenant, requestId);
        if (asked.get(key) != null || answers.get(key) != null) {
            return Admission.KNOWN;
        }
        if (!spend(tenant, now)) {
            return Admission.BUDGET_SPENT;
        }
        asked.put(key, new Asked(now.toEpochMilli(), 1).toBytes());
        return Admission.ASK;
    }

    private boolean spend(String tenant, Instant now) {
        String key = Keys.of(tenant, BUDGET);
        long hour = now.toEpochMilli() / HOUR * HOUR;
        byte[] stored = asked.get(key);
        Asked spent = stored == null ? new Asked(hour, 0) : Asked.of(stored);
        int count = spent.at() == hour ? spent.times() : 0;
        if (count >= perHour) {
            return false;
        }
        asked.put(key, new Asked(hour, count + 1).toBytes());
        return true;
    }

    /** Returns what came of a question; null if nothing has come. */
    public @Nullable Answer answer(String tenant, String requestId) {
        byte[] stored = answers.get(Keys.of(tenant, requestId));
        return stored == null ? null : Answer.of(stored);
    }

    /** Keeps what came of a question. */
    public void keep(String tenant, String requestId, Answer answer) {
        answers.put(Keys.of(tenant, requestId), answer.toBytes());
    }

    /** Forgets questions and answers from before a time. */
    public void forgetBefore(Instant time) {
        forget(asked, stored -> Asked.of(stored).at() < time.toEpochMilli());
        forget(answers, stored -> Answer.of(stored).at() < time.toEpochMilli());
    }

    @FunctionalInterface
    private interface Age {
        boolean isPast(byte[] stored);
    }

    private static void forget(KeyValueStore<String, byte[]> store, Age age) {
        List<String> past = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            for (Iterator<KeyValue<String, byte[]>> each = all; each.hasNext(); ) {
                KeyValue<String, byte[]> entry = each.next();
                if (age.isPast(entry.value)) {
                    past.add(entry.key);
                }
            }
        }
        past.forEach(store::delete);
    }
}
