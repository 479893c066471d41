package io.sluice.sentinel.investigation;

import io.sluice.contracts.investigation.ParameterType;
import io.sluice.sentinel.investigation.Value.Fit;
import io.sluice.sentinel.investigation.Value.Unfit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** Checks the values of parameters, and gives them the form in which Microsoft's tables have them. */
final class ParameterRules {

    /** The longest text, in characters: the query's text is limited, and a URL is not longer. */
    private static final int LONGEST = 2000;

    private static final Duration WIDEST_MARGIN = Duration.ofDays(7);

    /** Beyond these, a margin could not be taken off or added. */
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9000-01-01T00:00:00Z");

    // As names of guests show (ann_contoso.com#EXT#@fabrikam.onmicrosoft.com), nearly anything may be before the sign.
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]+@[^\\s@<>\"]+");

    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)https?://[^\\s/?#\"<>]+[^\\s\"<>]*");
    private static final Pattern HOST_AND_PATH =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]*(\\.[\\p{L}\\p{N}_-]+)+([:/?#][^\\s\"<>]*)?");

    private ParameterRules() {}

    /** Returns a value in its usual form, or why it cannot be one. */
    static Value check(ParameterType type, String value) {
        String text = value.strip();
        if (text.isEmpty()) {
            return new Unfit("It must not be empty.");
        }
        if (text.length() > LONGEST) {
            return new Unfit("It must not have more than " + LONGEST + " characters.");
        }
        if (text.codePoints().anyMatch(ParameterRules::isNoText)) {
            return new Unfit("It must be text, without control characters and halves of characters.");
        }
        return switch (type) {
            case EMAIL ->
                EMAIL.matcher(text).matches()
                        ? new Fit(text.toLowerCase(Locale.ROOT))
                        : new Unfit("It must be a user principal name or mail address, such as ann@contoso.com.");
            case IP -> ip(text);
            case GUID, DEVICE, HASH ->
                fits(type, text)
                        ? new Fit(text.toLowerCase(Locale.ROOT))
                        : new Unfit("It must be " + type.meaning() + ".");
            case URL -> url(text);
            case TEXT ->
                text.length() > 1 && text.codePoints().anyMatch(Character::isLetterOrDigit)
                        ? new Fit(text)
                        : new Unfit("It must have two characters at least, one of them a letter or digit.");
            case MOMENT -> moment(text);
            case DURATION -> duration(text);
        };
    }

    private static boolean isNoText(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean fits(ParameterType type, String text) {
        return text.matches(Objects.requireNonNull(type.pattern(), type.word()));
    }

    private static Value ip(String text) {
        String canonical = IpAddress.canonical(text);
        return canonical == null
                ? new Unfit("It must be an IPv4 or IPv6 address, without mask or port, such as 203.0.113.7.")
                : new Fit(canonical);
    }

    /**
     * Analysts break addresses so that nobody follows them by mistake. A / at the end would leave out the address
     * itself, which is kept without it as often as with it.
     */
    private static Value url(String text) {
        String whole = text.replaceFirst("(?i)^h(xx|\\*\\*)p", "http")
                .replace("[.]", ".")
                .replace("(.)", ".")
                .replace("[dot]", ".")
                .replace("[:]", ":")
                .replace("[://]", "://")
                .replaceFirst("/+$", "");
        return WEB_ADDRESS.matcher(whole).matches()
                        || HOST_AND_PATH.matcher(whole).matches()
                ? new Fit(whole)
                : new Unfit("It must be a web address, such as https://contoso.com/login, or the name of a host.");
    }

    private static Value moment(String text) {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            return moment.isBefore(FIRST) || moment.isAfter(LAST)
                    ? new Unfit("It must be a moment between the years 1900 and 9000.")
                    : new Fit(moment.toString());
        } catch (DateTimeException wrong) {
            return new Unfit("It must be a moment with time zone, such as 2026-03-01T08:30:00Z.");
        }
    }

    private static Value duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.isPositive() && duration.compareTo(WIDEST_MARGIN) <= 0
                    ? new Fit(duration.toString())
                    : new Unfit("It must be longer than nothing and at most " + WIDEST_MARGIN.toDays() + " days.");
        } catch (DateTimeException wrong) {
            return new Unfit("It must be an ISO 8601 duration, such as PT6H.");
        }
    }
}
