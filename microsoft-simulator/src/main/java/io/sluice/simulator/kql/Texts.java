package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as text, and back. */
final class Texts {

    private static final Pattern REAL =
            Pattern.compile("[+-]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][+-]?\\d{1,4})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,40}");
    private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]{1,16}");

    private Texts() {}

    /** What {@code tostring} makes of a value. */
    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Double number -> real(number);
            case BigDecimal number -> number.toPlainString();
            case Instant time -> Times.text(time);
            case Duration span -> Times.text(span);
            case JsonNode node -> node.isTextual() ? node.textValue() : Dynamics.json(node);
            default -> value.toString();
        };
    }

    /** A number as .NET writes it. */
    static String real(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        double absolute = Math.abs(number);
        if (absolute != 0 && (absolute >= 1e15 || absolute < 1e-4)) {
            String text = Double.toString(number);
            int e = text.indexOf('E');
            if (e < 0) {
                return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
            }
            String mantissa = text.substring(0, e);
            String exponent = text.substring(e + 1);
            String plain = mantissa.endsWith(".0") ? mantissa.substring(0, mantissa.length() - 2) : mantissa;
            int value = Integer.parseInt(exponent);
            return plain + "E" + (value < 0 ? "-" : "+") + "%02d".formatted(Math.abs(value));
        }
        String text = new BigDecimal(Double.toString(number)).toPlainString();
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A real number, if the text is one. */
    static Optional<Double> toReal(String written) {
        String text = written.strip();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Optional.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> REAL.matcher(text).matches() ? Optional.of(Double.parseDouble(text)) : Optional.empty();
        };
    }

    /** A whole number of 64 bits, if the text is one. */
    static Optional<Long> toLong(String written) {
        String text = written.strip();
        if (HEX.matcher(text).matches()) {
            return Optional.of(Long.parseUnsignedLong(text.substring(2), 16));
        }
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
        return number.bitLength() > 63 ? Optional.empty() : Optional.of(number.longValue());
    }

    /** A whole number, if a real one is within 64 bits. */
    static Optional<Long> toLong(double number) {
        return Double.isNaN(number) || number >= 0x1p63 || number < -0x1p63
                ? Optional.empty()
                : Optional.of((long) number);
    }

    /** A truth value, if the text is one. */
    static Optional<Boolean> toBool(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> toLong(text).map(number -> number != 0);
        };
    }
}
