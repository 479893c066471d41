package io.sluice.enrichment.followup;

import com.fasterxml.jackson.core.type.TypeReference;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Keys;
import io.sluice.enrichment.graph.EntityKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and what came of it: each question once, and no more of them in an hour than a tenant may cause. What
 * could not be answered for a passing reason is asked again, and so is, once, what nothing was known of so early, and
 * half a day later what was asked about a time that was not over.
 *
 * <p>Not thread-safe: one for each task.
 */
public final class FollowUps {

    /** How long after an answer that failed in passing it is asked again; after each further one twice as long. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);

    /** When it is asked again where nothing was found: what happens can take so long to be told of. */
    private static final Duration PAUSE_AFTER_NOTHING = Duration.ofMinutes(15);

    /**
     * When it is asked again where the time that is asked about was not over: what came after the alert matters too.
     */
    private static final Duration PAUSE_BEFORE_THE_END = Duration.ofHours(12);

    /**
     * How many answers about a subject are kept: their ids are one record. Of more, which only somebody from outside
     * can make up, those whose ids come last, whichever came first.
     */
    private static final int MOST_OF_A_SUBJECT = 2_000;

    private static final Admission KNOWN = new Admission.Known();
    private static final TypeReference<TreeSet<String>> IDS = new TypeReference<>() {};

    private final KeyValueStore<String, byte[]> asked;
    private final KeyValueStore<String, byte[]> answers;
    private final Allowance allowance;
    private final int attempts;

    /** Where to go on with forgetting. */
    private @Nullable String nextAsked;

    private @Nullable String nextAnswer;

    /** Remembers questions in one store and answers in another. */
    public FollowUps(
            KeyValueStore<String, byte[]> asked, KeyValueStore<String, byte[]> answers, FollowUpSettings settings) {
        this.asked = asked;
        this.answers = answers;
        this.allowance = new Allowance(asked, settings);
        this.attempts = settings.attempts();
    }

    // ---- asking

    /**
     * Takes note that a question is asked, if it is to be asked.
     *
     * @param late whether it is about something that is long over
     */
    public Admission admit(String tenant, Question question, boolean late, Instant now) {
        Optional<Answered> answered = answered(tenant, question, subject -> ids(tenant, subject));
        if (answered.isPresent()) {
            return admitAgain(tenant, question, answered.get(), late, now);
        }
        boolean wasAsked = question.values().stream()
                .flatMap(value -> asked(tenant, question.subject(value)).keySet().stream())
                .flatMap(id -> QuestionId.of(id).stream())
                .anyMatch(id -> question.distance(id) >= 0);
        return wasAsked ? KNOWN : spend(tenant, question, question.id(tenant), late, now);
    }

    private Admission admitAgain(String tenant, Question question, Answered answered, boolean late, Instant now) {
        Answer newest = answered.newest();
        int attempt = QuestionId.of(newest.request()).map(QuestionId::attempt).orElse(1);
        Asked last = asked(tenant, question.subject(answered.value()))
                .get(answered.id().text());
        if (!newest.isWhole() || attempt >= attempts || (last != null && last.times() > attempt)) {
            return KNOWN; // its answer is awaited, or it was asked often enough
        }
        QuestionId id = answered.id();
        Question same = newest.failedInPassing() && answered.nothings() == 0
                ? question.first(answered.value(), id.around())
                : question.about(answered.value(), id.around());
        Optional<Duration> pause = pause(same, answered, attempt);
        boolean behindOthers = late || !newest.failedInPassing();
        if (pause.isEmpty() || (behindOthers && !allowance.isLateAllowed())) {
            return KNOWN;
        }
        long due = newest.at() + pause.get().toMillis();
        return due > now.toEpochMilli()
                ? new Admission.Wait(due, false, false)
                : spend(tenant, same, id.attempt(attempt + 1), behindOthers, now);
    }

    /** How long after an answer it is asked again; nothing if the answer will do. */
    private static Optional<Duration> pause(Question question, Answered answered, int attempt) {
        if (answered.newest().failedInPassing()) {
            return Optional.of(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
        }
        Answer answer = answered.answer();
        if (answer.isEmpty() && answered.nothings() == 1) {
            return Optional.of(PAUSE_AFTER_NOTHING);
        }
        return answer.isComplete() && question.isStillOpen(Instant.ofEpochMilli(answer.at()))
                ? Optional.of(PAUSE_BEFORE_THE_END)
                : Optional.empty();
    }

    private Admission spend(String tenant, Question question, QuestionId id, boolean late, Instant now) {
        if (late && !allowance.isLateAllowed()) {
            return KNOWN;
        }
        long from = allowance.from(tenant, late, now);
        if (from > now.toEpochMilli()) {
            return new Admission.Wait(from, late, true);
        }
        allowance.spend(tenant, late, now);
        String key =
                Keys.of(tenant, question.subject(question.values().getFirst()).shortText());
        byte[] before = asked.get(key);
        Map<String, Asked> questions = before == null ? new TreeMap<>() : Asked.of(before);
        questions.put(id.attempt(1).text(), new Asked(now.toEpochMilli(), id.attempt()));
        asked.put(key, Asked.toBytes(questions));
        return new Admission.Ask(question, id.text(), id.attempt());
    }

    private Map<String, Asked> asked(String tenant, EntityKey subject) {
        byte[] stored = asked.get(Keys.of(tenant, subject.shortText()));
        return stored == null ? Map.of() : Asked.of(stored);
    }

    /**
     * Returns whether a tenant may ask something now.
     *
     * @param late whether it is about something that is long over
     */
    public boolean mayAsk(String tenant, boolean late, Instant now) {
        return allowance.from(tenant, late, now) <= now.toEpochMilli();
    }

    // ---- answers

    /**
     * Returns what finds the answer to a question, if there is one; to be used for one investigation and then let go.
     */
    public Function<Question, @Nullable Answer> answers(String tenant) {
        Map<EntityKey, List<QuestionId>> known = new HashMap<>();
        return question -> answered(
                        tenant, question, subject -> known.computeIfAbsent(subject, key -> ids(tenant, key)))
                .map(Answered::answer)
                .orElse(null);
    }

    /** Of several it is the one about the best value and the nearest time. */
    private Optional<Answered> answered(String tenant, Question question, Function<EntityKey, List<QuestionId>> known) {
        for (String value : question.values()) {
            List<QuestionId> ids = known.apply(question.subject(value));
            QuestionId nearest = null;
            for (QuestionId id : ids) {
                int distance = question.distance(id);
                if (distance >= 0 && (nearest == null || distance < question.distance(nearest))) {
                    nearest = id;
                }
            }
            Optional<Answered> answered = nearest == null ? Optional.empty() : told(tenant, value, nearest, ids);
            if (answered.isPresent()) {
                return answered;
            }
        }
        return Optional.empty();
    }

    /** What all tries to have a question answered have told. */
    private Optional<Answered> told(String tenant, String value, QuestionId question, List<QuestionId> ids) {
        List<Answer> tries = ids.stream()
                .filter(id -> id.attempt(1).equals(question.attempt(1)))
                .sorted(Comparator.comparingInt(QuestionId::attempt))
                .flatMap(id -> Stream.ofNullable(answers.get(Keys.of(tenant, id.text()))))
                .map(Answer::of)
                .toList();
        return Tries.together(tries, question.around() != null)
                .map(answer -> new Answered(
                        value,
                        question.attempt(1),
                        answer,
                        tries.getLast(),
                        tries.stream().filter(Answer::isEmpty).count()));
    }

    /** The questions about a subject that were answered, each try of them, in the order of their ids. */
    private List<QuestionId> ids(String tenant, EntityKey subject) {
        byte[] stored = answers.get(Keys.of(tenant, subject.shortText()));
        return stored == null
                ? List.of()
                : read(stored).stream()
                        .flatMap(id -> QuestionId.of(id).stream())
                        .toList();
    }

    private static SortedSet<String> read(byte[] stored) {
        try {
            return Json.MAPPER.readValue(stored, IDS);
        } catch (IOException e) {
            throw new IllegalStateException("The store holds a list of answers that cannot be read", e);
        }
    }

    /**
     * Keeps what came of a question of ours. An answer that does not say what it is about nobody could find.
     *
     * @param grown makes what this try has told from what it had told before
     * @return what this try has told so far; nothing if it is no question of ours
     */
    public Optional<Answer> keep(String tenant, String requestId, Function<@Nullable Answer, Answer> grown) {
        return QuestionId.of(requestId).map(id -> {
            // Each try is kept by itself: what they tell together does not depend on which of them is read first.
            String text = id.text();
            String key = Keys.of(tenant, text);
            byte[] stored = answers.get(key);
            Answer answer = grown.apply(stored == null ? null : Answer.of(stored));
            if (answer.about() != null) {
                answers.put(key, answer.toBytes());
                String subject = Keys.of(tenant, answer.about());
                byte[] before = answers.get(subject);
                SortedSet<String> ids = before == null ? new TreeSet<>() : read(before);
                if (ids.add(text)) {
                    while (ids.size() > MOST_OF_A_SUBJECT) {
                        answers.delete(Keys.of(tenant, ids.removeFirst()));
                    }
                    answers.put(subject, Json.write(ids));
                }
            }
            return answer;
        });
    }

    // ---- forgetting

    /** Tells whether anything is kept that names a subject, and to which a time matters. */
    @FunctionalInterface
    public interface Naming {
        /**
         * Returns whether a finding names a subject.
         *
         * @param from says of the time from which on a finding is whether that matters
         */
        boolean any(String tenant, EntityKey subject, Predicate<Instant> from);
    }

    /**
     * Forgets questions and answers from before a time that say nothing about any finding that is kept. It looks at
     * some only, and goes on where it stopped when it is called again.
     *
     * @param most how many it looks at
     */
    public void forgetSome(Instant time, Naming naming, int most) {
        long before = time.toEpochMilli();
        nextAsked = some(asked, nextAsked, most, (key, stored) -> {
            if (Allowance.isOne(key)) {
                if (Allowance.isPast(stored, before)) {
                    asked.delete(key);
                }
                return;
            }
            Map<String, Asked> questions = Asked.of(stored);
            if (questions
                    .entrySet()
                    .removeIf(each -> each.getValue().at() < before && !isNamed(key, each.getKey(), naming))) {
                putOrDelete(asked, key, questions.isEmpty() ? null : Asked.toBytes(questions));
            }
        });
        nextAnswer = some(answers, nextAnswer, most, (key, stored) -> {
            if (isAnswer(key)) {
                return; // it is looked at with what it is about
            }
            Set<String> ids = read(stored);
            if (ids.removeIf(id -> isForgotten(key, id, before, naming))) {
                putOrDelete(answers, key, ids.isEmpty() ? null : Json.write(ids));
            }
        });
    }

    private boolean isForgotten(String subject, String id, long before, Naming naming) {
        String key = Keys.of(Keys.tenantOf(subject), id);
        byte[] stored = answers.get(key);
        if (stored != null && (Answer.of(stored).at() >= before || isNamed(subject, id, naming))) {
            return false;
        }
        answers.delete(key);
        return true;
    }

    private static boolean isNamed(String subject, String id, Naming naming) {
        Optional<EntityKey> entity = EntityKey.of(withoutTenant(subject));
        Optional<QuestionId> question = QuestionId.of(id);
        return entity.isPresent()
                && question.isPresent()
                && naming.any(
                        Keys.tenantOf(subject),
                        entity.get(),
                        from -> question.get().distance(from) >= 0);
    }

    private static boolean isAnswer(String key) {
        return QuestionId.of(withoutTenant(key)).isPresent();
    }

    private static String withoutTenant(String key) {
        return key.substring(Keys.tenantOf(key).length() + 1);
    }

    private static void putOrDelete(KeyValueStore<String, byte[]> store, String key, byte @Nullable [] value) {
        if (value == null) {
            store.delete(key);
        } else {
            store.put(key, value);
        }
    }

    /** Looks at some records from a key on; returns where to go on, null at the beginning again. */
    private static @Nullable String some(
            KeyValueStore<String, byte[]> store, @Nullable String from, int most, BiConsumer<String, byte[]> look) {
        List<KeyValue<String, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.range(from, null)) {
            while (all.hasNext() && found.size() <= most) {
                found.add(all.next());
            }
        }
        String next = found.size() > most ? found.removeLast().key : null;
        found.forEach(each -> look.accept(each.key, each.value));
        return next;
    }
}
