package io.sluice.poller.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.poller.defender.LargeIncidents;
import io.sluice.poller.defender.LargeIncidents.Turn;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadIncident.ReadAlert;
import io.sluice.poller.defender.ReadItem;
import io.sluice.poller.defender.ReadItem.Unreadable;
import io.sluice.polling.poll.JsonPiece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AlertsOfIncidentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MEGABYTE = 1024 * 1024;

    private final LargeIncidents large = new LargeIncidents(16 * MEGABYTE);
    private final List<ReadItem> handedOn = new ArrayList<>();

    @Test
    void alertsOfManyAnswersKeepTheirBytesAndTheirOrderAndTheLastOfAnIdCounts() throws Exception {
        AlertsOfIncident alerts = new AlertsOfIncident(
                new ReadIncident(
                        "7",
                        "now",
                        json("{\"id\":\"7\"}"),
                        List.of(new ReadAlert("a", json("{\"id\":\"a\"}"))),
                        "more"),
                large);
        alerts.add(alert("b", "{\"id\":\"b\",\"title\":\"ä€😀\"}"));
        alerts.add(new Unreadable(json("17"), "no alert"));
        alerts.add(new Unreadable(json("17"), "no alert"));
        alerts.add(alert("a", "{\"id\":\"a\",\"status\":\"resolved\"}"));
        alerts.add(alert("empty", ""));

        alerts.handOn(handedOn::add);

        assertThat(alerts.more()).isEqualTo("more");
        assertThat(handedOn)
                .containsExactly(new ReadIncident(
                        "7",
                        "now",
                        json("{\"id\":\"7\"}"),
                        List.of(
                                new ReadAlert("a", json("{\"id\":\"a\",\"status\":\"resolved\"}")),
                                new ReadAlert("b", json("{\"id\":\"b\",\"title\":\"ä€😀\"}")),
                                new ReadAlert(null, json("17")),
                                new ReadAlert(null, json("17")),
                                new ReadAlert("empty", json("")))));
    }

    @Test
    void aLargeIncidentHasItsTurnOnlyWhenAllItsAlertsAreThere() throws Exception {
        AlertsOfIncident alerts = new AlertsOfIncident(incident(), large);
        Thread other = Thread.ofPlatform().unstarted(() -> {
            try {
                alerts.handOn(handedOn::add);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        try (Turn turn = large.turn()) {
            turn.takeFor(LargeIncidents.LARGE + 1);

            for (int id = 0; id < 1_000; id++) {
                alerts.add(alert("da" + id, "{\"id\":\"da" + id + "\",\"description\":\"" + "x".repeat(6_500) + "\"}"));
            }
            other.start();
            Awaitility.await().atMost(PATIENCE).until(() -> other.getState() == Thread.State.WAITING);

            assertThat(handedOn).isEmpty();
        }
        other.join(PATIENCE);
        assertThat(handedOn)
                .singleElement()
                .isInstanceOfSatisfying(
                        ReadIncident.class, read -> assertThat(read.alerts()).hasSize(1_000));
    }

    @Test
    void moreThanIsKeptOfAnIncidentIsSkippedAndToldOf() throws Exception {
        AlertsOfIncident alerts = new AlertsOfIncident(incident(), large);
        for (int id = 0; id < 17; id++) {
            alerts.add(alert("da" + id, "x".repeat(MEGABYTE)));
        }

        alerts.handOn(handedOn::add);

        assertThat(alerts.areTooMany()).isTrue();
        assertThat(handedOn)
                .containsExactly(new Unreadable(json("{\"id\":\"7\"}"), "incident 7 has more than 16777216 bytes"));
    }

    @Test
    void noMoreWaitsForTheOtherAnswersThanASmallIncidentTakes() throws Exception {
        AlertsOfIncident alerts = new AlertsOfIncident(incident(), large);
        Random random = new Random(7);
        for (int id = 0; id < 10; id++) {
            byte[] noise = new byte[MEGABYTE];
            random.nextBytes(noise);
            alerts.add(new ReadIncident("da" + id, null, new JsonPiece(noise), List.of()));
        }

        alerts.handOn(handedOn::add);

        assertThat(handedOn)
                .containsExactly(new Unreadable(
                        json("{\"id\":\"7\"}"),
                        "incident 7 has alerts in more than one answer that take more than 4194304 bytes compressed"));
    }

    private static ReadIncident incident() {
        return new ReadIncident("7", null, json("{\"id\":\"7\"}"), List.of());
    }

    private static ReadItem alert(String id, String json) {
        return new ReadIncident(id, null, json(json), List.of());
    }

    private static JsonPiece json(String text) {
        return new JsonPiece(text.getBytes(UTF_8));
    }
}
