package io.sluice.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFilesTest {

    private static final String SMALL = """
            name: small
            kind: noise
            summary: One alert.
            weight: 1
            cast:
              user: {type: person}
            incidents:
              main: "About {user.name}"
            steps:
              - alert:
                  title: Something
                  product: MicrosoftDefenderForEndpoint
                  source: CustomDetection
                  category: Execution
                  severity: Low
                  entities: [user]
            """;

    @TempDir
    Path folder = Path.of("target");

    private static Scenario parse(String text) throws IOException {
        return ScenarioFiles.parse("test.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theBuiltInScenariosAreFiveAttacksAndNoise() {
        assertThat(ScenarioFiles.read(true, Optional.empty()))
                .filteredOn(it -> it.kind() == Scenario.Kind.ATTACK)
                .extracting(Scenario::name)
                .containsExactlyInAnyOrder("phishing", "token-theft", "malware", "lateral-movement", "exfiltration");
        double noise = ScenarioFiles.read(true, Optional.empty()).stream()
                .filter(it -> it.kind() == Scenario.Kind.NOISE)
                .mapToDouble(Scenario::weight)
                .sum();
        assertThat(noise).isGreaterThan(12);
    }

    @Test
    void aFolderAddsScenariosAndReplacesThoseOfTheSameFileName() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), SMALL.replace("small", "mine"));
        Files.writeString(folder.resolve("phishing.yaml"), SMALL);
        assertThat(ScenarioFiles.read(true, Optional.of(folder)))
                .extracting(Scenario::name)
                .contains("mine", "small", "malware")
                .doesNotContain("phishing");
        assertThat(ScenarioFiles.read(false, Optional.of(folder))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "severity: Low|severity: Lowest|there is no severity Lowest",
                "entities: [user]|entities: [nobody]|cast has no nobody",
                "weight: 1|weight: -1|weight must not be negative",
                "main:|other:|incidents has no name for main",
                "type: person|type: ghost|ghost",
                "type: person|type: message|A message needs to and values",
                "type: person|type: device|belongs to devices",
                "type: person|type: device, of: user|which is not a person",
                "summary: One alert.|#|must all be there",
                "type: person|type: person, colour: red|colour",
                "title: Something|titel: Something|titel",
            })
    void aMistakeIsNamedWithTheFile(String right, String wrong, String message) {
        assertThatThrownBy(() -> parse(SMALL.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void aMessageCarriesFilesAndAddressesOnly() {
        assertThatThrownBy(() -> parse(SMALL.replace(
                        "user: {type: person}",
                        "user: {type: person}\n  mail: {type: message, to: user, values: [x], carries: [user]}")))
                .hasMessageContaining("mail carries user, which is neither a file nor a url");
    }

    @Test
    void aStepDoesExactlyOneThing() {
        assertThatThrownBy(() -> parse(SMALL + "  - after: 1s\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exactly one thing");
    }

    @Test
    void spansAreReadInAllUnits() {
        assertThat(Span.parse("30s..2m").max()).hasMinutes(2);
        assertThat(Span.parse("250ms").min()).hasMillis(250);
        assertThatThrownBy(() -> Span.parse("2m..30s")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Span.parse("soon")).isInstanceOf(IllegalArgumentException.class);
    }
}
