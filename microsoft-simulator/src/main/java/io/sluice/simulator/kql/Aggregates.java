package io.sluice.simulator.kql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The aggregate functions of {@code summarize}, those that give several columns apart. */
final class Aggregates {

    private static final int MOST_LISTED = 1_048_576;
    private static final Set<String> NAMES = Set.of(
            "count",
            "countif",
            "count_distinct",
            "count_distinctif",
            "dcount",
            "dcountif",
            "sum",
            "sumif",
            "avg",
            "avgif",
            "min",
            "minif",
            "max",
            "maxif",
            "make_set",
            "make_set_if",
            "makeset",
            "make_list",
            "make_list_if",
            "makelist",
            "make_bag",
            "make_bag_if",
            "any",
            "take_any",
            "arg_max",
            "arg_min",
            "stdev",
            "variance",
            "percentile");

    /** Collects the rows of one group. */
    interface Accumulator {
        /** Takes a row. */
        void add(Row row, Run run);

        /** The result. */
        @Nullable
        Object result();
    }

    /**
     * An aggregate over rows of known columns.
     *
     * @param type type of its result
     * @param start begins a group
     */
    record Bound(Type type, Supplier<Accumulator> start) {}

    private Aggregates() {}

    /** Whether an aggregate has this name. */
    static boolean isOne(String name) {
        return NAMES.contains(name);
    }

    /** Binds a call; null if it is no aggregate. */
    static @Nullable Bound bind(Expression.Call call, ExpressionBinder binder) {
        String name = call.name();
        if (!NAMES.contains(name)) {
            return null;
        }
        if (name.equals("arg_max") || name.equals("arg_min")) {
            throw binder.wrong("SEM0106", name + " is allowed only by itself in summarize");
        }
        List<Expression> arguments = new ArrayList<>(call.arguments());
        String plain = name;
        Compiled condition = null;
        if (!name.equals("makeset") && (name.endsWith("_if") || name.endsWith("if"))) {
            plain = name.endsWith("_if") ? name.substring(0, name.length() - 3) : name.substring(0, name.length() - 2);
            int at = plain.equals("count") ? 0 : 1;
            if (arguments.size() <= at) {
                throw Functions.count(name, at + 1, at + 1);
            }
            condition = binder.condition(arguments.remove(at));
        }
        List<Compiled> bound = arguments.stream().map(binder::bind).toList();
        Bound all = bind(plain, bound);
        return condition == null ? all : new Bound(all.type(), filtered(condition.value(), all.start()));
    }

    private static Supplier<Accumulator> filtered(Compiled.Value condition, Supplier<Accumulator> start) {
        return () -> {
            Accumulator inner = start.get();
            return new Accumulator() {
                @Override
                public void add(Row row, Run run) {
                    if (Boolean.TRUE.equals(condition.of(row))) {
                        inner.add(row, run);
                    }
                }

                @Override
                public @Nullable Object result() {
                    return inner.result();
                }
            };
        };
    }

    private static Bound bind(String name, List<Compiled> arguments) {
        int most = switch (name) {
            case "count" -> 0;
            case "dcount", "make_set", "makeset", "make_list", "makelist", "make_bag", "percentile" -> 2;
            default -> 1;
        };
        int least = name.equals("count") ? 0 : name.equals("percentile") ? 2 : 1;
        if (arguments.size() < least || arguments.size() > most) {
            throw Functions.count(name, least, most);
        }
        if (name.equals("count")) {
            return new Bound(Type.LONG, Counting::new);
        }
        Compiled of = arguments.getFirst();
        Compiled.Value value = of.value();
        return switch (name) {
            case "dcount", "count_distinct" -> new Bound(Type.LONG, () -> new Distinct(value));
            case "sum" -> sum(name, of);
            case "avg" -> average(name, of);
            case "min", "max" -> extreme(name, of);
            case "make_set", "makeset" ->
                new Bound(Type.DYNAMIC, () -> new Listing(value, limit(name, arguments), true));
            case "make_list", "makelist" ->
                new Bound(Type.DYNAMIC, () -> new Listing(value, limit(name, arguments), false));
            case "make_bag" -> {
                require(name, of, of.type() == Type.DYNAMIC, "dynamic");
                yield new Bound(Type.DYNAMIC, () -> new Bag(value));
            }
            case "any", "take_any" -> new Bound(of.type(), () -> new First(value));
            case "stdev", "variance" -> {
                require(name, of, of.type().numeric(), "numeric");
                yield new Bound(Type.REAL, () -> new Spread(value, name.equals("stdev")));
            }
            default -> percentile(name, arguments);
        };
    }

    private static void require(String name, Compiled argument, boolean condition, String what) {
        if (!condition) {
            throw KqlException.semantic(
                    "SEM0230",
                    "%s(): argument #1 expected to be a %s expression, not %s"
                            .formatted(name, what, argument.type().word()));
        }
    }

    private static int limit(String name, List<Compiled> arguments) {
        if (arguments.size() < 2) {
            return MOST_LISTED;
        }
        Object limit = arguments.get(1).constant() ? arguments.get(1).now() : null;
        if (!(limit instanceof Number number) || number.longValue() < 0) {
            throw Functions.expected(name, 1, "constant integer");
        }
        return (int) Math.min(MOST_LISTED, number.longValue());
    }

    private static Bound sum(String name, Compiled of) {
        Type type = of.type().whole() ? Type.LONG : of.type();
        require(name, of, of.type().numeric() || type == Type.TIMESPAN || type == Type.DYNAMIC, "numeric or timespan");
        Compiled numbers = type == Type.DYNAMIC ? Conversions.to(Type.REAL, of) : of;
        Type result = type == Type.DYNAMIC ? Type.REAL : type;
        return new Bound(result, () -> new Sum(numbers.value(), result));
    }

    private static Bound average(String name, Compiled of) {
        require(
                name,
                of,
                of.type().numeric() || of.type() == Type.TIMESPAN || of.type() == Type.DYNAMIC,
                "numeric or timespan");
        if (of.type() == Type.TIMESPAN) {
            return new Bound(Type.TIMESPAN, () -> new Average(of.value(), true));
        }
        return new Bound(
                Type.REAL, () -> new Average(Conversions.to(Type.REAL, of).value(), false));
    }

    private static Bound extreme(String name, Compiled of) {
        require(
                name,
                of,
                of.type() != Type.DYNAMIC && of.type() != Type.GUID,
                "number, datetime, timespan, string or bool");
        int sign = name.equals("max") ? 1 : -1;
        // Whole numbers stay whole.
        return new Bound(of.type(), () -> new Extreme(of.value(), sign, of.type()));
    }

    private static Bound percentile(String name, List<Compiled> arguments) {
        Compiled of = arguments.getFirst();
        require(name, of, of.type().numeric() || of.type() == Type.TIMESPAN || of.type() == Type.DATETIME, "numeric");
        Object share = arguments.get(1).constant() ? arguments.get(1).now() : null;
        if (!(share instanceof Number number) || number.doubleValue() < 0 || number.doubleValue() > 100) {
            throw Functions.expected(name, 1, "constant numeric");
        }
        return new Bound(of.type(), () -> new Percentile(of.value(), number.doubleValue()));
    }

    private static final class Counting implements Accumulator {
        private long count;

        @Override
        public void add(Row row, Run run) {
            count++;
        }

        @Override
        public Object result() {
            return count;
        }
    }

    private static final class Distinct implements Accumulator {
        private final Compiled.Value value;
        private final Set<Object> seen = new HashSet<>();

        private Distinct(Compiled.Value value) {
            this.value = value;
        }

        @Override
        public void add(Row row, Run run) {
            Object one = value.of(row);
            if (one != null && seen.add(one)) {
                run.keepValue(one);
            }
        }

        @Override
        public Object result() {
            return (long) seen.size();
        }
    }

    private static final class Sum implements Accumulator {
        private final Compiled.Value value;
        private final Type type;
        private long whole;
        private double real;
        private BigDecimal decimal = BigDecimal.ZERO;
        private Duration span = Duration.ZERO;

        private Sum(Compiled.Value value, Type type) {
            this.value = value;
            this.type = type;
        }

        @Override
        public void add(Row row, Run run) {
            switch (value.of(row)) {
                case Double number -> real += number;
                case BigDecimal number -> decimal = decimal.add(number);
                case Number number -> whole += number.longValue();
                case Duration one -> span = span.plus(one);
                case null, default -> {
                    // Nulls do not count.
                }
            }
        }

        @Override
        public Object result() {
            return switch (type) {
                case REAL -> real;
                case DECIMAL -> decimal;
                case TIMESPAN -> span;
                default -> whole;
            };
        }
    }

    private static final class Average implements Accumulator {
        private final Compiled.Value value;
        private final boolean spans;
        private double total;
        private long count;

        private Average(Compiled.Value value, boolean spans) {
            this.value = value;
            this.spans = spans;
        }

        @Override
        public void add(Row row, Run run) {
            Object one = value.of(row);
            if (one instanceof Number number) {
                total += number.doubleValue();
                count++;
            } else if (one instanceof Duration span) {
                total += Times.ticks(span);
                count++;
            }
        }

        @Override
        public @Nullable Object result() {
            return spans ? count == 0 ? null : Times.span(Math.round(total / count)) : (Object) (total / count);
        }
    }

    private static final class Extreme implements Accumulator {
        private final Compiled.Value value;
        private final int sign;
        private final Type type;
        private @Nullable Object best;

        private Extreme(Compiled.Value value, int sign, Type type) {
            this.value = value;
            this.sign = sign;
            this.type = type;
        }

        @Override
        public void add(Row row, Run run) {
            Object one = value.of(row);
            Object other = best;
            if (one == null) {
                return;
            }
            Integer order = other == null ? null : Operators.order(one, other);
            if (other == null || (order != null && order * sign > 0)) {
                best = one;
            }
        }

        @Override
        public @Nullable Object result() {
            return best == null && type == Type.STRING ? "" : best;
        }
    }

    private static final class Listing implements Accumulator {
        private final Compiled.Value value;
        private final int limit;
        private final @Nullable Set<JsonNode> seen;
        private final ArrayNode list = Dynamics.array();

        private Listing(Compiled.Value value, int limit, boolean distinct) {
            this.value = value;
            this.limit = limit;
            this.seen = distinct ? new HashSet<>() : null;
        }

        @Override
        public void add(Row row, Run run) {
            Object one = value.of(row);
            if (one == null) {
                return;
            }
            if (seen == null || !(one instanceof ArrayNode array)) {
                add(Dynamics.of(one), run);
                return;
            }
            // A set of lists is the set of what is in them. How Kusto takes lists in lists apart is not documented.
            for (JsonNode element : array) {
                if (element.isArray()) {
                    throw KqlException.semantic("SEM0230", "make_set(): a list of lists is not supported");
                }
                run.step();
                if (!element.isNull()) {
                    add(element, run);
                }
            }
        }

        private void add(JsonNode node, Run run) {
            if (list.size() < limit && (seen == null || seen.add(node))) {
                run.keepValue(node);
                list.add(node);
            }
        }

        @Override
        public Object result() {
            return list;
        }
    }

    private static final class Bag implements Accumulator {
        private final Compiled.Value value;
        private final ObjectNode bag = Dynamics.bag();

        private Bag(Compiled.Value value) {
            this.value = value;
        }

        @Override
        public void add(Row row, Run run) {
            BiConsumer<String, JsonNode> put = (key, node) -> {
                if (!bag.has(key)) {
                    run.keepValue(node);
                    bag.set(key, node);
                }
            };
            if (value.of(row) instanceof ObjectNode other) {
                other.properties().forEach(member -> put.accept(member.getKey(), member.getValue()));
            }
        }

        @Override
        public Object result() {
            return bag;
        }
    }

    private static final class First implements Accumulator {
        private final Compiled.Value value;
        private @Nullable Object first;

        private First(Compiled.Value value) {
            this.value = value;
        }

        @Override
        public void add(Row row, Run run) {
            if (first == null || first.equals("")) {
                first = value.of(row);
            }
        }

        @Override
        public @Nullable Object result() {
            return first;
        }
    }

    private static final class Spread implements Accumulator {
        private final Compiled.Value value;
        private final boolean root;
        private long count;
        private double mean;
        private double squares;

        private Spread(Compiled.Value value, boolean root) {
            this.value = value;
            this.root = root;
        }

        @Override
        public void add(Row row, Run run) {
            if (value.of(row) instanceof Number number) {
                count++;
                double distance = number.doubleValue() - mean;
                mean += distance / count;
                squares += distance * (number.doubleValue() - mean);
            }
        }

        @Override
        public Object result() {
            double variance = count < 2 ? 0 : squares / (count - 1);
            return root ? Math.sqrt(variance) : variance;
        }
    }

    private static final class Percentile implements Accumulator {
        private final Compiled.Value value;
        private final double share;
        private final List<Object> all = new ArrayList<>();

        private Percentile(Compiled.Value value, double share) {
            this.value = value;
            this.share = share;
        }

        @Override
        public void add(Row row, Run run) {
            Object one = value.of(row);
            if (one != null) {
                run.keepValue(one);
                all.add(one);
            }
        }

        @Override
        public @Nullable Object result() {
            if (all.isEmpty()) {
                return null;
            }
            all.sort((a, b) -> {
                Integer order = Operators.order(a, b);
                return order == null ? 0 : order;
            });
            int rank = (int) Math.ceil(share / 100 * all.size());
            return all.get(Math.clamp(rank - 1L, 0, all.size() - 1));
        }
    }
}
