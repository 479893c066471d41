package io.sluice.sentinel.investigation;

import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.query.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The query of an investigation for one engine, as it was reviewed. Its parameters are names that begin with
 * {@code p_}; a comment says which tables it reads.
 *
 * @param text the query
 * @param tables the tables that it reads; a tenant may not have all of them
 */
record KqlFile(String text, List<String> tables) {

    private static final String TABLES = "// Tables: ";

    private static final Map<String, KqlFile> READ = new ConcurrentHashMap<>();

    KqlFile {
        tables = List.copyOf(tables);
    }

    /** Returns an investigation's query for an engine that can run it. */
    static KqlFile of(Investigation investigation, Engine engine) {
        return READ.computeIfAbsent(investigation.name() + "." + engine.word() + ".kql", KqlFile::read);
    }

    private static KqlFile read(String name) {
        try (InputStream resource = KqlFile.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalArgumentException("There is no query " + name);
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            List<String> tables = text.lines()
                    .filter(line -> line.startsWith(TABLES))
                    .flatMap(line ->
                            Arrays.stream(line.substring(TABLES.length()).split(", ")))
                    .toList();
            return new KqlFile(text, tables);
        } catch (IOException broken) {
            throw new UncheckedIOException("The query " + name + " cannot be read", broken);
        }
    }
}
