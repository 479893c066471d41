package io.sluice.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.observability.Meters.Meter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules and dashboards name is there. */
class MetersTest {

    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern TEXT_LABEL = Pattern.compile("\\$labels\\.(\\w+)");

    /** An expression, and where it is. */
    record Named(String where, String expression, Set<String> labels) {}

    static List<Named> expressions() {
        return Stream.concat(
                        Sources.rules().stream().map(MetersTest::ofRule),
                        Sources.dashboards().stream().flatMap(MetersTest::ofDashboard))
                .toList();
    }

    static List<Meter> rareOnes() {
        return Meters.all().values().stream()
                .filter(meter -> !meter.when().isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void everyMetricAndLabelIsThere(Named named) {
        Expression expression = Expression.of(named.expression());
        assertThat(expression.selectors()).as(named.where()).isNotEmpty();
        Set<String> known = new HashSet<>();
        expression.selectors().forEach((metric, labels) -> {
            assertThat(Meters.labels(metric))
                    .as("the labels of %s in %s", metric, named.where())
                    .isNotEmpty()
                    .containsAll(labels);
            known.addAll(Meters.labels(metric));
        });
        assertThat(known).as(named.where()).containsAll(expression.grouping()).containsAll(named.labels());
    }

    /** Those that come only with trouble are looked for where they are made. */
    @ParameterizedTest
    @MethodSource("rareOnes")
    void aMetricThatIsNotAlwaysThereIsMadeByItsService(Meter meter) throws IOException {
        String made = meter.name().replaceAll("_(total|seconds|bytes)$", "").replace('_', '.');
        for (String service : meter.services()) {
            try (Stream<Path> files = Files.walk(Sources.ROOT.resolve(service).resolve("src/main/java"))) {
                assertThat(files.filter(Files::isRegularFile).map(MetersTest::text))
                        .as("a class of %s with \"%s\" and %s", service, made, meter.labels())
                        .anyMatch(text -> text.contains("\"" + made + "\"")
                                && meter.labels().stream().allMatch(label -> text.contains("\"" + label + "\"")));
            }
        }
    }

    private static Named ofRule(JsonNode rule) {
        String texts = rule.path("annotations").toString();
        return new Named(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                TEXT_LABEL
                        .matcher(texts)
                        .results()
                        .map((MatchResult label) -> label.group(1))
                        .collect(Collectors.toSet()));
    }

    private static Stream<Named> ofDashboard(Path file) {
        JsonNode dashboard = Sources.yaml(file);
        Stream<Named> variables = Sources.list(dashboard.path("variables")).stream()
                .map(variable ->
                        new Named(file + ", a variable", variable.path("query").asText(), Set.of()));
        Stream<Named> queries = Sources.list(dashboard.path("rows")).stream()
                .flatMap(row -> Sources.list(row.path("panels")).stream())
                .flatMap(panel -> Sources.list(panel.path("queries")).stream()
                        .map(query -> new Named(
                                file + ", " + panel.path("title").asText(),
                                query.path("expr").asText(),
                                LEGEND_LABEL
                                        .matcher(query.path("legend").asText())
                                        .results()
                                        .map((MatchResult label) -> label.group(1))
                                        .collect(Collectors.toSet()))));
        return Stream.concat(variables, queries);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
