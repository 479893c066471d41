package io.sluice.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each alert fires when it should, says something, and has a runbook. */
class AlertsTest {

    private static final Path TESTS = Path.of("src", "test", "resources", "alerts.test.yaml");
    private static final Path RUNBOOKS = Sources.ROOT.resolve("docs/operations/runbooks.md");
    private static final Pattern NAME = Pattern.compile("alertname=\"(Sluice\\w+)\"");
    private static final Pattern SECTION = Pattern.compile("(?m)^### (Sluice\\w+)$");

    @Test
    void prometheusUnderstandsTheRules() throws IOException, InterruptedException {
        Promtool.Result check = Promtool.run("check", "rules", Sources.RULES.toString());

        assertThat(check.exitCode()).as(check.output()).isZero();
    }

    @Test
    void eachAlertFiresWhenItIsProvokedAndNoOtherDoes() throws IOException, InterruptedException {
        Promtool.Result test = Promtool.run("test", "rules", TESTS.toString());

        assertThat(test.exitCode()).as(test.output()).isZero();
    }

    @Test
    void eachAlertIsProvoked() throws IOException {
        Set<String> provoked = NAME.matcher(Files.readString(TESTS))
                .results()
                .map((MatchResult name) -> name.group(1))
                .collect(Collectors.toSet());

        assertThat(provoked).isEqualTo(names());
    }

    @Test
    void requestsOfEachKindAreLetWaitUntilTheAlertFires() throws IOException {
        String tests = Files.readString(TESTS);

        assertThat(Topics.all())
                .filteredOn(topic -> topic.traffic() == Topic.Traffic.REQUESTS)
                .isNotEmpty()
                .allSatisfy(topic ->
                        assertThat(tests).contains("alertname=\"SluiceRequestsWait\", topic=\"" + topic.name() + "\""));
    }

    @Test
    void eachAlertHasARunbookAndEachRunbookAnAlert() throws IOException {
        List<String> sections = SECTION.matcher(Files.readString(RUNBOOKS))
                .results()
                .map((MatchResult section) -> section.group(1))
                .toList();

        assertThat(sections).doesNotHaveDuplicates();
        assertThat(Set.copyOf(sections)).isEqualTo(names());
    }

    @Test
    void eachAlertSaysHowUrgentItIsAndWhatIsWrong() {
        assertThat(Sources.rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank().doesNotEndWith(".");
            assertThat(rule.at("/annotations/description").asText()).endsWith(".");
        });
    }

    private static Set<String> names() {
        return Sources.rules().stream()
                .map((JsonNode rule) -> rule.path("alert").asText())
                .collect(Collectors.toSet());
    }
}
