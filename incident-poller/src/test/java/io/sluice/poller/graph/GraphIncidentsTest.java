package io.sluice.poller.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.contracts.connection.Capabilities;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.connection.DefenderIncidents;
import io.sluice.contracts.connection.IncidentSource;
import io.sluice.microsoft.cloud.Surface;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.quota.CallBudget;
import io.sluice.microsoft.quota.Purpose;
import io.sluice.microsoft.quota.Quota;
import io.sluice.microsoft.surface.SurfaceCalls;
import io.sluice.poller.defender.LargeIncidents;
import io.sluice.poller.defender.ReadIncident;
import io.sluice.poller.defender.ReadItem;
import io.sluice.polling.window.Window;
import io.sluice.server.AnsweringServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Graph does at times, and that nothing is lost by it; the numbers are those of peers' complaints. */
class GraphIncidentsTest {

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    private static final Window HOUR = new Window(NOON, NOON.plus(Duration.ofHours(1)));
    private static final Pattern BETWEEN = Pattern.compile("(\\w+) ge (\\S+) and \\1 lt (\\S+)");

    private final List<Row> incidents = new ArrayList<>();
    private final List<Row> alerts = new ArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AnsweringServer server = new AnsweringServer(this::answer);

    private Answering answering = (request, path) -> null;
    private boolean links = true;
    private boolean filters = true;
    private boolean emptyPages;
    private int alertsInAnIncident = Integer.MAX_VALUE;
    private boolean alertsGoInCircles;
    private int largestPage = Integer.MAX_VALUE;

    private record Row(
            String id,
            Instant created,
            Instant changed,
            @Nullable String incidentId) {}

    /** Answers in another way than usual; nothing for the usual one. */
    private interface Answering {
        @Nullable
        Integer status(HttpServerRequest request, String path);
    }

    private static final class Received implements GraphIncidents.Receiver {

        private final List<ReadIncident> incidents = new ArrayList<>();
        private final List<ReadItem> alerts = new ArrayList<>();
        private @Nullable Instant completeTo;

        @Override
        public void ask() {
            // Nobody wants to know when.
        }

        @Override
        public void incident(ReadItem incident) {
            incidents.add((ReadIncident) incident);
        }

        @Override
        public void alert(ReadItem alert) {
            alerts.add(alert);
        }

        @Override
        public void completeTo(Instant instant) {
            completeTo = instant;
        }

        private List<String> incidentIds() {
            return incidents.stream().map(ReadIncident::id).distinct().sorted().toList();
        }

        private List<String> alertIds() {
            return alerts.stream()
                    .map(alert -> alert instanceof ReadIncident it ? it.id() : "unreadable")
                    .distinct()
                    .toList();
        }

        private List<String> alertsOf(String incident) {
            return incidents.stream()
                    .filter(it -> it.id().equals(incident))
                    .reduce((_, last) -> last)
                    .orElseThrow()
                    .alerts()
                    .stream()
                    .map(alert -> String.valueOf(alert.id()))
                    .toList();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    // ---- Graph

    private void answer(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        asked.add(path + "?" + request.query());
        Integer status = answering.status(request, path);
        if (status != null) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Warning", "199 - \"Microsoft/MDE/504/10000\"")
                    .putHeader(status == 429 ? "Retry-After" : "X-Other", "7")
                    .end(status == 403 ? """
                            {"error":{"code":"Forbidden","message":"Missing application roles. API required roles: \
                            SecurityIncident.Read.All,SecurityIncident.ReadWrite.All, application roles: Mail.Read."}}""" : "");
            return;
        }
        String id = path.substring(path.lastIndexOf('/') + 1);
        if (id.equals("alerts")) {
            moreAlerts(request, path.split("/", -1)[4]);
        } else if (id.equals("incidents") || id.equals("alerts_v2")) {
            list(request, id.equals("incidents") ? incidents : alerts);
        } else {
            request.response()
                    .end("{\"@odata.context\":\"x\","
                            + row(
                                            incidents.stream()
                                                    .filter(it -> it.id.equals(id))
                                                    .findFirst()
                                                    .orElseThrow(),
                                            true)
                                    .substring(1));
        }
    }

    /** What an incident links to that shows only some of its alerts. */
    private void moreAlerts(HttpServerRequest request, String incident) {
        int from = Integer.parseInt(request.getParam("$skiptoken"));
        List<Row> all = alertsOf(incident);
        int end = Math.min(all.size(), from + alertsInAnIncident);
        request.response()
                .end("{\"value\":["
                        + all.subList(from, end).stream()
                                .map(alert -> row(alert, false))
                                .collect(Collectors.joining(","))
                        + "]"
                        + (end < all.size() || alertsGoInCircles
                                ? ",\"@odata.nextLink\":\"" + linkToAlerts(incident, end % all.size()) + "\""
                                : "")
                        + "}");
    }

    private String linkToAlerts(String incident, int from) {
        return server.base() + "/v1.0/security/incidents/" + incident + "/alerts?$skiptoken=" + from;
    }

    private List<Row> alertsOf(String incident) {
        return alerts.stream()
                .filter(alert -> incident.equals(alert.incidentId))
                .toList();
    }

    private void list(HttpServerRequest request, List<Row> rows) {
        if (emptyPages && request.getParam("$skiptoken") == null) {
            request.response()
                    .end("{\"value\":[],\"@odata.nextLink\":\"" + server.base() + request.path() + "?" + request.query()
                            + "&$skiptoken=0\"}");
            return;
        }
        List<Row> all = rows.stream().filter(row -> matches(row, request)).toList();
        int top = Integer.parseInt(request.getParam("$top"));
        if (top > largestPage) {
            request.response().setStatusCode(400).end("""
                    {"error":{"code":"","message":"The query specified in the URI is not valid. The limit of '%d' for Top \
                    query has been exceeded. The value from the incoming request is '%d'.","details":[]}}""".formatted(largestPage, top));
            return;
        }
        int from = request.getParam("$skiptoken") == null ? 0 : Integer.parseInt(request.getParam("$skiptoken"));
        boolean more = links && from + top < all.size();
        request.response()
                .end("{\"value\":["
                        + all.stream()
                                .skip(from)
                                .limit(top)
                                .map(row -> row(row, "alerts".equals(request.getParam("$expand"))))
                                .collect(Collectors.joining(","))
                        + "]"
                        + (more
                                ? ",\"@odata.nextLink\":\"" + server.base() + request.path() + "?"
                                        + String.valueOf(request.query()).replaceAll("&\\$skiptoken=\\d+", "")
                                        + "&$skiptoken="
                                        + (from + top) + "\""
                                : "")
                        + "}");
    }

    private boolean matches(Row row, HttpServerRequest request) {
        if (!filters) {
            return true;
        }
        Matcher between = BETWEEN.matcher(request.getParam("$filter"));
        boolean all = true;
        while (between.find()) {
            Instant time = between.group(1).equals("createdDateTime") ? row.created : row.changed;
            all &= !time.isBefore(Instant.parse(between.group(2))) && time.isBefore(Instant.parse(between.group(3)));
        }
        return all;
    }

    private String row(Row row, boolean expanded) {
        String members = "{\"id\":\"" + row.id + "\",\"createdDateTime\":\"" + row.created
                + "\",\"lastUpdateDateTime\":\"" + row.changed + "\"";
        if (alerts.contains(row)) {
            return members + ",\"incidentId\":" + (row.incidentId == null ? "null" : "\"" + row.incidentId + "\"")
                    + "}";
        }
        List<Row> its = alertsOf(row.id);
        return members
                + (expanded && its.size() > alertsInAnIncident
                        ? ",\"alerts@odata.nextLink\":\"" + linkToAlerts(row.id, alertsInAnIncident) + "\""
                        : "")
                + (expanded
                        ? ",\"alerts\":["
                                + its.stream()
                                        .limit(alertsInAnIncident)
                                        .map(alert -> row(alert, false))
                                        .collect(Collectors.joining(","))
                                + "]"
                        : "")
                + "}";
    }

    // ---- Sluice

    private Received read(Window window) throws MicrosoftException, InterruptedException {
        Received received = new Received();
        read(window, received);
        return received;
    }

    private void read(Window window, Received received) throws MicrosoftException, InterruptedException {
        read(window, Purpose.LIVE, received);
    }

    private void read(Window window, Purpose purpose, Received received)
            throws MicrosoftException, InterruptedException {
        new GraphIncidents(
                        new GraphSecurityApi(
                                new SurfaceCalls(server.http(), server.tokens(), Surface.GRAPH),
                                new CallBudget(new Quota(600_000, 6_000_000), InstantSource.system(), Thread::sleep),
                                LargeIncidents.ofThisHeap()),
                        100)
                .read(connection(), window, purpose, received);
    }

    private Connection connection() {
        return new Connection(
                "c",
                "c",
                "c0a70000-0000-4000-8000-000000000001",
                null,
                "commercial",
                Map.of("graph", server.base()),
                "client",
                true,
                Duration.ofSeconds(20),
                Capabilities.of(new DefenderIncidents(IncidentSource.GRAPH, Duration.ofDays(1))),
                1,
                Instant.EPOCH);
    }

    private Row incident(int number, Instant changed) {
        Row row = new Row("i" + number, changed, changed, null);
        incidents.add(row);
        return row;
    }

    private void alert(String id, Instant changed, @Nullable String incidentId) {
        alerts.add(new Row(id, changed, changed, incidentId));
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "i" + i).sorted().toList();
    }

    @Test
    void incidentsComeWithTheirAlertsAndOtherAlertsAlone() throws Exception {
        incident(0, NOON.plusSeconds(60));
        alert("da1", NOON.plusSeconds(50), "i0");
        alert("da2", NOON.plusSeconds(70), null);

        Received received = read(HOUR);

        assertThat(received.alertsOf("i0")).containsExactly("da1");
        assertThat(received.alertIds()).containsExactly("da2");
        assertThat(received.completeTo).isEqualTo(HOUR.to());
        assertThat(received.incidents.getFirst().header().utf8()).asString().doesNotContain("alerts");
    }

    @Test
    void moreThanAPageIsReadWithoutSkippingAnything() throws Exception {
        for (int i = 0; i < 700; i++) {
            incident(i, NOON.plusSeconds(5L * i));
        }

        assertThat(read(HOUR).incidentIds()).isEqualTo(ids(700));
        assertThat(asked).noneMatch(it -> it.contains("$skip=") || it.contains("orderby"));
        assertThat(asked).filteredOn(it -> it.contains("incidents?")).allMatch(it -> it.contains("$top=50"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fiveHundredIncidentsOfOneInstantAreReadToTheEnd(boolean withLinks) throws Exception {
        links = withLinks;
        for (int i = 0; i < 500; i++) {
            incidents.add(new Row("i" + i, NOON.minusSeconds(i), NOON.plusSeconds(60), null));
        }

        assertThat(read(HOUR).incidentIds()).isEqualTo(ids(500));
    }

    @Test
    void rowsThatNothingTellsApartAndNoLinkLeadsToAreAFailureRatherThanALoss() {
        links = false;
        for (int i = 0; i < 51; i++) {
            incident(i, NOON.plusSeconds(60));
        }

        assertThatExceptionOfType(MicrosoftException.class)
                .isThrownBy(() -> read(HOUR))
                .satisfies(failed -> assertThat(failed.failure()).isInstanceOf(MalformedAnswer.class));
    }

    @Test
    void aListThatFailsWithAlertsIsReadWithoutThemAndEachIncidentByItself() throws Exception {
        for (int i = 0; i < 20; i++) {
            incident(i, NOON.plusSeconds(i));
            alert("da" + i, NOON.plusSeconds(i), "i" + i);
        }
        answering = (request, path) -> path.endsWith("/incidents") && request.getParam("$expand") != null ? 500 : null;

        Received received = read(HOUR);

        assertThat(received.incidentIds()).isEqualTo(ids(20));
        assertThat(received.alertsOf("i7")).containsExactly("da7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$expand", "$skiptoken"})
    void incidentsOfOneInstantHaveTheirAlertsWhereverTheListFailsWithThem(String failing) throws Exception {
        for (int i = 0; i < 120; i++) {
            incidents.add(new Row("i" + i, NOON.minusSeconds(i), NOON.plusSeconds(60), null));
            alert("da" + i, NOON.plusSeconds(60), "i" + i);
        }
        answering = (request, path) ->
                path.endsWith("/incidents") && request.getParam("$expand") != null && request.getParam(failing) != null
                        ? 500
                        : null;

        Received received = read(HOUR);

        assertThat(received.incidentIds()).isEqualTo(ids(120));
        for (int i = 0; i < 120; i++) {
            assertThat(received.alertsOf("i" + i)).containsExactly("da" + i);
        }
    }

    @Test
    void theAlertsOfAnIncidentThatAlwaysFailsAreFoundAmongAllAlerts() throws Exception {
        incident(0, NOON.plusSeconds(60));
        incident(1, NOON.plusSeconds(61));
        for (int i = 0; i < 450; i++) {
            alert("da" + i, NOON.plusSeconds(60).minusMillis(i), i % 3 == 0 ? "i1" : "i0");
        }
        answering = (request, path) ->
                (path.endsWith("/incidents") && request.getParam("$expand") != null) || path.endsWith("/i0")
                        ? 500
                        : null;

        Received received = read(HOUR);

        assertThat(received.alertsOf("i0")).hasSize(300).doesNotHaveDuplicates();
        assertThat(received.alertsOf("i1")).hasSize(150);
        assertThat(received.completeTo).isEqualTo(HOUR.to());
    }

    @Test
    void anIncidentThatIsListedAndNotFoundByItselfIsToldWithTheAlertsThatTheListHas() throws Exception {
        incident(0, NOON.plusSeconds(60));
        incident(1, NOON.plusSeconds(61));
        alert("da0", NOON.plusSeconds(60), "i0");
        alert("da1", NOON.plusSeconds(61), "i1");
        answering = (request, path) -> path.endsWith("/i0")
                ? Integer.valueOf(404)
                : path.endsWith("/incidents") && request.getParam("$expand") != null ? Integer.valueOf(500) : null;

        Received received = read(HOUR);

        assertThat(received.incidentIds()).isEqualTo(ids(2));
        assertThat(received.alertsOf("i0")).containsExactly("da0");
    }

    @Test
    void alertsThatAreOlderThanTheirIncidentAreFoundAmongAllAlerts() throws Exception {
        incident(0, NOON.plusSeconds(60));
        alert("young", NOON.plusSeconds(60), "i0");
        alert("old", NOON.minus(Duration.ofHours(20)), "i0");
        alert("ancient", NOON.minus(Duration.ofDays(20)), "i0");
        answering = (request, path) ->
                (path.endsWith("/incidents") && request.getParam("$expand") != null) || path.endsWith("/i0")
                        ? 500
                        : null;

        assertThat(read(HOUR).alertsOf("i0")).containsExactlyInAnyOrder("young", "old");
        Received later = new Received();
        read(HOUR, Purpose.PAST, later);
        assertThat(later.alertsOf("i0")).containsExactlyInAnyOrder("young", "old", "ancient");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void alertsToWhichAnIncidentOnlyLinksAreFollowedToTheEnd(boolean listFails) throws Exception {
        incident(0, NOON.plusSeconds(60));
        incident(1, NOON.plusSeconds(61));
        for (int i = 0; i < 47; i++) {
            alert("da" + i, NOON.plusSeconds(60), "i0");
        }
        alert("last", NOON.plusSeconds(61), "i1");
        alertsInAnIncident = 10;
        answering = (request, path) ->
                listFails && path.endsWith("/incidents") && request.getParam("$expand") != null ? 500 : null;

        Received received = read(HOUR);

        assertThat(received.alertsOf("i0")).hasSize(47).doesNotHaveDuplicates();
        assertThat(received.alertsOf("i1")).containsExactly("last");
    }

    @Test
    void whereTheLinksToAlertsGoInCirclesTheyAreFoundInTheListOfAll() throws Exception {
        incident(0, NOON.plusSeconds(60));
        for (int i = 0; i < 47; i++) {
            alert("da" + i, NOON.plusSeconds(60), "i0");
        }
        alertsInAnIncident = 10;
        alertsGoInCircles = true;

        assertThat(read(HOUR).alertsOf("i0")).hasSize(47).doesNotHaveDuplicates();
        assertThat(asked).hasSizeLessThan(20);
    }

    @Test
    void anEmptyPageThatLinksToMoreIsNotTheEnd() throws Exception {
        for (int i = 0; i < 70; i++) {
            incident(i, NOON.plusSeconds(i));
        }
        emptyPages = true;

        Received received = read(HOUR);

        assertThat(received.incidentIds()).isEqualTo(ids(70));
        assertThat(received.completeTo).isEqualTo(HOUR.to());
    }

    @Test
    void aPageThatGraphRefusesAsTooLargeIsAskedForAgainWithFewerRows() throws Exception {
        largestPage = 20;
        for (int i = 0; i < 70; i++) {
            incident(i, NOON.plusSeconds(30L * i));
        }

        Received received = read(HOUR);

        assertThat(received.incidentIds()).isEqualTo(ids(70));
        assertThat(received.completeTo).isEqualTo(HOUR.to());
    }

    @Test
    void anAnswerInPartIsNoAnswer() {
        incident(0, NOON.plusSeconds(60));
        answering = (_, path) -> path.endsWith("/incidents") ? 206 : null;
        Received received = new Received();

        assertThatExceptionOfType(MicrosoftException.class)
                .isThrownBy(() -> read(HOUR, received))
                .satisfies(failed -> {
                    assertThat(failed.failure()).isInstanceOf(Unavailable.class);
                    assertThat(failed).hasMessageContaining("in part").hasMessageContaining("Microsoft/MDE");
                });
        assertThat(received.completeTo).isNull();
    }

    @Test
    void aFilterThatIsIgnoredIsNoticed() {
        filters = false;
        for (int i = 0; i < 300; i++) {
            incident(i, NOON.minus(Duration.ofDays(i)));
        }

        assertThatExceptionOfType(MicrosoftException.class)
                .isThrownBy(() -> read(HOUR))
                .withMessageContaining("does not keep to the filter");
        assertThat(asked).hasSizeLessThan(20);
    }

    @Test
    void allOfAShortListIsReadThoughItsFilterIsIgnored() throws Exception {
        filters = false;
        incident(0, NOON.minus(Duration.ofDays(1)));
        incident(1, NOON.plusSeconds(60));

        assertThat(read(HOUR).incidentIds()).containsExactly("i0", "i1");
    }

    @Test
    void aMissingRoleIsNamed() {
        answering = (_, _) -> 403;

        assertThatExceptionOfType(MicrosoftException.class)
                .isThrownBy(() -> read(HOUR))
                .satisfies(failed -> assertThat(failed.failure())
                        .isInstanceOfSatisfying(
                                Forbidden.class, it -> assertThat(it.remedy()).contains("SecurityIncident.Read.All")));
    }

    @Test
    void throttlingIsObeyed() {
        answering = (_, _) -> 429;

        assertThatExceptionOfType(MicrosoftException.class)
                .isThrownBy(() -> read(HOUR))
                .satisfies(failed -> assertThat(failed.failure())
                        .isInstanceOfSatisfying(
                                Throttled.class,
                                it -> assertThat(it.retryAfter()).hasSeconds(7)));
        assertThat(asked).hasSize(1);
    }

    @Test
    void aLinkToAnotherHostIsNotFollowed() {
        assertThat(Stream.of("https://evil.test/v1.0/security/incidents", server.base() + ".evil.test/x"))
                .allSatisfy(link -> assertThatExceptionOfType(MicrosoftException.class)
                        .isThrownBy(() -> new GraphSecurityApi(
                                        new SurfaceCalls(server.http(), server.tokens(), Surface.GRAPH),
                                        new CallBudget(new Quota(600, 6000), InstantSource.system(), Thread::sleep),
                                        LargeIncidents.ofThisHeap())
                                .follow(connection(), Purpose.LIVE, link, _ -> {}))
                        .withMessageContaining("another place"));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "<html>", "{}", "{\"value\":{}}", "{\"value\":[{\"id\":\"i0\"", "\0\0\0"})
    void whatIsNoListIsAFailureOfThisPoll(String body) {
        try (AnsweringServer odd =
                new AnsweringServer(request -> request.response().end(body))) {
            GraphSecurityApi api = new GraphSecurityApi(
                    new SurfaceCalls(odd.http(), odd.tokens(), Surface.GRAPH),
                    new CallBudget(new Quota(600_000, 6_000_000), InstantSource.system(), Thread::sleep),
                    LargeIncidents.ofThisHeap());
            Connection connection = connection();
            Connection there = new Connection(
                    connection.id(),
                    connection.name(),
                    connection.tenantId(),
                    null,
                    connection.cloud(),
                    Map.of("graph", odd.base()),
                    "client",
                    true,
                    connection.pollInterval(),
                    connection.capabilities(),
                    1,
                    Instant.EPOCH);
            Received received = new Received();

            assertThatExceptionOfType(MicrosoftException.class)
                    .isThrownBy(() -> new GraphIncidents(api, 50).read(there, HOUR, Purpose.LIVE, received))
                    .satisfies(failed -> assertThat(failed.failure()).isInstanceOf(MalformedAnswer.class));
            assertThat(received.incidents).isEmpty();
        }
    }
}
