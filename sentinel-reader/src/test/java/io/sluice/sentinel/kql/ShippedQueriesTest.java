package io.sluice.sentinel.kql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.query.Engine;
import io.sluice.kusto.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every KQL text that is shipped is one that Microsoft's parser accepts, bound to the tables as Microsoft documents
 * them. A file {@code *.hunting.kql} is for advanced hunting, any other for a workspace. What a file leaves open, names
 * that begin with {@code p_}, is bound when it is used; here each stands for a value of the type that its name tells.
 */
class ShippedQueriesTest {

    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Set<String> PARAMETERS = Investigations.all().stream()
            .flatMap(investigation -> investigation.parameters().stream())
            .map(parameter -> "p_" + parameter.name())
            .collect(Collectors.toSet());

    private static final Pattern OPEN = Pattern.compile("\\bp_\\w+");

    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(file -> file.toString().endsWith(".kql")).sorted().toList();
        }
    }

    @Test
    void thereAreQueries() throws IOException {
        assertThat(files()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void microsoftsParserAcceptsIt(Path file) throws IOException {
        Engine engine = file.toString().endsWith(".hunting.kql") ? Engine.HUNTING : Engine.WORKSPACE;
        String text = Files.readString(file);
        String lets = OPEN.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .map(name -> "let " + name + " = " + standIn(name) + ";\n")
                .collect(Collectors.joining());

        Verdict verdict = MicrosoftTables.parse(engine, lets + text);

        assertThat(verdict.errors()).as(file.toString()).isEmpty();
        assertThat(verdict.columns())
                .as("columns of %s", file)
                .isNotEmpty()
                .noneMatch(column -> column.type().equals("unknown"));
    }

    private static String standIn(String name) {
        return switch (name) {
            case "p_from", "p_to", "p_since", "p_memory" -> "datetime(2026-03-01T00:00:00Z)";
            case "p_rows", "p_parts", "p_part" -> "10";
            default -> {
                assertThat(PARAMETERS).as("what %s stands for", name).contains(name);
                yield "\"words\"";
            }
        };
    }
}
