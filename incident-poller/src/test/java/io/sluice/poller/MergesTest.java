package io.sluice.poller;

import static io.sluice.poller.TestPoller.TENANT;
import static io.sluice.poller.TestPoller.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topic;
import io.sluice.contracts.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incidents that are merged into others, whose alerts move there. */
class MergesTest {

    @TempDir
    private Path state;

    @SuppressWarnings("NullAway.Init")
    private TestPoller poller;

    @BeforeEach
    void start() {
        poller = new TestPoller(state);
    }

    @AfterEach
    void stop() {
        poller.close();
    }

    @Test
    void theAbsorbedIncidentIsClosedWithAReferenceToTheSurvivorAndMovedAlertsAreUpdatedOnce() {
        Instant then = poller.now();
        poller.defender.holds("a", open(1, then, alert(1, 1), alert(2, 1)), open(2, then, alert(3, 2)));
        poller.connect("a", Duration.ofMinutes(1));
        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).hasSize(3));

        poller.defender.holds("a", merged(1, then, 2), open(2, then, alert(1, 2), alert(2, 2), alert(3, 2)));
        poller.await(() -> assertThat(poller.ids(Topics.ALERTS)).hasSize(5));
        poller.await(() -> assertThat(poller.ids(Topics.INCIDENTS)).hasSize(4));
        poller.awaitPolls("a", 4);

        assertThat(poller.ids(Topics.ALERTS)).containsExactlyInAnyOrder("da1", "da2", "da3", "da1", "da2");
        assertThat(newest(Topics.ALERTS, "da1")
                        .at("/finding_info/related_events/0/uid")
                        .asText())
                .isEqualTo("2");
        JsonNode absorbed = newest(Topics.INCIDENTS, "1");
        assertThat(absorbed.path("status_id").asInt()).isEqualTo(5);
        assertThat(absorbed.path("activity_name").asText()).isEqualTo("Close");
        assertThat(survivorOf(absorbed)).isEqualTo("2");
        assertThat(poller.ids(Topics.INCIDENTS)).hasSize(4);
    }

    @Test
    void aChainOfMergesCanBeFollowedToItsEndInWhateverOrderItWasRead() {
        Instant then = poller.now();
        poller.defender.holds(
                "a", merged(2, then, 3), open(4, then, alert(1, 4)), merged(1, then, 2), merged(3, then, 4));
        poller.connect("a", Duration.ofMinutes(1));
        poller.await(() -> assertThat(poller.ids(Topics.INCIDENTS)).hasSize(4));

        assertThat(follow("1")).isEqualTo("4");
        assertThat(newest(Topics.ALERTS, "da1")
                        .at("/finding_info/related_events/0/uid")
                        .asText())
                .isEqualTo("4");
    }

    @Test
    void aLoopOfMergesIsToldAsItIsAndStopsNothing() {
        Instant then = poller.now();
        poller.defender.holds(
                "a", merged(1, then, 2), merged(2, then, 1), merged(3, then, 3), open(4, then, alert(1, 4)));
        poller.connect("a", Duration.ofMinutes(1));
        poller.await(() -> assertThat(poller.ids(Topics.INCIDENTS)).hasSize(4));
        poller.awaitPolls("a", 4);

        assertThat(follow("1")).isEqualTo("loop");
        assertThat(follow("3")).isEqualTo("loop");
        assertThat(poller.ids(Topics.ALERTS)).containsExactly("da1");
        assertThat(poller.ids(Topics.INCIDENTS)).hasSize(4);
    }

    /** What a consumer does: {@code docs/following-incidents.md}. */
    private String follow(String incident) {
        Map<String, String> survivors = new HashMap<>();
        poller.ids(Topics.INCIDENTS).forEach(id -> survivors.put(id, survivorOf(newest(Topics.INCIDENTS, id))));
        Set<String> seen = new HashSet<>();
        String present = incident;
        while (seen.add(present)) {
            String next = survivors.getOrDefault(present, "");
            if (next.isEmpty()) {
                return present;
            }
            present = next;
        }
        return "loop";
    }

    private static String survivorOf(JsonNode incident) {
        JsonNode first = incident.at("/finding_info_list/0/related_events/0");
        return incident.path("status_id").asInt() == 5
                        && first.path("type").asText().equals("Incident")
                ? first.path("uid").asText()
                : "";
    }

    private JsonNode newest(Topic topic, String id) {
        return poller.records(topic).stream()
                .filter(record -> record.key().equals(TENANT + "/" + id))
                .reduce((_, last) -> last)
                .map(record -> {
                    try {
                        return Json.MAPPER.readTree(record.value());
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                })
                .orElseThrow();
    }

    private static String open(int id, Instant changed, String... alerts) {
        return incident(id, "\"lastUpdateTime\":\"" + changed + "\",\"redirectIncidentId\":null", alerts);
    }

    private static String merged(int id, Instant changed, int survivor) {
        return incident(id, "\"lastUpdateTime\":\"" + changed.plusMillis(1) + "\",\"redirectIncidentId\":" + survivor)
                .replace("\"status\":\"Active\"", "\"status\":\"Redirected\"")
                .replace("Medium", "UnSpecified");
    }

    private static String alert(int id, int incident) {
        return "{\"alertId\":\"da" + id + "\",\"incidentId\":" + incident
                + ",\"serviceSource\":\"MicrosoftDefenderForEndpoint\",\"title\":\"Odd script\","
                + "\"creationTime\":\"2026-02-03T10:11:11.9Z\",\"lastUpdatedTime\":\"2026-02-03T10:19:58.33Z\","
                + "\"status\":\"New\",\"severity\":\"Medium\",\"devices\":[],\"entities\":[]}";
    }
}
