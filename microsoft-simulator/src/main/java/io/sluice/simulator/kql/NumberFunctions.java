package io.sluice.simulator.kql;

import io.sluice.simulator.kql.Functions.Takes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers, and rounding of numbers and times. */
final class NumberFunctions {

    private NumberFunctions() {}

    static void define() {
        Functions.add(NumberFunctions::bin, "bin", "floor");
        Functions.add(NumberFunctions::absolute, "abs");
        Functions.add(NumberFunctions::extreme, "min_of", "max_of");
        Functions.add(
                Type.REAL,
                List.of(Takes.NUMBER, Takes.WHOLE),
                1,
                arguments -> round(real(arguments, 0), arguments.length > 1 ? whole(arguments, 1) : 0),
                "round");
        Functions.add(
                Type.LONG,
                Takes.NUMBER,
                it -> Texts.toLong(Math.ceil(real(it, 0))).orElse(null),
                "ceiling");
        Functions.add(Type.REAL, Takes.NUMBER, it -> Math.sqrt(real(it, 0)), "sqrt");
        Functions.add(Type.REAL, Takes.NUMBER, it -> Math.exp(real(it, 0)), "exp");
        Functions.add(Type.REAL, Takes.NUMBER, it -> Math.log(real(it, 0)), "log");
        Functions.add(Type.REAL, Takes.NUMBER, it -> Math.log10(real(it, 0)), "log10");
        Functions.add(
                Type.REAL, List.of(Takes.NUMBER, Takes.NUMBER), 2, it -> Math.pow(real(it, 0), real(it, 1)), "pow");
        Functions.add(Type.BOOL, Takes.NUMBER, it -> Double.isNaN(real(it, 0)), "isnan");
        Functions.add(Type.BOOL, Takes.NUMBER, it -> Double.isInfinite(real(it, 0)), "isinf");
        Functions.add(Type.BOOL, Takes.NUMBER, it -> Double.isFinite(real(it, 0)), "isfinite");
    }

    /** An argument that is a double. */
    static double real(@Nullable Object[] arguments, int index) {
        return ((Number) require(arguments[index])).doubleValue();
    }

    /** An argument that is a whole number. */
    static long whole(@Nullable Object[] arguments, int index) {
        return ((Number) require(arguments[index])).longValue();
    }

    /** An argument that is not null. */
    static Object require(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("A null argument was not kept away");
        }
        return value;
    }

    private static double round(double value, long digits) {
        if (!Double.isFinite(value) || Math.abs(digits) > 300) {
            return value;
        }
        return new BigDecimal(Double.toString(value))
                .setScale((int) digits, RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    private static Compiled absolute(String name, List<Compiled> arguments, ExpressionBinder binder) {
        if (arguments.size() != 1) {
            throw Functions.count(name, 1, 1);
        }
        Compiled argument = arguments.getFirst();
        Type type = argument.type() == Type.INT ? Type.LONG : argument.type();
        if (!type.numeric() && type != Type.TIMESPAN) {
            throw Functions.expected(name, 0, "numeric");
        }
        return new Compiled(
                type, argument.constant(), row -> switch (argument.value().of(row)) {
                    case Integer number -> Math.abs(number.longValue());
                    case Long number -> Math.abs(number);
                    case Double number -> Math.abs(number);
                    case BigDecimal number -> number.abs();
                    case Duration span -> span.abs();
                    case null, default -> null;
                });
    }

    private static Compiled extreme(String name, List<Compiled> arguments, ExpressionBinder binder) {
        Type type = Functions.common(name, arguments);
        if (type == Type.DYNAMIC || type == Type.BOOL || type == Type.GUID || type == Type.STRING) {
            throw Functions.expected(name, 0, "numeric");
        }
        int sign = name.equals("max_of") ? 1 : -1;
        return new Compiled(type, arguments.stream().allMatch(Compiled::constant), row -> {
            Object best = null;
            for (Compiled argument : arguments) {
                Object value = Functions.as(type, argument.value().of(row));
                if (value != null) {
                    Integer order = best == null ? null : Operators.order(value, best);
                    if (best == null || (order != null && order * sign > 0)) {
                        best = value;
                    }
                }
            }
            return best;
        });
    }

    private static Compiled bin(String name, List<Compiled> arguments, ExpressionBinder binder) {
        if (arguments.size() != 2) {
            throw Functions.count(name, 2, 2);
        }
        Compiled value = arguments.get(0);
        Compiled size = arguments.get(1);
        boolean times = value.type() == Type.DATETIME || value.type() == Type.TIMESPAN;
        boolean numbers = value.type().numeric() && size.type().numeric();
        if (!numbers && !(times && size.type() == Type.TIMESPAN)) {
            throw KqlException.semantic(
                    "SEM0230",
                    "%s(): cannot round %s to multiples of %s"
                            .formatted(name, value.type().word(), size.type().word()));
        }
        if (value.type() == Type.DECIMAL || size.type() == Type.DECIMAL) {
            throw Functions.expected(name, 0, "numeric");
        }
        Type type = times ? value.type() : value.type().whole() && size.type().whole() ? Type.LONG : Type.REAL;
        return new Compiled(type, value.constant() && size.constant(), row -> {
            Object one = value.value().of(row);
            Object to = size.value().of(row);
            return one == null || to == null ? null : binned(type, one, to);
        });
    }

    private static @Nullable Object binned(Type type, Object value, Object size) {
        return switch (value) {
            case Instant time
            when size instanceof Duration span -> {
                Long ticks = binned(Times.ticks(time), Times.ticks(span));
                yield ticks == null ? null : Times.moment(ticks);
            }
            case Duration length
            when size instanceof Duration span -> {
                Long ticks = binned(Times.ticks(length), Times.ticks(span));
                yield ticks == null ? null : Times.span(ticks);
            }
            case Number number
            when size instanceof Number by -> {
                if (type == Type.LONG) {
                    yield binned(number.longValue(), by.longValue());
                }
                double step = by.doubleValue();
                yield step <= 0 ? null : (Object) (Math.floor(number.doubleValue() / step) * step);
            }
            default -> null;
        };
    }

    private static @Nullable Long binned(long value, long size) {
        return size <= 0 ? null : Long.valueOf(Math.floorDiv(value, size) * size);
    }
}
