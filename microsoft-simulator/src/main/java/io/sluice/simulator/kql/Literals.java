package io.sluice.simulator.kql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.simulator.kql.KqlException.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as they are written in a query: the inside of {@code datetime(…)} and its like, numbers, spans of time. */
final class Literals {

    private static final Pattern QUOTED = Pattern.compile("@?([\"'])(.*)\\1", Pattern.DOTALL);
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}");

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Literals() {}

    /** The value of a literal of this type; null for {@code null}. */
    static @Nullable Object read(Type type, String written, Place place) {
        if (written.equals("null") && type != Type.STRING) {
            return null;
        }
        Matcher quoted = QUOTED.matcher(written);
        String inside = type != Type.DYNAMIC && quoted.matches() ? quoted.group(2) : written;
        return switch (type) {
            case BOOL -> bool(inside, place);
            case DATETIME ->
                inside.isEmpty() ? failed(type, written, place) : or(Times.datetime(inside), type, written, place);
            case TIMESPAN -> or(span(inside), type, written, place);
            case GUID -> GUID.matcher(inside).matches() ? guid(inside) : failed(type, written, place);
            case INT -> {
                long value = whole(inside, type, place);
                yield value == (int) value ? (Object) (int) value : failed(type, written, place);
            }
            case LONG -> whole(inside, type, place);
            case REAL -> or(Texts.toReal(inside), type, written, place);
            case DECIMAL -> decimal(inside, place);
            case DYNAMIC -> dynamic(inside, place);
            case STRING -> inside;
        };
    }

    private static Object or(Optional<?> value, Type type, String written, Place place) {
        return value.isPresent() ? value.get() : failed(type, written, place);
    }

    private static Object failed(Type type, String written, Place place) {
        throw KqlException.literal(
                "Failed to parse %s literal: '%s'".formatted(type.word(), shortened(written)), place);
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    private static Object bool(String text, Place place) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> failed(Type.BOOL, text, place);
        };
    }

    private static long whole(String text, Type type, Place place) {
        try {
            boolean negative = text.startsWith("-");
            String digits = negative ? text.substring(1).trim() : text;
            if (digits.startsWith("0x") || digits.startsWith("0X")) {
                long value = Long.parseUnsignedLong(digits.substring(2), 16);
                return negative ? -value : value;
            }
            return Long.parseLong(negative ? "-" + digits : digits);
        } catch (NumberFormatException e) {
            throw KqlException.literal(
                    "Failed to parse %s literal: '%s'".formatted(type.word(), shortened(text)), place);
        }
    }

    private static Object decimal(String text, Place place) {
        try {
            if (text.length() > 40) {
                return failed(Type.DECIMAL, text, place);
            }
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return failed(Type.DECIMAL, text, place);
        }
    }

    private static @Nullable Object dynamic(String text, Place place) {
        try {
            JsonNode node = LENIENT.readTree(text);
            if (node == null || node.isMissingNode()) {
                return failed(Type.DYNAMIC, text, place);
            }
            return node.isNull() ? null : node;
        } catch (JsonProcessingException e) {
            return failed(Type.DYNAMIC, text, place);
        }
    }

    private static UUID guid(String text) {
        String digits = text.replace("-", "");
        return UUID.fromString(digits.substring(0, 8) + "-" + digits.substring(8, 12) + "-" + digits.substring(12, 16)
                + "-" + digits.substring(16, 20) + "-" + digits.substring(20));
    }

    /** A GUID, if the text is one. */
    static Optional<UUID> toGuid(String text) {
        String plain = text.strip();
        String bare = plain.startsWith("{") && plain.endsWith("}") ? plain.substring(1, plain.length() - 1) : plain;
        return GUID.matcher(bare).matches() ? Optional.of(guid(bare)) : Optional.empty();
    }

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]+)");

    /** {@code 1d}, {@code 1.5h}, {@code 1.02:03:04.5}, or a number of days. */
    static Optional<Duration> span(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            return Times.timespan(text);
        }
        long ticks = switch (matcher.group(2)) {
            case "d", "day", "days" -> Times.DAY;
            case "h", "hr", "hrs", "hour", "hours" -> Times.HOUR;
            case "m", "min", "minute", "minutes" -> Times.MINUTE;
            case "s", "sec", "second", "seconds" -> Times.SECOND;
            case "ms", "milli", "millis", "millisec", "millisecond", "milliseconds" -> Times.SECOND / 1000;
            case "micro", "micros", "microsec", "microsecond", "microseconds" -> Times.SECOND / 1_000_000;
            case "tick", "ticks" -> 1;
            default -> 0;
        };
        if (ticks == 0 || matcher.group(1).length() > 20) {
            return Optional.empty();
        }
        BigDecimal total = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(ticks));
        return total.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(Times.span(total.longValue()));
    }

    /** The moment that a text tells. */
    static Optional<Instant> moment(String text) {
        return Times.datetime(text);
    }
}
