package io.sluice.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.local.check.HowFar;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:30Z");

    @Test
    void ofANewConnectionWhatIsNewIsReadAlthoughItsPastIsNot() {
        HowFar fresh =
                new HowFar(Duration.ofSeconds(87_604), Duration.ofSeconds(4), Duration.ofMinutes(1_421), Duration.ZERO);

        assertThat(printed(List.of(connection("contoso")), Map.of("contoso", fresh), Map.of()))
                .contains(
                        "contoso t-contoso yes PT10S 4 s ago -",
                        "The past is still being read, newest first; what is new does not wait for it:",
                        "contoso (Defender): 23 h 41 m are left, back to 2026-03-01T09:40:00Z")
                .noneMatch(line -> line.contains("87604"));
    }

    @Test
    void wherePollingStandsStillItIsSaidSinceWhen() {
        Duration behind = Duration.ofMinutes(90);
        HowFar standing = new HowFar(behind, behind, Duration.ZERO, behind);

        assertThat(printed(List.of(connection("contoso")), Map.of(), Map.of("contoso", standing)))
                .contains("contoso t-contoso yes PT10S - 1 h 30 m ago")
                .noneMatch(line -> line.contains("The past"));
    }

    @Test
    void ofAFleetOnlyAsManyAreShownAsFitOnAScreen() {
        List<JsonNode> fleet =
                IntStream.range(0, 25).mapToObj(i -> connection("c" + i)).toList();

        assertThat(printed(fleet, Map.of(), Map.of()))
                .contains("and 5 more; ./sluice connections list shows all.")
                .noneMatch(line -> line.startsWith("c20"));
    }

    private static List<String> printed(
            List<JsonNode> connections, Map<String, HowFar> defender, Map<String, HowFar> sentinel) {
        StringWriter out = new StringWriter();
        ConnectionTable.print(new PrintWriter(out), connections, defender, sentinel, NOW);
        return out.toString()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }

    private static JsonNode connection(String name) {
        return Json.MAPPER
                .createObjectNode()
                .put("name", name)
                .put("tenantId", "t-" + name)
                .put("enabled", true)
                .put("pollInterval", "PT10S");
    }
}
