package io.sluice.kusto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables and their columns, from a file: a table's name on a line, then its columns, each on a line of its own that
 * begins with a space, its type after its name.
 */
final class TableSchemas {

    private TableSchemas() {}

    /** Returns name and type of the columns of each table. */
    static Map<String, List<List<String>>> read(Path file) {
        Map<String, List<List<String>>> tables = new LinkedHashMap<>();
        List<List<String>> columns = List.of();
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (line.startsWith(" ")) {
                    columns.add(List.of(line.strip().split(" +", 2)));
                } else {
                    columns = new ArrayList<>();
                    tables.put(line.strip(), columns);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The tables of " + file + " cannot be read", unreadable);
        }
        return tables;
    }
}
