package io.sluice.sentinel.kql;

import io.sluice.contracts.query.Engine;
import io.sluice.kusto.KustoParser;
import io.sluice.kusto.Verdict;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Microsoft's parser, with the tables of a workspace and of advanced hunting: the same that the simulator answers from.
 * All tests share one, which ends with their process, and keep what it said of a text.
 */
public final class MicrosoftTables {

    private static final Path TABLES = Path.of("..", "microsoft-simulator", "src", "main", "resources", "tables");

    private static final Map<Engine, Map<String, Verdict>> SAID = new EnumMap<>(Engine.class);

    @Nullable
    private static KustoParser parser;

    @Nullable
    private static String missing;

    private MicrosoftTables() {}

    /** Says what the parser makes of a text for an engine; skips the test where the parser cannot be had. */
    public static synchronized Verdict parse(Engine engine, String text) {
        KustoParser started = parser == null ? start() : parser;
        parser = started;
        return SAID.computeIfAbsent(engine, of -> new HashMap<>())
                .computeIfAbsent(text, of -> started.parse(engine.word(), of));
    }

    private static KustoParser start() {
        if (missing != null) {
            throw new TestAbortedException(missing);
        }
        KustoParser started;
        try {
            started = KustoParser.startOrSkip();
        } catch (TestAbortedException cannotBeHad) {
            missing = String.valueOf(cannotBeHad.getMessage());
            throw cannotBeHad;
        }
        started.define(Engine.WORKSPACE.word(), TABLES.resolve("log-analytics.txt"));
        started.define(Engine.HUNTING.word(), TABLES.resolve("hunting.txt"));
        return started;
    }
}
