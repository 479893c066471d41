package io.sluice.enrichment.followup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of a question. It follows from what is asked: {@code fu-signins-of-user-<uuid>-20260504}, with {@code .2}
 * behind it where it is asked a second time, because an id is answered once. A question about an hour has that behind
 * the day.
 *
 * @param rule the rule that asks
 * @param subject tells the tenant and what it is about from others
 * @param around the time about which it asks, where that matters
 * @param attempt how often it was asked then, from 1
 */
record QuestionId(FollowUpRule rule, UUID subject, @Nullable Around around, int attempt) {

    private static final Pattern FORM = Pattern.compile(
            "fu-([a-z-]+)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-([0-9]{8}(?:[0-9]{2})?))?(?:\\.([0-9]{1,3}))?");

    /** Returns the id under which something is asked first. */
    static QuestionId of(String tenant, FollowUpRule rule, String subject, @Nullable Around around) {
        String name = String.join("\n", tenant, rule.word(), subject);
        return new QuestionId(rule, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), around, 1);
    }

    /** Reads the id of a request; nothing if it is none of ours. */
    static Optional<QuestionId> of(String requestId) {
        Matcher id = FORM.matcher(requestId);
        if (!id.matches()) {
            return Optional.empty();
        }
        try {
            Around around = id.group(3) == null ? null : Around.of(id.group(3));
            int attempt = id.group(4) == null ? 1 : Integer.parseInt(id.group(4));
            return Arrays.stream(FollowUpRule.values())
                    .filter(rule -> rule.word().equals(id.group(1)))
                    .map(rule -> new QuestionId(rule, UUID.fromString(id.group(2)), around, attempt))
                    .findFirst();
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    /** How far a time is from the one that was asked about, -1 where the answer says nothing about it. */
    int distance(Instant time) {
        return around == null ? 0 : around.distance(time);
    }

    /** Returns the same question, asked for the so-many-eth time. */
    QuestionId attempt(int number) {
        return new QuestionId(rule, subject, around, number);
    }

    /** Returns it as a request has it. */
    String text() {
        String first = "fu-" + rule.word() + "-" + subject + (around == null ? "" : "-" + around.text());
        return attempt == 1 ? first : first + "." + attempt;
    }
}
