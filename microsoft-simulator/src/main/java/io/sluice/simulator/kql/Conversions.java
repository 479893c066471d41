package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What {@code tostring}, {@code toint} and their like do: what cannot be converted becomes null. */
final class Conversions {

    private Conversions() {}

    /** The expression as a value of another type. */
    static Compiled to(Type type, Compiled from) {
        if (from.type() == type) {
            return from;
        }
        if (!possible(from.type(), type)) {
            throw KqlException.semantic(
                    "SEM0064",
                    "Cannot convert a value of type %s to %s"
                            .formatted(from.type().word(), type.word()));
        }
        Compiled.Value value = from.value();
        return new Compiled(type, from.constant(), row -> {
            Object converted = convert(type, value.of(row));
            return converted == null && type == Type.STRING ? "" : converted;
        });
    }

    private static boolean possible(Type from, Type to) {
        if (to == Type.STRING || to == Type.DYNAMIC || from == Type.STRING || from == Type.DYNAMIC) {
            return true;
        }
        return switch (to) {
            case INT, LONG -> from.numeric() || from == Type.BOOL || from == Type.DATETIME || from == Type.TIMESPAN;
            case REAL, DECIMAL -> from.numeric() || from == Type.BOOL;
            case BOOL -> from.numeric();
            default -> false;
        };
    }

    /** A value as one of another type, or null. */
    static @Nullable Object convert(Type type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (type.valueClass().isInstance(value)) {
            return value;
        }
        if (value instanceof JsonNode node && type != Type.STRING) {
            return node.isContainerNode() ? null : convert(type, plain(node));
        }
        return switch (type) {
            case STRING -> Texts.of(value);
            case DYNAMIC -> value instanceof String text ? Dynamics.parse(text) : Dynamics.of(value);
            case BOOL ->
                switch (value) {
                    case String text -> Texts.toBool(text).orElse(null);
                    case Number number -> number.doubleValue() != 0;
                    default -> null;
                };
            case INT -> {
                Long whole = whole(value);
                yield whole == null || whole != (int) (long) whole ? null : (Object) (int) (long) whole;
            }
            case LONG -> whole(value);
            case REAL ->
                switch (value) {
                    case String text -> Texts.toReal(text).orElse(null);
                    case Boolean bool -> bool ? 1.0 : 0.0;
                    case Number number -> number.doubleValue();
                    default -> null;
                };
            case DECIMAL -> decimal(value);
            case DATETIME ->
                switch (value) {
                    case String text -> Times.datetime(text).orElse(null);
                    case Number ticks
                    when ticks.longValue() >= 0 && ticks.longValue() <= Times.ticks(Times.LAST) ->
                        Times.moment(ticks.longValue());
                    default -> null;
                };
            case TIMESPAN ->
                switch (value) {
                    case String text -> Literals.span(text.strip()).orElse(null);
                    case Number ticks -> Times.span(ticks.longValue());
                    default -> null;
                };
            case GUID -> value instanceof String text ? Literals.toGuid(text).orElse(null) : null;
        };
    }

    private static Object plain(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.doubleValue();
    }

    private static @Nullable Long whole(Object value) {
        return switch (value) {
            case String text -> Texts.toLong(text).orElse(null);
            case Boolean bool -> bool ? 1L : 0L;
            case Instant time -> Times.ticks(time);
            case Duration span -> Times.ticks(span);
            case Double number -> Texts.toLong(number).orElse(null);
            case BigDecimal number -> Texts.toLong(number.doubleValue()).orElse(null);
            case Number number -> number.longValue();
            default -> null;
        };
    }

    private static @Nullable Object decimal(Object value) {
        return switch (value) {
            case String text -> {
                try {
                    yield text.length() > 40 ? null : new BigDecimal(text.strip());
                } catch (NumberFormatException e) {
                    yield null;
                }
            }
            case Double number -> Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
            case Number number -> BigDecimal.valueOf(number.longValue());
            case Boolean bool -> bool ? BigDecimal.ONE : BigDecimal.ZERO;
            default -> null;
        };
    }
}
