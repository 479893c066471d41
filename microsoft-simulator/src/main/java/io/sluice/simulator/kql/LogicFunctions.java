package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.kql.Functions.Takes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions, conversions, and tests for nothing. */
final class LogicFunctions {

    private LogicFunctions() {}

    static void define() {
        Functions.add(LogicFunctions::iff, "iff", "iif");
        Functions.add(LogicFunctions::choose, "case");
        Functions.add(LogicFunctions::coalesce, "coalesce");
        Functions.add(
                (name, arguments, binder) -> {
                    if (arguments.size() != 1) {
                        throw Functions.count(name, 1, 1);
                    }
                    Compiled.Value value = truth(name, 0, arguments.getFirst()).value();
                    return new Compiled(Type.BOOL, arguments.getFirst().constant(), row -> {
                        Object one = value.of(row);
                        return one == null ? null : (Object) !Boolean.TRUE.equals(one);
                    });
                },
                "not");
        Functions.addAll(Type.BOOL, Takes.ANY, 1, arguments -> one(arguments) == null, "isnull");
        Functions.addAll(Type.BOOL, Takes.ANY, 1, arguments -> one(arguments) != null, "isnotnull", "notnull");
        Functions.addAll(Type.BOOL, Takes.ANY, 1, arguments -> empty(one(arguments)), "isempty");
        Functions.addAll(Type.BOOL, Takes.ANY, 1, arguments -> !empty(one(arguments)), "isnotempty", "notempty");
        conversion(Type.STRING, "tostring");
        conversion(Type.INT, "toint");
        conversion(Type.LONG, "tolong");
        conversion(Type.REAL, "todouble", "toreal");
        conversion(Type.BOOL, "tobool", "toboolean");
        conversion(Type.DATETIME, "todatetime");
        conversion(Type.TIMESPAN, "totimespan", "totime");
        conversion(Type.GUID, "toguid");
        conversion(Type.DECIMAL, "todecimal");
        conversion(Type.DYNAMIC, "parse_json", "todynamic", "parsejson", "toobject");
        Functions.add(
                (name, arguments, binder) -> {
                    if (arguments.size() != 1) {
                        throw Functions.count(name, 1, 1);
                    }
                    Compiled argument = arguments.getFirst();
                    return argument.type() == Type.DYNAMIC
                            ? new Compiled(
                                    Type.STRING,
                                    argument.constant(),
                                    row -> dynamicType(
                                            (JsonNode) argument.value().of(row)))
                            : Compiled.constant(Type.STRING, argument.type().word());
                },
                "gettype");
        Functions.add(
                (name, arguments, binder) -> {
                    if (!arguments.isEmpty()) {
                        throw Functions.count(name, 0, 0);
                    }
                    return new Compiled(Type.DATETIME, false, Row::ingested);
                },
                "ingestion_time");
    }

    private static @Nullable Object one(@Nullable Object[] arguments) {
        if (arguments.length != 1) {
            throw Functions.count("isempty", 1, 1);
        }
        return arguments[0];
    }

    private static boolean empty(@Nullable Object value) {
        return value == null
                || value.equals("")
                || (value instanceof JsonNode node && Texts.of(node).isEmpty());
    }

    private static String dynamicType(@Nullable JsonNode node) {
        if (node == null) {
            return "null";
        }
        return switch (node.getNodeType()) {
            case ARRAY -> "array";
            case OBJECT -> "dictionary";
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> node.isIntegralNumber() ? "long" : "double";
            default -> "null";
        };
    }

    private static void conversion(Type type, String... names) {
        Functions.add(
                (name, arguments, binder) -> {
                    if (arguments.size() != 1) {
                        throw Functions.count(name, 1, 1);
                    }
                    return Conversions.to(type, arguments.getFirst());
                },
                names);
    }

    private static Compiled truth(String name, int index, Compiled argument) {
        if (argument.type() == Type.DYNAMIC) {
            return Conversions.to(Type.BOOL, argument);
        }
        if (argument.type() != Type.BOOL) {
            throw Functions.expected(name, index, "bool");
        }
        return argument;
    }

    private static Compiled iff(String name, List<Compiled> arguments, ExpressionBinder binder) {
        if (arguments.size() != 3) {
            throw Functions.count(name, 3, 3);
        }
        return choose(name, arguments, binder);
    }

    private static Compiled choose(String name, List<Compiled> arguments, ExpressionBinder binder) {
        if (arguments.size() < 3 || arguments.size() % 2 == 0) {
            throw Functions.count(name, 3, 65);
        }
        List<Compiled> results = new ArrayList<>();
        List<Compiled.Value> tests = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            tests.add(truth(name, i, arguments.get(i)).value());
            results.add(arguments.get(i + 1));
        }
        results.add(arguments.getLast());
        Type type = Functions.common(name, results);
        boolean constant = arguments.stream().allMatch(Compiled::constant);
        return new Compiled(type, constant, row -> {
            for (int i = 0; i < tests.size(); i++) {
                if (Boolean.TRUE.equals(tests.get(i).of(row))) {
                    return Functions.as(type, results.get(i).value().of(row));
                }
            }
            return Functions.as(type, results.getLast().value().of(row));
        });
    }

    private static Compiled coalesce(String name, List<Compiled> arguments, ExpressionBinder binder) {
        if (arguments.size() < 2) {
            throw Functions.count(name, 2, 64);
        }
        Type type = Functions.common(name, arguments);
        boolean constant = arguments.stream().allMatch(Compiled::constant);
        return new Compiled(type, constant, row -> {
            for (Compiled argument : arguments) {
                Object value = argument.value().of(row);
                if (value != null && !value.equals("")) {
                    return Functions.as(type, value);
                }
            }
            return type == Type.STRING ? "" : null;
        });
    }
}
