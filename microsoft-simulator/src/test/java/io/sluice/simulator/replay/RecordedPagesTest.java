package io.sluice.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.incident.RecordedIncident;
import io.sluice.simulator.incident.ShownAlert;
import io.sluice.simulator.settings.SimulatorSettings.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedPagesTest {

    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
    private static final Path FIXTURES = Path.of("../../shared/fixtures");

    @TempDir
    Path folder = Path.of("target");

    private List<RecordedIncident> read(Times times) {
        return RecordedPages.read(List.of(folder), times, START);
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static String incident(int id, String name, String lastUpdate, String... alertIds) {
        List<String> alerts = new ArrayList<>();
        for (String alertId : alertIds) {
            alerts.add("{\"alertId\":\"%s\",\"incidentId\":%d,\"odd\":1.50,\"devices\":[{}],\"entities\":[{},{}]}"
                    .formatted(alertId, id));
        }
        return """
                {"incidentId":%d,"incidentName":"%s","createdTime":"2021-03-22T12:34:34Z","lastUpdateTime":"%s",
                 "status":"Active","severity":"Low","alerts":[%s],"somethingNew":{"a":[1.0,null]}}""".formatted(id, name, lastUpdate, String.join(",", alerts));
    }

    @Test
    void pagesCapturesAndSingleIncidentsAreReadAsRecorded() throws IOException {
        file("a.json", "{\"value\":[" + incident(1, "one", "2021-04-27T07:13:11.0833333Z", "x") + "]}");
        file("b.json", "{\"outputs\":[" + incident(2, "two", "2021-04-27T07:13:11Z", "y") + "]}");
        file("c.json.resp", incident(3, "three", "2021-04-27T07:13:11Z"));
        file("d.json", "{\"access_token\":\"1\"}");
        file("e.json", "not JSON");
        file("f.txt", incident(4, "four", "2021-04-27T07:13:11Z"));
        List<RecordedIncident> incidents = read(Times.KEEP);
        assertThat(incidents).extracting(RecordedIncident::id).containsExactly(1L, 2L, 3L);
        assertThat(incidents.getFirst().json())
                .isEqualTo(Json.MAPPER.readTree(incident(1, "one", "2021-04-27T07:13:11.0833333Z", "x")));
        assertThat(incidents.getFirst().json().toString()).contains("1.50").contains("[1.0,null]");
        assertThat(incidents.getFirst().alerts().getFirst().evidenceCount()).isEqualTo(3);
    }

    @Test
    void anIncidentAndItsAlertsBelongTogetherAndToNothingElse() throws IOException {
        file("a.json", incident(1, "one", "2021-04-27T07:13:11Z", "x", "y"));
        file("b.json", incident(2, "two", "2021-04-27T07:13:11Z", "z"));
        List<RecordedIncident> incidents = read(Times.KEEP);
        assertThat(incidents)
                .extracting(it -> it.play().id())
                .containsExactly("replay-recorded-1", "replay-recorded-2");
        assertThat(incidents)
                .allSatisfy(incident -> assertThat(incident.alerts())
                        .isNotEmpty()
                        .allSatisfy(alert -> assertThat(alert.play()).isEqualTo(incident.play())));
    }

    @Test
    void theSameIncidentIsServedOnceAndAnotherOfItsNumberGetsTheNextFreeOne() throws IOException {
        file("a.json", incident(1, "one", "2021-04-27T07:13:11Z", "x"));
        file("b.json", incident(1, "one", "2021-04-27T07:13:11Z", "x"));
        file("c.json", incident(1, "another", "2021-04-27T07:13:11Z", "y"));
        List<RecordedIncident> incidents = read(Times.KEEP);
        assertThat(incidents).extracting(RecordedIncident::id).containsExactly(1L, 2L);
        assertThat(incidents
                        .getLast()
                        .json()
                        .path("alerts")
                        .path(0)
                        .path("incidentId")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void alertIdsThatOccurMoreThanOnceAreToldApartByIncidentAndIndex() throws IOException {
        file("a.json", incident(1, "one", "2021-04-27T07:13:11Z", "alertId", "alertId", "own"));
        file("b.json", incident(2, "two", "2021-04-27T07:13:11Z", "alertId"));
        assertThat(read(Times.KEEP).stream().flatMap(it -> it.alerts().stream()).map(ShownAlert::alertId))
                .containsExactly("alertId-1-0", "alertId-1-1", "own", "alertId-2-0");
    }

    @Test
    void whatAnIncidentMustHaveIsAdded() throws IOException {
        file("a.json", """
                {"status":"Resolved","classification":"TruePositive","comments":[
                  {"comment":"b","createdTime":"2021-05-02T09:36:27.6652581Z"},
                  {"comment":"a","createdTime":"2021-05-02T09:34:21.5519738Z"}]}""");
        assertThat(read(Times.KEEP)).singleElement().satisfies(it -> {
            assertThat(it.id()).isEqualTo(1);
            assertThat(it.json().path("createdTime").asText()).isEqualTo("2021-05-02T09:34:21.5519738Z");
            assertThat(it.lastUpdateTime()).isEqualTo("2021-05-02T09:36:27.6652581Z");
            assertThat(it.alerts()).isEmpty();
        });
    }

    @Test
    void shiftedTimesLieCloseBeforeTheStartAndKeepTheirDistancesAndDigits() throws IOException {
        file("a.json", incident(1, "one", "2021-04-27T07:13:11.0833333Z", "x"));
        file("b.json", incident(2, "two", "2019-04-27T07:13:11Z", "y"));
        List<RecordedIncident> incidents = read(Times.SHIFT);
        assertThat(incidents)
                .allSatisfy(it -> assertThat(it.lastUpdate())
                        .isBetween(START.minus(Duration.ofMinutes(1)), START.plusSeconds(1)));
        RecordedIncident one = incidents.getFirst();
        assertThat(one.lastUpdateTime()).endsWith(".0833333Z");
        assertThat(Duration.between(one.created(), one.lastUpdate()))
                .isEqualTo(Duration.between(
                        Instant.parse("2021-03-22T12:34:34Z"), Instant.parse("2021-04-27T07:13:11.0833333Z")));
    }

    @Test
    void realCapturesAreReplayedWithoutLoss() throws IOException {
        List<Path> folders = List.of(
                FIXTURES.resolve("demisto-microsoft365defender"), FIXTURES.resolve("rapid7-defender-incidents"));
        assumeTrue(folders.stream().allMatch(Files::isDirectory));
        List<RecordedIncident> incidents = RecordedPages.read(folders, Times.KEEP, START);
        assertThat(incidents).extracting(RecordedIncident::id).doesNotHaveDuplicates();
        assertThat(incidents.stream().flatMap(it -> it.alerts().stream()).map(ShownAlert::alertId))
                .doesNotHaveDuplicates();
        JsonNode recorded = Json.MAPPER.readTree(
                folders.getFirst().resolve("incidents_list_response.json").toFile());
        assertThat(recorded.path("value"))
                .isNotEmpty()
                .allSatisfy(original -> assertThat(incidents)
                        .anySatisfy(it -> assertThat(withoutIds(it.json())).isEqualTo(withoutIds(original))));
        assertThat(incidents)
                .anySatisfy(it -> assertThat(it.json()
                                .path("comments")
                                .path(0)
                                .path("comment")
                                .asText())
                        .isEqualTo("pen testing"));
    }

    private static JsonNode withoutIds(JsonNode incident) {
        ObjectNode copy = incident.deepCopy();
        copy.path("alerts").forEach(alert -> ((ObjectNode) alert).remove(List.of("alertId", "incidentId")));
        copy.remove("incidentId");
        return copy;
    }
}
