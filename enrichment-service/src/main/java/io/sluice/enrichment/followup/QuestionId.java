package io.sluice.enrichment.followup;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of a question. It follows from what is asked: {@code fu-signins-of-user-<uuid>-20260504}, with {@code .2}
 * behind it where it is asked a second time, because an id is answered once.
 *
 * @param rule the rule that asks
 * @param subject tells the tenant and what it is about from others
 * @param day the day about which it asks, where that matters
 * @param attempt how often it was asked then, from 1
 */
record QuestionId(FollowUpRule rule, UUID subject, @Nullable LocalDate day, int attempt) {

    private static final Pattern FORM = Pattern.compile(
            "fu-([a-z-]+)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-([0-9]{8}))?(?:\\.([0-9]{1,3}))?");

    /** Returns the id under which something is asked first. */
    static QuestionId of(String tenant, FollowUpRule rule, String subject, @Nullable LocalDate day) {
        String name = String.join("\n", tenant, rule.word(), subject);
        return new QuestionId(rule, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), day, 1);
    }

    /** Reads the id of a request; nothing if it is none of ours. */
    static Optional<QuestionId> of(String requestId) {
        Matcher id = FORM.matcher(requestId);
        if (!id.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate day = id.group(3) == null ? null : LocalDate.parse(id.group(3), DateTimeFormatter.BASIC_ISO_DATE);
            int attempt = id.group(4) == null ? 1 : Integer.parseInt(id.group(4));
            return Arrays.stream(FollowUpRule.values())
                    .filter(rule -> rule.word().equals(id.group(1)))
                    .map(rule -> new QuestionId(rule, UUID.fromString(id.group(2)), day, attempt))
                    .findFirst();
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    /**
     * How far a day is from the one that was asked about: 0 for the same, -1 where the answer says nothing about it.
     */
    int distance(LocalDate other) {
        if (day == null) {
            return 0;
        }
        long days = Math.abs(ChronoUnit.DAYS.between(other, day));
        return days <= 1 ? (int) days : -1;
    }

    /** Returns the same question, asked for the so-many-eth time. */
    QuestionId attempt(int number) {
        return new QuestionId(rule, subject, day, number);
    }

    /** Returns it as a request has it. */
    String text() {
        String first = "fu-" + rule.word() + "-" + subject
                + (day == null ? "" : "-" + DateTimeFormatter.BASIC_ISO_DATE.format(day));
        return attempt == 1 ? first : first + "." + attempt;
    }
}
