package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.system.Clone.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Incidents on request, from the question to the answer, whatever is killed on the way. */
class IncidentRequestsTest {

    private static final String PARTS = "kafka,postgres,microsoft-simulator,connection-service,incident-poller";
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static Stack stack;
    private static RequestTopics topics;

    @BeforeAll
    static void startStack() throws Exception {
        stack = Stack.upOnly(PARTS, Map.of("SLUICE_SIMULATOR_RATE", "10"));
        topics = new RequestTopics(stack.bootstrapServers(), "incident");
    }

    @AfterAll
    static void endStack() throws Exception {
        if (topics != null) {
            topics.close();
        }
        if (stack != null) {
            stack.end();
        }
    }

    @Test
    void theListShowsWhatToAskForNextAndTheIncidentComesWithItsAlerts() throws Exception {
        Result list = Clone.sluice(
                PATIENCE, "incidents", "--connection", "demo", "--duration", "PT6H", "--limit", "3", "--json");
        assertThat(list.exitCode()).as(list.errors()).isZero();
        JsonNode last = Stack.JSON.readTree(list.output().lines().toList().getLast());
        assertThat(last.path("items")).hasSize(3);
        String id = last.at("/items/0/incident/finding_info_list/0/uid").asText();

        Result incident = Clone.sluice(PATIENCE, "incident", id, "--connection", "demo");
        assertThat(incident.exitCode()).as(incident.errors()).isZero();
        assertThat(incident.output()).contains("Incident " + id + ": ", "severity ", "TITLE");

        Result alerts = Clone.sluice(PATIENCE, "incidents", "--connection", "demo", "--alerts", "--limit", "2");
        assertThat(alerts.exitCode()).as(alerts.errors()).isZero();
        assertThat(alerts.output()).contains("INCIDENT", "2 alerts of incidents changed from ");
    }

    @Test
    void whatCannotBeAnsweredIsRejectedOrFailsWithTheReason() throws Exception {
        Result absent = Clone.sluice(PATIENCE, "incident", "999999999", "--connection", "demo");
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.errors()).contains("There is no incident 999999999");

        Result nobody = Clone.sluice(PATIENCE, "incidents", "--connection", "nobody");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.errors()).contains("rejected", "/connection");
    }

    @Test
    void eachRequestIsAnsweredOnceThoughThePollerIsKilledWhileItWorks() throws Exception {
        List<String> asked = new ArrayList<>();
        for (String connection : List.of("contoso", "fabrikam", "woodgrove", "demo")) {
            asked.add(topics.ask(list(connection)));
        }
        stack.kill("incident-poller");
        asked.add(topics.ask(list("contoso")));

        Awaitility.await()
                .atMost(Duration.ofMinutes(8))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(topics.terminals().keySet()).containsAll(asked));
        // Another answer would come as soon as the first one: what follows it is behind it.
        String after = topics.ask(list("nobody"));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.terminals()).containsKey(after));
        assertThat(terminals(asked)).hasSameSizeAs(asked);
    }

    private static List<JsonNode> terminals(List<String> asked) throws IOException {
        return topics.terminals().entrySet().stream()
                .filter(terminal -> asked.contains(terminal.getKey()))
                .flatMap(terminal -> terminal.getValue().stream())
                .toList();
    }

    private static ObjectNode list(String connection) {
        return Stack.JSON
                .createObjectNode()
                .put("kind", "list-detections")
                .put("connection", connection)
                .put("duration", "PT1H");
    }
}
