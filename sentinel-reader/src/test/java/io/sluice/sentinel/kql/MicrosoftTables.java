package io.sluice.sentinel.kql;

import io.sluice.contracts.query.Engine;
import io.sluice.kusto.KustoParser;
import java.nio.file.Path;

/**
 * Microsoft's parser, with the tables of a workspace and of advanced hunting: the same that the simulator answers from.
 */
public final class MicrosoftTables {

    private static final Path TABLES = Path.of("..", "microsoft-simulator", "src", "main", "resources", "tables");

    private MicrosoftTables() {}

    /** Starts the parser with a schema for each engine, named by its word; skips the test where it cannot be had. */
    public static KustoParser startOrSkip() {
        KustoParser parser = KustoParser.startOrSkip();
        parser.define(Engine.WORKSPACE.word(), TABLES.resolve("log-analytics.txt"));
        parser.define(Engine.HUNTING.word(), TABLES.resolve("hunting.txt"));
        return parser;
    }
}
