package io.sluice.connections.tokens;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): a number of seconds or a date. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Where Entra ID does not say how long. */
    private static final Duration UNSAID = Duration.ofSeconds(30);

    private RetryAfter() {}

    /** Returns the wait, between one second and one hour. */
    static Duration of(@Nullable String header, Instant now) {
        Duration wait = header == null ? UNSAID : parse(header.strip(), now);
        if (wait.compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
    }

    private static Duration parse(String header, Instant now) {
        if (SECONDS.matcher(header).matches()) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException neither) {
            return UNSAID;
        }
    }
}
