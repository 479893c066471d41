package io.sluice.simulator.kql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scalar functions by their names. */
final class Functions {

    /** Makes a call evaluable. */
    @FunctionalInterface
    interface Function {
        /** Binds a call, or refuses its arguments. */
        Compiled bind(String name, List<Compiled> arguments, ExpressionBinder binder);
    }

    /** What a function calculates. */
    @FunctionalInterface
    interface Body {
        /** The result for arguments of which none is null unless the function wants nulls. */
        @Nullable
        Object of(@Nullable Object[] arguments);
    }

    /** What a function takes. */
    enum Takes {
        /** A string; a dynamic value is converted. */
        TEXT("string"),
        /** A whole number; a dynamic value is converted. */
        WHOLE("integer"),
        /** A number, as a double. */
        NUMBER("numeric"),
        /** A datetime. */
        TIME("datetime"),
        /** A timespan. */
        SPAN("timespan"),
        /** A bool. */
        TRUTH("bool"),
        /** A dynamic value. */
        JSON("dynamic"),
        /** A value of any type. */
        ANY("scalar");

        private final String word;

        Takes(String word) {
            this.word = word;
        }
    }

    private static final Map<String, Function> ALL = new HashMap<>();
    private static final Set<String> TYPED = Set.of("extract", "extractjson", "extract_json");

    static {
        LogicFunctions.define();
        TextFunctions.define();
        TimeFunctions.define();
        NumberFunctions.define();
        DynamicFunctions.define();
    }

    private Functions() {}

    /** The function of this name. */
    static @Nullable Function named(String name) {
        return ALL.get(name);
    }

    /** Whether a call may end with the type of its result. */
    static boolean takesType(String name) {
        return TYPED.contains(name);
    }

    /** Adds a function with its own idea of its arguments. */
    static void add(Function function, String... names) {
        for (String name : names) {
            ALL.put(name, function);
        }
    }

    /** Adds a function whose result is null when an argument is; the last arguments may be left out. */
    static void add(Type result, List<Takes> takes, int required, Body body, String... names) {
        add((name, arguments, binder) -> bind(name, arguments, result, takes, required, body, false), names);
    }

    /** Adds a function of one argument. */
    static void add(Type result, Takes takes, Body body, String... names) {
        add(result, List.of(takes), 1, body, names);
    }

    /** Adds a function that takes as many arguments of a kind as there are, nulls too. */
    static void addAll(Type result, Takes takes, int required, Body body, String... names) {
        add(
                (name, arguments, binder) -> {
                    List<Takes> each = new ArrayList<>();
                    arguments.forEach(it -> each.add(takes));
                    Body bounded = result == Type.STRING || result == Type.DYNAMIC ? small(body) : body;
                    return bind(name, arguments, result, each, required, bounded, true);
                },
                names);
    }

    /** Refuses arguments of which too much would be made before it could be refused. */
    private static Body small(Body body) {
        return arguments -> {
            long weight = 0;
            for (Object argument : arguments) {
                weight += Dynamics.weight(argument, Run.LARGEST);
                if (weight > Run.LARGEST) {
                    throw KqlException.tooLarge();
                }
            }
            return body.of(arguments);
        };
    }

    private static Compiled bind(
            String name,
            List<Compiled> arguments,
            Type result,
            List<Takes> takes,
            int required,
            Body body,
            boolean nulls) {
        if (arguments.size() < required || arguments.size() > takes.size()) {
            throw count(name, required, takes.size());
        }
        Compiled.Value[] values = new Compiled.Value[arguments.size()];
        boolean constant = true;
        for (int i = 0; i < values.length; i++) {
            values[i] = argument(name, i, takes.get(i), arguments.get(i)).value();
            constant &= arguments.get(i).constant();
        }
        return new Compiled(result, constant, row -> {
            @Nullable Object[] all = new @Nullable Object[values.length];
            for (int i = 0; i < all.length; i++) {
                Object value = values[i].of(row);
                if (value == null && !nulls) {
                    return result == Type.STRING ? "" : null;
                }
                all[i] = value;
            }
            Object value = body.of(all);
            return value == null && result == Type.STRING ? "" : value;
        });
    }

    /** The message for a wrong number of arguments. */
    static KqlException count(String name, int least, int most) {
        return KqlException.semantic(
                "SEM0219",
                least == most
                        ? "%s(): function expects %d argument(s).".formatted(name, least)
                        : "%s(): function expects [%d-%d] argument(s).".formatted(name, least, most));
    }

    /** The message for an argument of a wrong type. */
    static KqlException expected(String name, int index, String what) {
        return KqlException.semantic(
                "SEM0230", "%s(): argument #%d expected to be a %s expression".formatted(name, index + 1, what));
    }

    private static Compiled argument(String name, int index, Takes takes, Compiled argument) {
        Type type = argument.type();
        boolean dynamic = type == Type.DYNAMIC;
        return switch (takes) {
            case ANY -> argument;
            case TEXT -> {
                if (type != Type.STRING && !dynamic) {
                    throw expected(name, index, takes.word);
                }
                yield Conversions.to(Type.STRING, argument);
            }
            case WHOLE -> {
                if (!type.whole() && !dynamic) {
                    throw expected(name, index, takes.word);
                }
                yield Conversions.to(Type.LONG, argument);
            }
            case NUMBER -> {
                if (!type.numeric() && !dynamic) {
                    throw expected(name, index, takes.word);
                }
                yield Conversions.to(Type.REAL, argument);
            }
            case TIME -> of(name, index, takes, argument, Type.DATETIME);
            case SPAN -> of(name, index, takes, argument, Type.TIMESPAN);
            case TRUTH -> of(name, index, takes, argument, Type.BOOL);
            case JSON -> of(name, index, takes, argument, Type.DYNAMIC);
        };
    }

    private static Compiled of(String name, int index, Takes takes, Compiled argument, Type type) {
        if (argument.type() != type) {
            throw expected(name, index, takes.word);
        }
        return argument;
    }

    /** The type that values of several types have in common; strings and dynamic values mix to dynamic. */
    static Type common(String name, List<Compiled> arguments) {
        Type type = null;
        for (Compiled argument : arguments) {
            Type other = argument.type();
            if (type == null || type == other) {
                type = other;
            } else if (type.whole() && other.whole()) {
                type = Type.LONG;
            } else if (type.numeric() && other.numeric() && type != Type.DECIMAL && other != Type.DECIMAL) {
                type = Type.REAL;
            } else {
                throw KqlException.semantic(
                        "SEM0235",
                        "%s(): arguments must be of the same type, not %s and %s"
                                .formatted(name, type.word(), other.word()));
            }
        }
        if (type == null) {
            throw count(name, 1, 64);
        }
        return type;
    }

    /** A number as one of the common type. */
    static @Nullable Object as(Type type, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number when type == Type.LONG && !(number instanceof BigDecimal) -> number.longValue();
            case Number number when type == Type.REAL -> number.doubleValue();
            default -> value;
        };
    }
}
