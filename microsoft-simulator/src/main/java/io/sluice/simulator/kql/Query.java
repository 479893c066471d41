package io.sluice.simulator.kql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tabular expression: where rows come from, and what is done with them.
 *
 * @param source where they come from
 * @param steps what is done, in order
 */
record Query(Source source, List<Step> steps) {

    /** Where rows come from. */
    sealed interface Source {
        /** A table, or what {@code let} calls so. */
        record Named(String name) implements Source {}

        /** A function that gives rows. */
        record Applied(Expression.Call call) implements Source {}

        /** A query in parentheses. */
        record Nested(Query query) implements Source {}

        /** One row of these values. */
        record Print(List<Item> items) implements Source {}

        /** A row for each number or moment. */
        record Range(String column, Expression from, Expression to, Expression step) implements Source {}

        /** Rows that are written in the query. */
        record Written(List<Column> columns, List<Expression> values) implements Source {}

        /** The rows of several tables. */
        record United(Union union) implements Source {}

        /** The rows of all tables, or of some, that have a word. */
        record Searched(List<String> tables, Expression what) implements Source {}
    }

    /**
     * An expression that may have a name.
     *
     * @param name its name, if it has one
     * @param value the expression
     */
    record Item(@Nullable String name, Expression value) {}

    /**
     * What rows are sorted by.
     *
     * @param by the expression
     * @param ascending whether the smallest comes first
     * @param nullsFirst whether rows without a value come first
     */
    record Order(Expression by, boolean ascending, boolean nullsFirst) {}

    /**
     * A union.
     *
     * @param withSource the column that tells from which table a row is, if wanted
     * @param inner whether only columns that all tables have are left
     * @param fuzzy whether tables that are not there are left out
     * @param parts the tables, in which names may have stars
     */
    record Union(@Nullable String withSource, boolean inner, boolean fuzzy, List<Query> parts) {}

    /**
     * A pair of columns that must agree.
     *
     * @param left an expression over the left side
     * @param right an expression over the right side
     */
    record On(Expression left, Expression right) {}

    /**
     * What {@code mv-expand} takes apart.
     *
     * @param item the expression, and the column for its parts
     * @param to the type of the parts
     */
    record Expanded(Item item, @Nullable Type to) {}

    /** Which of the columns remain. */
    enum Pick {
        /** All but these. */
        AWAY,
        /** These. */
        KEEP,
        /** All, these first. */
        REORDER
    }

    /** How two tables are joined. */
    enum JoinKind {
        /** Pairs, of the left rows with the same key only one. */
        INNER_UNIQUE("innerunique"),
        /** Pairs. */
        INNER("inner"),
        /** Pairs, and left rows without a partner. */
        LEFT_OUTER("leftouter"),
        /** Pairs, and right rows without a partner. */
        RIGHT_OUTER("rightouter"),
        /** Pairs, and rows without a partner. */
        FULL_OUTER("fullouter"),
        /** Left rows with a partner. */
        LEFT_SEMI("leftsemi"),
        /** Right rows with a partner. */
        RIGHT_SEMI("rightsemi"),
        /** Left rows without a partner. */
        LEFT_ANTI("leftanti"),
        /** Right rows without a partner. */
        RIGHT_ANTI("rightanti");

        private final String word;

        JoinKind(String word) {
            this.word = word;
        }

        /** The kind of this name, or null. */
        static @Nullable JoinKind named(String name) {
            String usual = switch (name) {
                case "anti", "leftantisemi" -> "leftanti";
                case "rightantisemi" -> "rightanti";
                default -> name;
            };
            for (JoinKind kind : values()) {
                if (kind.word.equals(usual)) {
                    return kind;
                }
            }
            return null;
        }
    }

    /** What is done with rows. */
    sealed interface Step {
        /** Its name in messages. */
        String operator();

        /** Leaves the rows for which this is true. */
        record Where(Expression condition) implements Step {
            @Override
            public String operator() {
                return "where";
            }
        }

        /** Makes these columns. */
        record Project(List<Item> items) implements Step {
            @Override
            public String operator() {
                return "project";
            }
        }

        /** Picks columns by their names, which may have stars. */
        record Choose(Pick pick, List<String> patterns) implements Step {
            @Override
            public String operator() {
                return switch (pick) {
                    case AWAY -> "project-away";
                    case KEEP -> "project-keep";
                    case REORDER -> "project-reorder";
                };
            }
        }

        /** Renames columns. */
        record Rename(List<Item> items) implements Step {
            @Override
            public String operator() {
                return "project-rename";
            }
        }

        /** Adds columns. */
        record Extend(List<Item> items) implements Step {
            @Override
            public String operator() {
                return "extend";
            }
        }

        /** Makes one row of each group. */
        record Summarize(List<Item> aggregates, List<Item> by) implements Step {
            @Override
            public String operator() {
                return "summarize";
            }
        }

        /** Leaves one of equal rows; no items stand for all columns. */
        record Distinct(List<Item> items) implements Step {
            @Override
            public String operator() {
                return "distinct";
            }
        }

        /** Leaves some rows. */
        record Take(Expression count) implements Step {
            @Override
            public String operator() {
                return "take";
            }
        }

        /** Leaves the first rows of an order. */
        record Top(Expression count, List<Order> orders) implements Step {
            @Override
            public String operator() {
                return "top";
            }
        }

        /** Sorts. */
        record Sort(List<Order> orders) implements Step {
            @Override
            public String operator() {
                return "sort";
            }
        }

        /** Counts. */
        record Count() implements Step {
            @Override
            public String operator() {
                return "count";
            }
        }

        /** Joins with another query; a lookup leaves out the keys of the right side. */
        record Join(JoinKind kind, boolean lookup, Query right, List<On> on) implements Step {
            @Override
            public String operator() {
                return lookup ? "lookup" : "join";
            }
        }

        /** Adds the rows of other tables. */
        record Unite(Union union) implements Step {
            @Override
            public String operator() {
                return "union";
            }
        }

        /** Makes a row for each part of a list or bag. */
        record Expand(
                @Nullable String index,
                boolean pairs,
                List<Expanded> items,
                @Nullable Expression limit) implements Step {
            @Override
            public String operator() {
                return "mv-expand";
            }
        }

        /** Tells the columns. */
        record GetSchema() implements Step {
            @Override
            public String operator() {
                return "getschema";
            }
        }

        /** Says how to draw the rows, which stay as they are. */
        record Render(String visualization) implements Step {
            @Override
            public String operator() {
                return "render";
            }
        }

        /** Leaves the rows as they are. */
        record Nothing(String operator) implements Step {}
    }
}
