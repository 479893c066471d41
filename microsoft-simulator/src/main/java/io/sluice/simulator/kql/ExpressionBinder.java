package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.kql.Scope.Meaning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds out what expressions mean over some columns, and makes them evaluable. */
final class ExpressionBinder {

    private static final int MOST_LISTED = 1_000_000;

    private final Scope scope;
    private final List<Column> columns;
    private final String operator;
    private final @Nullable Grouping grouping;

    /**
     * Binds expressions.
     *
     * @param operator the operator that messages name; empty outside of one
     * @param grouping collects aggregates, where they are allowed
     */
    ExpressionBinder(Scope scope, List<Column> columns, String operator, @Nullable Grouping grouping) {
        this.scope = scope;
        this.columns = columns;
        this.operator = operator;
        this.grouping = grouping;
    }

    Scope scope() {
        return scope;
    }

    /** The same without aggregates, over the rows that are to be grouped. */
    ExpressionBinder ungrouped() {
        return grouping == null ? this : new ExpressionBinder(scope, grouping.columns(), operator, null);
    }

    /** A message that begins with the operator. */
    KqlException wrong(String code, String message) {
        return KqlException.semantic(code, operator.isEmpty() ? message : "'" + operator + "' operator: " + message);
    }

    private static KqlException named(KqlException e, String operator) {
        String message = String.valueOf(e.getMessage());
        return e.kind() != KqlException.Kind.SEMANTIC || operator.isEmpty() || message.startsWith("'")
                ? e
                : KqlException.semantic(e.code(), "'" + operator + "' operator: " + message);
    }

    /** Binds an expression. */
    Compiled bind(Expression expression) {
        scope.bindingRun().bind(1);
        try {
            return folded(any(expression));
        } catch (KqlException e) {
            throw named(e, operator);
        }
    }

    /** A condition. */
    Compiled condition(Expression expression) {
        Compiled bound = bind(expression);
        if (bound.type() != Type.BOOL) {
            throw wrong(
                    "SEM0041",
                    "The predicate expression must be of type bool, not "
                            + bound.type().word());
        }
        return bound;
    }

    /** A whole number that is known before the query runs. */
    long number(Expression expression) {
        Compiled bound = bind(expression);
        Object value = bound.constant() && bound.type().whole() ? bound.now() : null;
        if (!(value instanceof Number number)) {
            throw wrong("SEM0210", "the number of rows must be a constant whole number");
        }
        return number.longValue();
    }

    private static Compiled folded(Compiled compiled) {
        return compiled.constant() ? Compiled.constant(compiled.type(), compiled.now()) : compiled;
    }

    private Compiled any(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> Compiled.constant(literal.type(), literal.value());
            case Expression.Name name -> name(name.name());
            case Expression.Member member -> member(member);
            case Expression.Index index -> index(index);
            case Expression.Call call -> call(call);
            case Expression.Negative negative -> negative(negative);
            case Expression.Binary binary -> binary(binary);
            case Expression.Connected connected -> connected(connected);
            case Expression.Among among -> among(among);
            case Expression.Between between -> between(between);
            case Expression.Tabular tabular -> toScalar(tabular);
            case Expression.Star it -> throw wrong("SEM0100", "a star is not allowed here");
            case Expression.NamedArgument it ->
                throw wrong("SEM0100", "Failed to resolve scalar expression named '" + it.name() + "'");
            case Expression.TypeName it -> throw wrong("SEM0100", "typeof is not allowed here");
        };
    }

    // ---- names

    private Compiled name(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                int index = i;
                return new Compiled(columns.get(i).type(), false, row -> row.get(index));
            }
        }
        Meaning meaning = scope.find(name);
        if (meaning instanceof Meaning.Scalar scalar) {
            return scalar.value();
        }
        throw wrong("SEM0100", "Failed to resolve column or scalar expression named '" + name + "'");
    }

    private Compiled member(Expression.Member member) {
        Compiled of = bind(member.of());
        if (of.type() != Type.DYNAMIC) {
            throw wrong(
                    "SEM0155",
                    "Path expression source must be of dynamic type: the expression before '." + member.name()
                            + "' is of type " + of.type().word());
        }
        Compiled.Value value = of.value();
        return new Compiled(
                Type.DYNAMIC, of.constant(), row -> Dynamics.member((JsonNode) value.of(row), member.name()));
    }

    private Compiled index(Expression.Index index) {
        Compiled of = bind(index.of());
        Compiled at = bind(index.at());
        if (of.type() != Type.DYNAMIC) {
            throw wrong(
                    "SEM0155",
                    "Path expression source must be of dynamic type, not "
                            + of.type().word());
        }
        if (!at.type().whole() && at.type() != Type.STRING && at.type() != Type.DYNAMIC) {
            throw wrong(
                    "SEM0155",
                    "an index must be a string or a whole number, not "
                            + at.type().word());
        }
        Compiled.Value value = of.value();
        Compiled.Value where = at.value();
        return new Compiled(Type.DYNAMIC, of.constant() && at.constant(), row -> {
            JsonNode node = (JsonNode) value.of(row);
            return switch (where.of(row)) {
                case String name -> Dynamics.member(node, name);
                case Number number -> Dynamics.element(node, number.longValue());
                case JsonNode name when name.isTextual() -> Dynamics.member(node, name.textValue());
                case JsonNode number when number.isIntegralNumber() -> Dynamics.element(node, number.longValue());
                case null, default -> null;
            };
        });
    }

    // ---- signs

    private Compiled negative(Expression.Negative negative) {
        Compiled of = bind(negative.of());
        if (of.type() != Type.TIMESPAN && !of.type().numeric()) {
            throw wrong(
                    "SEM0023", "Unary minus cannot be applied to " + of.type().word());
        }
        Compiled zero = of.type() == Type.TIMESPAN
                ? Compiled.constant(Type.TIMESPAN, java.time.Duration.ZERO)
                : Compiled.constant(Type.LONG, 0L);
        return Operators.arithmetic("-", zero, of);
    }

    private Compiled binary(Expression.Binary binary) {
        if (binary.left() instanceof Expression.Star) {
            return anywhere(binary.operator(), binary.right());
        }
        Compiled left = bind(binary.left());
        Compiled right = bind(binary.right());
        return switch (binary.operator()) {
            case "+", "-", "*", "/", "%" -> Operators.arithmetic(binary.operator(), left, right);
            case "==", "!=", "<", "<=", ">", ">=" -> Operators.compare(binary.operator(), left, right);
            case "matches regex" -> regex(left, right);
            default -> Operators.text(binary.operator(), left, right);
        };
    }

    /** {@code * has "word"}: some column does. */
    Compiled anywhere(String sign, Expression what) {
        Compiled part = bind(what);
        List<Compiled> tests = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int index = i;
            Compiled column = new Compiled(Type.STRING, false, row -> Texts.of(row.get(index)));
            tests.add(sign.equals("==") ? Operators.compare("==", column, part) : Operators.text(sign, column, part));
        }
        return or(tests);
    }

    private static Compiled or(List<Compiled> tests) {
        Compiled.Value[] values = tests.stream().map(Compiled::value).toArray(Compiled.Value[]::new);
        return new Compiled(Type.BOOL, tests.stream().allMatch(Compiled::constant), row -> logic(values, false, row));
    }

    /** And as well as or with three values. */
    private static @Nullable Object logic(Compiled.Value[] values, boolean all, Row row) {
        boolean unknown = false;
        for (Compiled.Value value : values) {
            Object one = value.of(row);
            if (one == null) {
                unknown = true;
            } else if (!one.equals(all)) {
                return !all;
            }
        }
        return unknown ? null : (Object) all;
    }

    private static Compiled.Value regexTest(Compiled text, Regex pattern) {
        Compiled.Value value = text.value();
        return row -> pattern.matcher(Texts.of(value.of(row))).find();
    }

    private Compiled regex(Compiled text, Compiled pattern) {
        if (text.type() != Type.STRING && text.type() != Type.DYNAMIC) {
            throw wrong(
                    "SEM0025",
                    "matches regex needs a string, not " + text.type().word());
        }
        return new Compiled(Type.BOOL, text.constant(), regexTest(text, pattern(pattern)));
    }

    /** A regular expression, which must be known before the query runs. */
    Regex pattern(Compiled pattern) {
        if (!pattern.constant() || pattern.type() != Type.STRING) {
            throw wrong("SEM0420", "a regular expression must be a constant string");
        }
        return Regex.of(String.valueOf(pattern.now()), scope.bindingRun());
    }

    private Compiled connected(Expression.Connected connected) {
        List<Compiled> parts = connected.parts().stream().map(this::truth).toList();
        Compiled.Value[] values = parts.stream().map(Compiled::value).toArray(Compiled.Value[]::new);
        return new Compiled(
                Type.BOOL, parts.stream().allMatch(Compiled::constant), row -> logic(values, connected.all(), row));
    }

    private Compiled truth(Expression expression) {
        Compiled bound = bind(expression);
        if (bound.type() == Type.DYNAMIC) {
            return Conversions.to(Type.BOOL, bound);
        }
        if (bound.type() != Type.BOOL) {
            throw wrong(
                    "SEM0041",
                    "and, or and not need values of type bool, not "
                            + bound.type().word());
        }
        return bound;
    }

    private Compiled between(Expression.Between between) {
        Compiled value = bind(between.value());
        Compiled low = bind(between.low());
        Compiled high = bind(between.high());
        if (value.type() == Type.DATETIME && high.type() == Type.TIMESPAN) {
            high = Operators.arithmetic("+", low, high);
        }
        Compiled above = Operators.compare(">=", value, low);
        Compiled below = Operators.compare("<=", value, high);
        Compiled.Value[] both = {above.value(), below.value()};
        return new Compiled(Type.BOOL, above.constant() && below.constant(), row -> {
            Object within = logic(both, true, row);
            return within == null ? null : (Object) !within.equals(between.negated());
        });
    }

    // ---- lists

    private Compiled among(Expression.Among among) {
        String word = among.operator().replace("!", "");
        boolean negated = among.operator().startsWith("!");
        boolean ignoringCase = word.equals("in~");
        if (among.value() instanceof Expression.Star) {
            throw wrong("SEM0100", "a star is not allowed here");
        }
        Compiled value = bind(among.value());
        if (word.startsWith("has_") || ignoringCase) {
            if (value.type() != Type.STRING && value.type() != Type.DYNAMIC) {
                throw wrong(
                        "SEM0025", word + " needs a string, not " + value.type().word());
            }
        }
        List<Compiled> listed = new ArrayList<>();
        List<Relation> rows = new ArrayList<>();
        for (Expression one : among.list()) {
            Relation relation = RelationBinder.relation(scope, one);
            if (relation == null) {
                listed.add(checked(bind(one), value.type()));
            } else if (relation.columns().isEmpty()) {
                throw wrong("SEM0001", "the list of " + word + " has no column");
            } else {
                Type type = relation.columns().getFirst().type();
                checked(Compiled.constant(type, null), value.type());
                rows.add(relation);
            }
        }
        boolean fixed = listed.stream().allMatch(Compiled::constant);
        Listed lists = new Listed(listed, rows, ignoringCase || word.startsWith("has_"), scope.bindingRun());
        Compiled.Value of = value.value();
        Compiled.Value test = switch (word) {
            case "has_any" ->
                row -> lists.values(row).stream()
                        .anyMatch(part -> TextMatch.matches(
                                "has", Texts.of(of.of(row)).toLowerCase(Locale.ROOT), String.valueOf(part)));
            case "has_all" ->
                row -> lists.values(row).stream()
                        .allMatch(part -> TextMatch.matches(
                                "has", Texts.of(of.of(row)).toLowerCase(Locale.ROOT), String.valueOf(part)));
            default ->
                row -> {
                    Object one = of.of(row);
                    Object key = one == null ? null : Listed.key(one, ignoringCase);
                    return key != null && lists.values(row).contains(key);
                };
        };
        return new Compiled(
                Type.BOOL,
                fixed && rows.isEmpty() && value.constant(),
                row -> !Boolean.valueOf(negated).equals(test.of(row)));
    }

    private Compiled checked(Compiled one, Type value) {
        Type type = one.type();
        boolean fits = type == Type.DYNAMIC
                || (value == Type.DYNAMIC && (type == Type.STRING || type.numeric() || type == Type.BOOL))
                || value == type
                || (value.numeric() && type.numeric());
        if (!fits) {
            throw wrong(
                    "SEM0025",
                    "One of the values provided to the in operator is of type %s, but %s is expected"
                            .formatted(type.word(), value.word()));
        }
        return one;
    }

    /** The values on the right side of {@code in}, read once where they are the same for all rows. */
    private static final class Listed {
        private final List<Compiled> listed;
        private final List<Relation> rows;
        private final boolean lower;
        private final Run run;
        private final boolean fixed;
        private @Nullable Set<Object> kept;

        private Listed(List<Compiled> listed, List<Relation> rows, boolean lower, Run run) {
            this.listed = listed;
            this.rows = rows;
            this.lower = lower;
            this.run = run;
            this.fixed = listed.stream().allMatch(Compiled::constant);
        }

        private Set<Object> values(Row row) {
            Set<Object> known = kept;
            if (known != null) {
                return known;
            }
            Set<Object> all = new HashSet<>();
            for (Compiled one : listed) {
                Object value = one.value().of(row);
                if (value instanceof JsonNode node && node.isContainerNode()) {
                    node.forEach(part -> add(all, Dynamics.orNull(part)));
                } else {
                    add(all, value);
                }
            }
            for (Relation relation : rows) {
                Cursor cursor = relation.rows().open(run);
                for (Row next = cursor.next(); next != null; next = cursor.next()) {
                    run.step();
                    Object value = next.get(0);
                    if (value instanceof JsonNode node && node.isContainerNode()) {
                        node.forEach(part -> add(all, Dynamics.orNull(part)));
                    } else {
                        add(all, value);
                    }
                    if (all.size() > MOST_LISTED) {
                        throw KqlException.tooLarge();
                    }
                }
            }
            if (fixed) {
                kept = all;
            }
            return all;
        }

        private void add(Set<Object> all, @Nullable Object value) {
            if (value != null) {
                all.add(lower ? key(Texts.of(value), true) : key(value, false));
            }
        }

        /** A value such that equal ones of whatever type are equal. */
        private static Object key(Object value, boolean lower) {
            return switch (value) {
                case String text -> lower ? text.toLowerCase(Locale.ROOT) : text;
                case Integer number -> number.longValue();
                case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p63 -> number.longValue();
                case java.math.BigDecimal number -> number.stripTrailingZeros();
                case JsonNode node when node.isTextual() -> key(node.textValue(), lower);
                case JsonNode node when node.isIntegralNumber() && node.canConvertToLong() -> node.longValue();
                case JsonNode node when node.isNumber() -> key(node.doubleValue(), lower);
                case JsonNode node when node.isBoolean() -> node.booleanValue();
                default -> value;
            };
        }
    }

    // ---- rows as a value

    private Compiled toScalar(Expression.Tabular tabular) {
        Relation relation = RelationBinder.bind(scope, tabular.query());
        throw wrong(
                "SEM0019",
                "a tabular expression of " + relation.columns().size()
                        + " columns is given where a scalar is expected (use toscalar)");
    }

    private Compiled first(Relation relation) {
        if (relation.columns().isEmpty()) {
            throw wrong("SEM0019", "toscalar() needs a column");
        }
        Row row = relation.rows().open(scope.bindingRun()).next();
        return Compiled.constant(relation.columns().getFirst().type(), row == null ? null : row.get(0));
    }

    // ---- functions

    private Compiled call(Expression.Call call) {
        Meaning meaning = scope.find(call.name());
        if (meaning instanceof Meaning.Applicable applicable) {
            return applied(applicable, call);
        }
        if (grouping != null) {
            Compiled aggregate = grouping.aggregate(call, this);
            if (aggregate != null) {
                return aggregate;
            }
        } else if (Aggregates.isOne(call.name())) {
            throw wrong("SEM0106", "Aggregate function '" + call.name() + "' is not expected in this context");
        }
        return switch (call.name()) {
            case "toscalar" -> {
                Relation relation = call.arguments().size() == 1
                        ? RelationBinder.relation(scope, call.arguments().getFirst())
                        : null;
                if (relation == null) {
                    yield bind(argument(call, 1).getFirst());
                }
                yield first(relation);
            }
            case "pack_all" -> packAll(call);
            case "column_ifexists", "columnifexists" -> columnIfExists(call);
            default -> builtIn(call);
        };
    }

    private List<Expression> argument(Expression.Call call, int count) {
        if (call.arguments().size() != count) {
            throw wrong(
                    "SEM0219", call.name() + "(): function expects " + count + " argument" + (count == 1 ? "." : "s."));
        }
        return call.arguments();
    }

    private Compiled builtIn(Expression.Call call) {
        Functions.Function function = Functions.named(call.name());
        if (function == null) {
            throw wrong("SEM0260", "Unknown function: '" + call.name() + "'.");
        }
        List<Compiled> arguments = new ArrayList<>();
        Type wanted = null;
        for (Expression argument : call.arguments()) {
            if (argument instanceof Expression.TypeName type
                    && argument.equals(call.arguments().getLast())) {
                wanted = type.type();
            } else {
                arguments.add(bind(argument));
            }
        }
        Compiled bound = bounded(function.bind(call.name(), arguments, this));
        if (wanted == null) {
            return bound;
        }
        if (!Functions.takesType(call.name())) {
            throw wrong("SEM0219", call.name() + "(): a type is not expected");
        }
        return Conversions.to(wanted, bound);
    }

    /** The same, refusing values that are too large. */
    private Compiled bounded(Compiled made) {
        if (made.type() != Type.STRING && made.type() != Type.DYNAMIC) {
            return made;
        }
        Run run = scope.bindingRun();
        Compiled.Value value = made.value();
        return new Compiled(made.type(), made.constant(), row -> run.made(value.of(row)));
    }

    private Compiled packAll(Expression.Call call) {
        boolean ignoreEmpty = !call.arguments().isEmpty()
                && Boolean.TRUE.equals(bind(argument(call, 1).getFirst()).now());
        List<Column> packed = columns;
        return bounded(new Compiled(Type.DYNAMIC, false, row -> {
            ObjectNode bag = Dynamics.bag();
            IntStream.range(0, packed.size()).forEach(i -> {
                Object value = row.get(i);
                boolean empty = value == null || value.equals("");
                if (!empty || !ignoreEmpty) {
                    bag.set(packed.get(i).name(), Dynamics.of(value));
                }
            });
            return bag;
        }));
    }

    private Compiled columnIfExists(Expression.Call call) {
        Object name = bind(argument(call, 2).getFirst()).now();
        boolean there = columns.stream().anyMatch(column -> column.name().equals(name));
        return there ? name(String.valueOf(name)) : bind(call.arguments().get(1));
    }

    private Compiled applied(Meaning.Applicable applicable, Expression.Call call) {
        Scope inside = RelationBinder.parameters(applicable, call, this);
        scope.bindingRun().enter();
        try {
            Expression result =
                    RelationBinder.body(inside, applicable.function().body());
            if (RelationBinder.relation(inside, result) != null) {
                throw wrong(
                        "SEM0019",
                        "the function '" + call.name() + "' is tabular and given where a scalar is expected");
            }
            return new ExpressionBinder(inside, List.of(), operator, null).bind(result);
        } finally {
            scope.bindingRun().leave();
        }
    }
}
