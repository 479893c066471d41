package io.sluice.simulator.kql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What names mean at one place of a query, columns apart. */
final class Scope {

    /** What {@code let} or a parameter gave a name to. */
    sealed interface Meaning {
        /** A value. */
        record Scalar(Compiled value) implements Meaning {}

        /** Rows. */
        record Rows(Relation relation) implements Meaning {}

        /** A function, with the scope of its definition. */
        record Applicable(Statement.LetFunction function, Scope scope) implements Meaning {}
    }

    private final @Nullable Scope outer;
    private final Map<String, Meaning> names = new HashMap<>();
    private final Map<String, Table> tables;
    private final Function<Table, Relation> reading;
    private final Instant now;
    private final Run bindingRun;
    private final List<String> warnings;

    private Scope(
            @Nullable Scope outer,
            Map<String, Table> tables,
            Function<Table, Relation> reading,
            Instant now,
            Run bindingRun,
            List<String> warnings) {
        this.warnings = warnings;
        this.outer = outer;
        this.tables = tables;
        this.reading = reading;
        this.now = now;
        this.bindingRun = bindingRun;
    }

    /**
     * The scope of a whole query.
     *
     * @param reading how the rows of a table are read
     * @param now what {@code now()} is, throughout the query
     * @param bindingRun where queries run whose value is needed before the rest can be understood
     */
    static Scope of(Map<String, Table> tables, Function<Table, Relation> reading, Instant now, Run bindingRun) {
        return new Scope(null, tables, reading, now, bindingRun, new ArrayList<>());
    }

    /** A scope within this one. */
    Scope inner() {
        return new Scope(this, tables, reading, now, bindingRun, warnings);
    }

    /** What is known here so far, without what will be defined later. */
    Scope soFar() {
        bindingRun.bind(1 + names.size());
        Scope copy = new Scope(outer, tables, reading, now, bindingRun, warnings);
        copy.names.putAll(names);
        return copy;
    }

    /** Whether a name was given a meaning right here. */
    boolean defines(String name) {
        return names.containsKey(name);
    }

    void define(String name, Meaning meaning) {
        names.put(name, meaning);
    }

    @Nullable
    Meaning find(String name) {
        Meaning own = names.get(name);
        return own != null || outer == null ? own : outer.find(name);
    }

    @Nullable
    Relation table(String name) {
        Table table = tables.get(name);
        return table == null ? null : reading.apply(table);
    }

    /** Tables whose names match a pattern with stars, in their order. */
    List<Relation> tables(String pattern) {
        Pattern compiled = wild(pattern);
        return tables.values().stream()
                .filter(table -> compiled.matcher(table.name()).matches())
                .map(reading)
                .toList();
    }

    /** A pattern with stars. */
    static Pattern wild(String pattern) {
        return Pattern.compile(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** What the caller should know although the query runs; shared by all scopes of a query. */
    List<String> warnings() {
        return warnings;
    }

    Instant now() {
        return now;
    }

    Run bindingRun() {
        return bindingRun;
    }
}
