package io.sluice.poller.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.incident.IncidentItem;
import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.ocsf.RelatedEvent;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.raw.Source;
import io.sluice.contracts.request.Extent;
import io.sluice.poller.normalize.DefenderShape;
import io.sluice.polling.finding.AlertEvent;
import io.sluice.polling.finding.IncidentEvent;
import io.sluice.polling.finding.MalformedEvent;
import io.sluice.requests.Asked;
import io.sluice.requests.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentResponderTest {

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    private final VirtualTime time = new VirtualTime(NOON);
    private final AskedDefender defender = new AskedDefender();
    private final IncidentResponder responder =
            new IncidentResponder(defender.api(time), defender.graph(time), time, time::pass, Duration.ofMinutes(5));
    private final List<IncidentItem> items = new ArrayList<>();

    @AfterEach
    void stop() {
        defender.close();
    }

    @Test
    void anIncidentComesWithAllItsAlertsUnderTheIdsThatTheyHaveOnTheirTopics() throws Exception {
        ObjectNode incident = defender.holds(7, minutesAgo(90), minutesAgo(5), 3);

        Ending ending = ask("\"kind\":\"get\",\"incidentId\":\"7\"");

        assertThat(ending).isEqualTo(new Ending.Completed(new Extent(null, null, 4, 4, 0, 1, true)));
        ObjectNode header = incident.deepCopy();
        header.remove("alerts");
        RawIncident raw = new RawIncident(
                AskedDefender.TENANT,
                defender.connection().id(),
                Source.DEFENDER_XDR,
                NOON,
                header,
                List.of("da7_0", "da7_1", "da7_2"),
                3);
        assertThat(incident(0).metadata().uid())
                .isEqualTo(IncidentEvent.of(raw, DefenderShape.ALL).id());
        assertThat(items.subList(1, 4))
                .extracting(
                        item -> Objects.requireNonNull(item.alert()).metadata().uid())
                .containsExactlyElementsOf(IntStream.range(0, 3)
                        .mapToObj(i ->
                                alertEventId(header, incident.path("alerts").get(i)))
                        .toList());
    }

    private String alertEventId(ObjectNode header, JsonNode alert) {
        try {
            return AlertEvent.of(
                            new RawAlert(
                                    AskedDefender.TENANT,
                                    defender.connection().id(),
                                    Source.DEFENDER_XDR,
                                    NOON,
                                    header,
                                    alert),
                            DefenderShape.ALL)
                    .id();
        } catch (MalformedEvent impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void aMergedIncidentIsFollowedToTheOneThatHoldsTheAlerts() throws Exception {
        redirected(1, 2);
        redirected(2, 3);
        defender.holds(3, minutesAgo(90), minutesAgo(5), 2);

        assertThat(ask("\"kind\":\"get\",\"incidentId\":\"1\"")).isInstanceOf(Ending.Completed.class);

        assertThat(items).extracting(IncidentItem::redirectedTo).containsExactly("2", "3", null, null, null);
        assertThat(IntStream.range(0, 3)
                        .mapToObj(i -> incident(i).findingInfoList().getFirst().uid()))
                .containsExactly("1", "2", "3");
        assertThat(incident(0).findingInfoList().getFirst().relatedEvents())
                .extracting(RelatedEvent::uid)
                .containsExactly("2");
        assertThat(alerts()).containsExactly("da3_0", "da3_1");
    }

    @Test
    void incidentsThatWereMergedInACircleAreFoundOut() throws Exception {
        redirected(1, 2);
        redirected(2, 1);

        assertThat(ask("\"kind\":\"get\",\"incidentId\":\"1\"")).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo("redirect-loop");
            assertThat(failed.error().message()).contains("1, 2");
        });
        assertThat(items).hasSize(2);
    }

    @Test
    void aLongChainOfMergesIsNotFollowedToItsEndAndNotCalledACircle() throws Exception {
        for (int id = 1; id <= 25; id++) {
            redirected(id, id + 1);
        }

        assertThat(ask("\"kind\":\"get\",\"incidentId\":\"1\"")).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().message()).contains("no circle", "no more than 20");
            assertThat(failed.error().remedy()).isEqualTo("Ask for incident 21.");
        });
        assertThat(items).hasSize(20);
    }

    @Test
    void anIncidentThatIsNotThereFails() throws Exception {
        redirected(1, 2);

        assertThat(ask("\"kind\":\"get\",\"incidentId\":\"99\""))
                .isInstanceOfSatisfying(Ending.Failed.class, failed -> {
                    assertThat(failed.error().kind()).isEqualTo("not-found");
                    assertThat(failed.error().message()).isEqualTo("There is no incident 99 in this tenant.");
                });
        assertThat(ask("\"kind\":\"get\",\"incidentId\":\"1\""))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().message())
                                .isEqualTo("Incident 1 was merged into 2, which is not there."));
        assertThat(incident(0).findingInfoList().getFirst().uid()).isEqualTo("1");
    }

    @Test
    void aListIsNewestFirstAndHasEachOnceHoweverManyThereAre() throws Exception {
        for (int id = 1; id <= 350; id++) {
            defender.holds(id, minutesAgo(2_000), minutesAgo(id), 1);
        }

        Ending ending = ask("\"kind\":\"list\",\"duration\":\"PT6H\"");

        assertThat(ending).isInstanceOfSatisfying(Ending.Completed.class, completed -> {
            assertThat(completed.extent().complete()).isTrue();
            assertThat(completed.extent().from()).isEqualTo(NOON.minus(Duration.ofHours(6)));
            assertThat(completed.extent().returned()).isEqualTo(350);
        });
        assertThat(incidents())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 350).boxed().toList());
    }

    @Test
    void manyIncidentsOfOneInstantAreAllThere() throws Exception {
        for (int id = 1; id <= 250; id++) {
            defender.holds(id, minutesAgo(90), minutesAgo(id <= 230 ? 30 : id - 200), 0);
        }

        assertThat(ask("\"kind\":\"list\",\"duration\":\"PT6H\"")).isInstanceOf(Ending.Completed.class);

        assertThat(incidents())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 250).boxed().toList());
        assertThat(defender.queries()).hasSizeLessThan(40);
    }

    @Test
    void whoWantsFewGetsTheNewestAndIsToldThatThereAreMore() throws Exception {
        for (int id = 1; id <= 1_000; id++) {
            defender.holds(id, minutesAgo(id), minutesAgo(0), 1);
        }

        Ending ending = ask("\"kind\":\"list\",\"duration\":\"P30D\",\"durationType\":\"createdTime\",\"limit\":5");

        assertThat(incidents()).containsExactly(1, 2, 3, 4, 5);
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Completed.class,
                        completed -> assertThat(completed.extent().complete()).isFalse());
        assertThat(defender.queries()).hasSizeLessThan(12);
    }

    @Test
    void exactlyAsManyAsWantedAreComplete() throws Exception {
        for (int id = 1; id <= 5; id++) {
            defender.holds(id, minutesAgo(id), minutesAgo(id), 1);
        }

        assertThat(ask("\"kind\":\"list\",\"limit\":5"))
                .isInstanceOfSatisfying(
                        Ending.Completed.class,
                        completed -> assertThat(completed.extent().complete()).isTrue());
    }

    @Test
    void createdIsNotChanged() throws Exception {
        defender.holds(1, minutesAgo(60 * 24 * 9), minutesAgo(10), 0);
        defender.holds(2, minutesAgo(20), minutesAgo(15), 0);

        ask("\"kind\":\"list\",\"duration\":\"PT6H\",\"durationType\":\"createdTime\"");
        assertThat(incidents()).containsExactly(2);

        items.clear();
        ask("\"kind\":\"list\",\"duration\":\"PT6H\",\"durationType\":\"lastUpdateTime\"");
        assertThat(incidents()).containsExactly(1, 2);
    }

    @Test
    void onlyWhatIsWantedComes() throws Exception {
        defender.holds(1, minutesAgo(20), minutesAgo(1), 0)
                .put("severity", "High")
                .put("assignedTo", "Ann@contoso.com");
        defender.holds(2, minutesAgo(20), minutesAgo(2), 0)
                .put("severity", "Low")
                .put("assignedTo", "ann@contoso.com");
        defender.holds(3, minutesAgo(20), minutesAgo(3), 0).put("severity", "High");
        defender.holds(4, minutesAgo(20), minutesAgo(4), 0)
                .put("severity", "High")
                .put("assignedTo", "ann@contoso.com")
                .put("status", "Resolved");

        ask("\"kind\":\"list\",\"severities\":[\"high\",\"Medium\"],\"assignees\":[\"ann@contoso.com\"]");
        assertThat(incidents()).containsExactly(1, 4);
        assertThat(defender.queries().getLast()).doesNotContain("status");

        items.clear();
        ask("\"kind\":\"list\",\"statuses\":[\"resolved\"]");
        assertThat(incidents()).containsExactly(4);
        assertThat(defender.queries().getLast()).contains("status%20eq%20%27Resolved%27");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 120})
    void whatChangesWhileItIsReadIsNotMissing(long seconds) throws Exception {
        for (int id = 1; id <= 150; id++) {
            defender.holds(id, minutesAgo(2_000), minutesAgo(id), 0);
        }
        // After the newer part has been read, one of the older part is changed, and so leaves the window.
        defender.beforeEach(calls -> {
            if (calls == 2) {
                time.pass(Duration.ofSeconds(seconds));
                defender.holds(149, minutesAgo(2_000), NOON.plusSeconds(seconds), 0);
            }
        });

        ask("\"kind\":\"list\",\"duration\":\"PT6H\"");

        assertThat(incidents())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 150).boxed().toList());
    }

    @Test
    void detectionsAreAlertsWithWhatTheirIncidentSays() throws Exception {
        defender.holds(1, minutesAgo(20), minutesAgo(1), 2)
                .put("assignedTo", "ann@contoso.com")
                .putArray("tags")
                .add("vip");
        defender.holds(2, minutesAgo(20), minutesAgo(2), 2);

        Ending ending = ask("\"kind\":\"list-detections\",\"limit\":3");

        assertThat(alerts()).containsExactly("da1_0", "da1_1", "da2_0");
        assertThat(items.getFirst().alertIncident()).satisfies(incident -> {
            assertThat(incident).isNotNull();
            assertThat(incident.id()).isEqualTo("1");
            assertThat(incident.name()).isEqualTo("Incident 1");
            assertThat(incident.assignedTo()).isEqualTo("ann@contoso.com");
            assertThat(incident.tags()).containsExactly("vip");
            assertThat(incident.createdTime()).isEqualTo(minutesAgo(20).toString());
        });
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Completed.class,
                        completed -> assertThat(completed.extent().complete()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void alertsOfLargeIncidentsHaveTheirPlaceInTheOrderAndAreReadOneIncidentAfterTheOther(boolean throughGraph)
            throws Exception {
        defender.holds(1, minutesAgo(20), minutesAgo(1), 1);
        large(2);
        large(3);
        defender.holds(4, minutesAgo(20), minutesAgo(4), 1);

        Ending ending =
                ask(throughGraph ? defender.graphConnection() : defender.connection(), "\"kind\":\"list-detections\"");

        assertThat(ending).isInstanceOf(Ending.Completed.class);
        assertThat(alerts()).hasSize(202).startsWith("da1_0", "da2_0").endsWith("da3_99", "da4_0");
        assertThat(defender.queries()).hasSize(3);
        assertThat(defender.queries().get(1)).contains("incidents/2");
        assertThat(defender.queries().get(2)).contains("incidents/3");
    }

    @Test
    void aLargeIncidentThatIsGoneWhenItsAlertsAreReadIsToldAndTheOthersAreThere() throws Exception {
        large(1);
        defender.holds(2, minutesAgo(20), minutesAgo(2), 1);
        defender.beforeEach(calls -> {
            if (calls == 1) {
                defender.refuses(404, "{}", "");
            }
        });

        assertThat(ask("\"kind\":\"list-detections\""))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().message()).contains("incident 1 is large"));
        assertThat(alerts()).containsExactly("da2_0");
    }

    @Test
    void aLargeIncidentThatIsMergedBeforeItsAlertsAreReadIsTold() throws Exception {
        large(1);
        defender.holds(2, minutesAgo(20), minutesAgo(2), 1);
        defender.beforeEach(calls -> {
            if (calls == 1) {
                redirected(1, 9);
            }
        });

        assertThat(ask("\"kind\":\"list-detections\""))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().message()).contains("incident 1 was merged into 9"));
        assertThat(alerts()).containsExactly("da2_0");
    }

    @Test
    void aLargeIncidentThatMayNotBeReadAnyMoreEndsTheRequestWithItsReason() throws Exception {
        large(1);
        defender.beforeEach(calls -> {
            if (calls >= 1) {
                defender.refuses(403, "{}", "");
            }
        });

        assertThat(ask("\"kind\":\"list-detections\""))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo("forbidden"));
    }

    @Test
    void largeIncidentsOfOneInstantAreGivenAsTheyCome() throws Exception {
        for (int id = 101; id <= 200; id++) {
            defender.holds(id, minutesAgo(20), minutesAgo(2), 1);
        }
        large(2);

        assertThat(ask("\"kind\":\"list-detections\"")).isInstanceOf(Ending.Completed.class);

        assertThat(alerts()).hasSize(200).doesNotHaveDuplicates();
    }

    /** An incident of six megabytes that was changed so many minutes ago as its id says. */
    private void large(int id) {
        defender.holds(id, minutesAgo(20), minutesAgo(id), 100)
                .path("alerts")
                .forEach(alert -> ((ObjectNode) alert).put("title", "x".repeat(60_000)));
    }

    @Test
    void whenMicrosoftWantsToBeLeftAloneTheRequestWaits() throws Exception {
        defender.holds(1, minutesAgo(20), minutesAgo(1), 1);
        defender.refuses(429, "{}", "40");

        assertThat(ask("\"kind\":\"list\"")).isInstanceOf(Ending.Completed.class);
        assertThat(time.instant()).isAfterOrEqualTo(NOON.plusSeconds(40));

        defender.refuses(429, "{}", "900");
        assertThat(ask("\"kind\":\"list\""))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo("throttled"));
    }

    @Test
    void anOutageOfMomentsIsSatOut() throws Exception {
        defender.holds(1, minutesAgo(20), minutesAgo(1), 1);
        defender.refuses(503, "{}", "").refuses(502, "<html>", "");
        assertThat(ask("\"kind\":\"get\",\"incidentId\":\"1\"")).isInstanceOf(Ending.Completed.class);

        defender.refuses(503, "{}", "").refuses(200, "<html>sorry</html>", "").refuses(200, "", "");
        assertThat(ask("\"kind\":\"list\"")).isInstanceOf(Ending.Completed.class);
    }

    @Test
    void anOutageThatLastsFails() throws Exception {
        for (int i = 0; i < 20; i++) {
            defender.refuses(503, "{}", "");
        }

        assertThat(ask("\"kind\":\"list\"")).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo("unavailable");
            assertThat(failed.extent()).extracting(Extent::complete).isEqualTo(false);
        });
        assertThat(ask("\"kind\":\"get\",\"incidentId\":\"1\"")).isInstanceOf(Ending.Failed.class);
    }

    @Test
    void aListThatTakesTooLongEndsWithWhatThereIs() throws Exception {
        for (int id = 1; id <= 150; id++) {
            defender.holds(id, minutesAgo(2_000), minutesAgo(id), 0);
        }
        defender.beforeEach(_ -> time.pass(Duration.ofMinutes(2).plusSeconds(40)));

        assertThat(ask("\"kind\":\"list\"")).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo("throttled");
            assertThat(failed.extent()).extracting(Extent::complete).isEqualTo(false);
        });
        assertThat(incidents()).isNotEmpty().hasSizeLessThan(150).startsWith(1, 2, 3);
    }

    @Test
    void aMissingPermissionFailsWithItsRemedy() throws Exception {
        defender.refuses(403, "{}", "").refuses(403, "{}", "");

        assertThat(ask("\"kind\":\"list\"")).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo("forbidden");
            assertThat(failed.error().remedy()).isNotBlank();
        });
    }

    @Test
    void whatCannotBeReadIsToldAndTheOthersAreThere() throws Exception {
        defender.holds(1, minutesAgo(20), minutesAgo(1), 1);
        ObjectNode broken = defender.holds(2, minutesAgo(20), minutesAgo(2), 2);
        ((ObjectNode) broken.path("alerts").get(0)).remove("alertId");

        assertThat(ask("\"kind\":\"list-detections\"")).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo("malformed-answer");
            assertThat(failed.error().message()).contains("an alert of incident 2 has no id");
            assertThat(failed.extent()).extracting(Extent::complete).isEqualTo(false);
        });
        assertThat(alerts()).containsExactly("da1_0", "da2_1");

        items.clear();
        assertThat(ask("\"kind\":\"list\"")).isInstanceOf(Ending.Completed.class);
        assertThat(incidents()).containsExactly(1, 2);
        assertThat(incident(0).metadata().isTruncated()).isNull();
        assertThat(incident(1).metadata().isTruncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kind\":\"get\",\"incidentId\":\"7\"",
                "\"kind\":\"get\",\"incidentId\":\"1\"",
                "\"kind\":\"list\",\"duration\":\"P2D\"",
                "\"kind\":\"list\",\"duration\":\"P2D\",\"durationType\":\"createdTime\",\"statuses\":[\"Active\"]",
                "\"kind\":\"list-detections\",\"duration\":\"P2D\",\"severities\":[\"High\"]",
                "\"kind\":\"list-detections\",\"duration\":\"P2D\",\"limit\":17"
            })
    void graphAnswersTheSame(String request) throws Exception {
        for (int id = 1; id <= 130; id++) {
            defender.holds(id, minutesAgo(2_000), minutesAgo(id), 2).put("severity", id % 3 == 0 ? "High" : "Low");
        }
        redirected(1, 7);

        Ending throughXdr = ask(request);
        List<String> xdr = told();
        items.clear();
        int before = defender.queries().size();
        Ending throughGraph = ask(defender.graphConnection(), request);

        assertThat(throughXdr).isInstanceOf(Ending.Completed.class);
        assertThat(throughGraph).isInstanceOf(Ending.Completed.class);
        // Of one instant of creation, nothing says what comes first.
        assertThat(told()).isNotEmpty().containsExactlyInAnyOrderElementsOf(xdr);
        assertThat(defender.queries().subList(before, defender.queries().size()))
                .allMatch(query -> query.startsWith("/v1.0/security/"));
    }

    /** Returns what matters of the items: who they are, of what they are, how bad, and what comes next. */
    private List<String> told() {
        return items.stream()
                .map(item -> {
                    IncidentFinding incident = item.incident();
                    DetectionFinding alert = item.alert();
                    return incident != null
                            ? incident.findingInfoList().getFirst().uid()
                                    + incident.severityId()
                                    + incident.statusId()
                                    + incident.message()
                                    + item.redirectedTo()
                                    + incident.findingInfoList().getFirst().relatedEventsCount()
                            : Objects.requireNonNull(alert).findingInfo().uid()
                                    + alert.severityId()
                                    + item.alertIncident();
                })
                .toList();
    }

    @Test
    void anIncidentThatGraphDoesNotKnowIsNotThere() throws Exception {
        assertThat(ask(defender.graphConnection(), "\"kind\":\"get\",\"incidentId\":\"404\""))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo("not-found"));
    }

    @Test
    void whatWouldBeginInTheFutureIsRejected() throws Exception {
        assertThat(ask("\"kind\":\"list\",\"from\":\"2026-02-03T12:00:01Z\"")).isInstanceOf(Ending.Rejected.class);
    }

    private void redirected(int from, int to) {
        defender.holds(from, minutesAgo(90), minutesAgo(6), 0)
                .put("status", "Redirected")
                .put("redirectIncidentId", to);
    }

    private Ending ask(String members) throws Exception {
        return ask(defender.connection(), members);
    }

    private Ending ask(Connection connection, String members) throws Exception {
        IncidentRequest request =
                Json.MAPPER.readValue("{\"connection\":\"contoso\"," + members + "}", IncidentRequest.class);
        assertThat(RequestRules.problems(request)).isEmpty();
        return responder.respond(new Asked<>("r1", request, connection), items::add);
    }

    private IncidentFinding incident(int index) {
        return Objects.requireNonNull(items.get(index).incident());
    }

    private List<Integer> incidents() {
        return items.stream()
                .map(item -> Objects.requireNonNull(item.incident())
                        .findingInfoList()
                        .getFirst()
                        .uid())
                .map(Integer::valueOf)
                .toList();
    }

    private List<String> alerts() {
        return items.stream()
                .map(IncidentItem::alert)
                .filter(Objects::nonNull)
                .map(DetectionFinding::findingInfo)
                .map(info -> info.uid())
                .toList();
    }

    private static Instant minutesAgo(int minutes) {
        return NOON.minus(Duration.ofMinutes(minutes));
    }
}
