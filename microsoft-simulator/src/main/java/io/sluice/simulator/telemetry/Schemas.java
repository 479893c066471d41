package io.sluice.simulator.telemetry;

import io.sluice.simulator.kql.Column;
import io.sluice.simulator.kql.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of tables, as a file has them: a line with the table's name, then a line for each column, indented, with
 * its name and type.
 */
public final class Schemas {

    private final Map<String, List<Column>> tables;

    private Schemas(Map<String, List<Column>> tables) {
        this.tables = tables;
    }

    /** The tables of a Log Analytics workspace. */
    public static Schemas logAnalytics() {
        return read("/tables/log-analytics.txt");
    }

    /** The tables of advanced hunting. */
    public static Schemas hunting() {
        return read("/tables/hunting.txt");
    }

    private static Schemas read(String resource) {
        Map<String, List<Column>> tables = new LinkedHashMap<>();
        List<Column> columns = new ArrayList<>();
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + resource + " is missing");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (line.startsWith(" ")) {
                    String[] parts = line.strip().split(" ", 2);
                    columns.add(
                            new Column(parts[0], Type.named(parts[1].strip()).orElseThrow()));
                } else {
                    columns = new ArrayList<>();
                    tables.put(line.strip(), columns);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Schemas(tables);
    }

    /** The names of all tables. */
    public List<String> names() {
        return List.copyOf(tables.keySet());
    }

    /** The columns of a table. */
    public List<Column> columns(String table) {
        return List.copyOf(tables.getOrDefault(table, List.of()));
    }
}
