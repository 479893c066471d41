package io.sluice.simulator.kql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What columns are called that nobody gave a name. After the result names of Microsoft's own parser. */
final class Naming {

    private static final Set<String> LIKE_ARGUMENT = Set.of(
            "tostring",
            "toint",
            "tolong",
            "todouble",
            "toreal",
            "tobool",
            "toboolean",
            "todatetime",
            "totimespan",
            "totime",
            "toguid",
            "todecimal",
            "todynamic",
            "parse_json",
            "parsejson",
            "toobject",
            "bin",
            "floor",
            "round",
            "format_datetime",
            "startofday",
            "startofweek",
            "startofmonth",
            "startofyear",
            "endofday",
            "endofweek",
            "endofmonth",
            "endofyear",
            "split");

    private static final Map<String, String> AGGREGATES = Map.ofEntries(
            Map.entry("make_set", "set"),
            Map.entry("make_set_if", "set"),
            Map.entry("makeset", "set"),
            Map.entry("make_list", "list"),
            Map.entry("make_list_if", "list"),
            Map.entry("makelist", "list"),
            Map.entry("make_bag", "bag"),
            Map.entry("make_bag_if", "bag"));

    private final Set<String> taken = new HashSet<>();
    private final List<String> names = new ArrayList<>();
    private int unnamed;

    /** Takes a name that somebody chose; null if it is taken. */
    @Nullable
    String chosen(String name) {
        if (!taken.add(name)) {
            return null;
        }
        names.add(name);
        return name;
    }

    /** Takes a name that suggests itself, with a number if it is taken; {@code Column1} without a suggestion. */
    String suggested(@Nullable String name) {
        String wish = name == null ? "Column" + ++unnamed : name;
        String free = wish;
        for (int i = 1; !taken.add(free); i++) {
            free = wish + i;
        }
        names.add(free);
        return free;
    }

    /** All names in their order. */
    List<String> names() {
        return names;
    }

    /** The name that an expression suggests. */
    static @Nullable String of(Expression expression) {
        return switch (expression) {
            case Expression.Name name -> name.name();
            case Expression.Member member -> joined(of(member.of()), member.name());
            case Expression.Index index -> {
                String part = index.at() instanceof Expression.Literal literal ? Texts.of(literal.value()) : null;
                yield part == null ? null : joined(of(index.of()), part);
            }
            case Expression.Call call -> call(call);
            default -> null;
        };
    }

    private static @Nullable String joined(@Nullable String of, String part) {
        return of == null ? null : of + "_" + part;
    }

    private static @Nullable String call(Expression.Call call) {
        Expression first = call.arguments().isEmpty() ? null : call.arguments().getFirst();
        String name = call.name();
        if (Aggregates.isOne(name)) {
            if (name.equals("take_any")) {
                return first == null ? null : of(first);
            }
            String argument = first == null ? null : of(first);
            String share = name.equals("percentile")
                            && call.arguments().size() == 2
                            && call.arguments().get(1) instanceof Expression.Literal literal
                    ? "_" + Texts.of(literal.value()).replace('.', '_')
                    : "";
            return AGGREGATES.getOrDefault(name, name) + "_" + (argument == null ? "" : argument) + share;
        }
        if (name.equals("strlen")) {
            String argument = first == null ? null : of(first);
            return argument == null ? null : "strlen_" + argument;
        }
        if (name.equals("ingestion_time")) {
            return "$IngestionTime";
        }
        return LIKE_ARGUMENT.contains(name) && first != null ? of(first) : null;
    }
}
