package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Arithmetic and comparisons with Kusto's types and nulls. */
final class Operators {

    private Operators() {}

    // ---- comparisons

    /** {@code ==}, {@code !=}, {@code <} and their like. */
    static Compiled compare(String sign, Compiled left, Compiled right) {
        boolean equality = sign.equals("==") || sign.equals("!=");
        if (!comparable(left.type(), right.type(), equality)) {
            throw KqlException.semantic(
                    "SEM0064",
                    "Cannot compare values of types %s and %s. Try adding explicit casts"
                            .formatted(left.type().word(), right.type().word()));
        }
        Compiled.Value one = left.value();
        Compiled.Value other = right.value();
        boolean constant = left.constant() && right.constant();
        if (equality) {
            boolean wanted = sign.equals("==");
            return new Compiled(Type.BOOL, constant, row -> {
                Object a = one.of(row);
                Object b = other.of(row);
                if (a == null && b == null) {
                    return null;
                }
                return (a != null && b != null && same(a, b)) == wanted;
            });
        }
        return new Compiled(Type.BOOL, constant, row -> {
            Object a = one.of(row);
            Object b = other.of(row);
            Integer order = a == null || b == null ? null : order(a, b);
            if (order == null) {
                return null;
            }
            return switch (sign) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        });
    }

    private static boolean comparable(Type left, Type right, boolean equality) {
        if (left.numeric() && right.numeric()) {
            return true;
        }
        if (left == Type.DYNAMIC || right == Type.DYNAMIC) {
            Type other = left == Type.DYNAMIC ? right : left;
            return other.numeric() || (equality && (other == Type.STRING || other == Type.BOOL));
        }
        return left == right && (equality || left == Type.DATETIME || left == Type.TIMESPAN);
    }

    /** Whether two values, neither of which is null, are equal. */
    static boolean same(Object a, Object b) {
        if (a.getClass() == b.getClass() && !(a instanceof BigDecimal) && !(a instanceof Double)) {
            return a.equals(b);
        }
        Integer order = order(a, b);
        return order != null && order == 0;
    }

    /** The order of two values; null if they have none. */
    static @Nullable Integer order(Object a, Object b) {
        if (a instanceof JsonNode node && !(b instanceof JsonNode)) {
            return mixed(node, b);
        }
        if (b instanceof JsonNode node && !(a instanceof JsonNode)) {
            Integer order = mixed(node, a);
            return order == null ? null : -order;
        }
        if (a instanceof Number one && b instanceof Number other) {
            return numbers(one, other);
        }
        return switch (a) {
            case String one when b instanceof String other -> Integer.signum(one.compareTo(other));
            case Instant one when b instanceof Instant other -> one.compareTo(other);
            case Duration one when b instanceof Duration other -> one.compareTo(other);
            case Boolean one when b instanceof Boolean other -> one.compareTo(other);
            case UUID one when b instanceof UUID other -> one.toString().compareTo(other.toString());
            default -> null;
        };
    }

    private static @Nullable Integer mixed(JsonNode node, Object value) {
        return switch (value) {
            case Number number
            when node.isNumber() ->
                node.isIntegralNumber() ? numbers(node.decimalValue(), number) : numbers(node.doubleValue(), number);
            case String text
            when node.isTextual() -> Integer.signum(node.textValue().compareTo(text));
            case Boolean bool when node.isBoolean() -> Boolean.compare(node.booleanValue(), bool);
            default -> null;
        };
    }

    private static @Nullable Integer numbers(Number one, Number other) {
        if (whole(one) && whole(other)) {
            return Long.compare(one.longValue(), other.longValue());
        }
        if (one instanceof Double || other instanceof Double) {
            double a = one.doubleValue();
            double b = other.doubleValue();
            return Double.isNaN(a) || Double.isNaN(b)
                    ? null
                    : a == b ? Integer.valueOf(0) : Integer.valueOf(Double.compare(a, b));
        }
        return decimal(one).compareTo(decimal(other));
    }

    private static boolean whole(Number number) {
        return number instanceof Long || number instanceof Integer;
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }

    /** {@code has}, {@code contains} and their like. */
    static Compiled text(String operator, Compiled left, Compiled right) {
        boolean negated = operator.startsWith("!");
        String word = negated ? operator.substring(1) : operator;
        for (Compiled side : new Compiled[] {left, right}) {
            if (side.type() != Type.STRING && side.type() != Type.DYNAMIC) {
                throw KqlException.semantic(
                        "SEM0025",
                        "One of the values provided to the %s operator is of type %s, but a string is expected"
                                .formatted(operator, side.type().word()));
            }
        }
        BiFunction<String, String, Boolean> test = word.equals("~") || word.equals("=~")
                ? String::equalsIgnoreCase
                : word.endsWith("_cs")
                        ? (text, part) -> TextMatch.matches(word.substring(0, word.length() - 3), text, part)
                        : (text, part) -> TextMatch.matches(word, lower(text), lower(part));
        Compiled.Value one = left.value();
        Compiled.Value other = right.value();
        return new Compiled(
                Type.BOOL,
                left.constant() && right.constant(),
                row -> test.apply(Texts.of(one.of(row)), Texts.of(other.of(row))) != negated);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    // ---- arithmetic

    /** {@code +}, {@code -}, {@code *}, {@code /}, {@code %}. */
    static Compiled arithmetic(String sign, Compiled left, Compiled right) {
        Type type = result(sign, left.type(), right.type());
        if (type == null) {
            throw KqlException.semantic(
                    "SEM0023",
                    "Arithmetic expression cannot be carried-out between %s and %s"
                            .formatted(left.type().word(), right.type().word()));
        }
        Compiled.Value one = left.value();
        Compiled.Value other = right.value();
        return new Compiled(type, left.constant() && right.constant(), row -> {
            Object a = one.of(row);
            Object b = other.of(row);
            return a == null || b == null ? null : calculate(sign, a, b);
        });
    }

    private static @Nullable Type result(String sign, Type left, Type right) {
        if (left.numeric() && right.numeric()) {
            if (left == Type.REAL || right == Type.REAL) {
                return Type.REAL;
            }
            return left == Type.DECIMAL || right == Type.DECIMAL ? Type.DECIMAL : Type.LONG;
        }
        boolean times = left == Type.DATETIME || right == Type.DATETIME;
        return switch (sign) {
            case "+" ->
                left == Type.TIMESPAN && right == Type.TIMESPAN
                        ? Type.TIMESPAN
                        : times && (left == Type.TIMESPAN || right == Type.TIMESPAN) ? Type.DATETIME : null;
            case "-" ->
                (left == Type.DATETIME && right == Type.DATETIME) || (left == Type.TIMESPAN && right == Type.TIMESPAN)
                        ? Type.TIMESPAN
                        : left == Type.DATETIME && right == Type.TIMESPAN ? Type.DATETIME : null;
            case "*" ->
                (left == Type.TIMESPAN && right.numeric()) || (right == Type.TIMESPAN && left.numeric())
                        ? Type.TIMESPAN
                        : null;
            case "/" ->
                left != Type.TIMESPAN
                        ? null
                        : right == Type.TIMESPAN ? Type.REAL : right.numeric() ? Type.TIMESPAN : null;
            default -> null;
        };
    }

    private static @Nullable Object calculate(String sign, Object a, Object b) {
        try {
            return switch (a) {
                case Number one when b instanceof Number other -> calculate(sign, one, other);
                case Instant one when b instanceof Instant other -> Duration.between(other, one);
                case Instant one
                when b instanceof Duration other ->
                    Times.plus(one, sign.equals("+") ? other : other.negated()).orElse(null);
                case Duration one
                when b instanceof Instant other -> Times.plus(other, one).orElse(null);
                case Duration one when b instanceof Duration other -> spans(sign, Times.ticks(one), Times.ticks(other));
                case Duration one when b instanceof Number other -> scaled(sign, one, other);
                case Number one when b instanceof Duration other -> scaled(sign, other, one);
                default ->
                    throw new IllegalStateException("No arithmetic between " + a.getClass() + " and " + b.getClass());
            };
        } catch (ArithmeticException e) {
            // Out of range or divided by zero.
            return null;
        }
    }

    private static Object spans(String sign, long a, long b) {
        return switch (sign) {
            case "+" -> Times.span(Math.addExact(a, b));
            case "-" -> Times.span(Math.subtractExact(a, b));
            default -> (double) a / b;
        };
    }

    private static @Nullable Object scaled(String sign, Duration span, Number by) {
        double factor = by.doubleValue();
        double ticks = sign.equals("*") ? Times.ticks(span) * factor : Times.ticks(span) / factor;
        if (whole(by) && sign.equals("*")) {
            return Times.span(Math.multiplyExact(Times.ticks(span), by.longValue()));
        }
        return Texts.toLong(ticks).map(Times::span).orElse(null);
    }

    private static @Nullable Object calculate(String sign, Number one, Number other) {
        if (one instanceof Double || other instanceof Double) {
            double a = one.doubleValue();
            double b = other.doubleValue();
            return switch (sign) {
                case "+" -> a + b;
                case "-" -> a - b;
                case "*" -> a * b;
                case "/" -> a / b;
                default ->
                    b == 0 ? Double.valueOf(Double.NaN) : Double.valueOf(a - Math.abs(b) * Math.floor(a / Math.abs(b)));
            };
        }
        if (one instanceof BigDecimal || other instanceof BigDecimal) {
            BigDecimal a = decimal(one);
            BigDecimal b = decimal(other);
            return switch (sign) {
                case "+" -> a.add(b, MathContext.DECIMAL128);
                case "-" -> a.subtract(b, MathContext.DECIMAL128);
                case "*" -> a.multiply(b, MathContext.DECIMAL128);
                case "/" -> a.divide(b, MathContext.DECIMAL128);
                default -> a.remainder(b, MathContext.DECIMAL128);
            };
        }
        long a = one.longValue();
        long b = other.longValue();
        return switch (sign) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> b == 0 || (a == Long.MIN_VALUE && b == -1) ? null : (Object) (a / b);
            // Never negative, whatever the signs are.
            default -> b == 0 || b == Long.MIN_VALUE ? null : (Object) Math.floorMod(a, Math.abs(b));
        };
    }
}
