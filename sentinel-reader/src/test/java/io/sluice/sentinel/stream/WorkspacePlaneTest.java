package io.sluice.sentinel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.connection.Connection;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.topic.Topics;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.microsoft.quota.TurnLimits;
import io.sluice.microsoft.quota.Turns;
import io.sluice.microsoft.quota.Turns.Principal;
import io.sluice.microsoft.quota.Turns.Turn;
import io.sluice.polling.poll.PollItem.Read;
import io.sluice.polling.window.Window;
import io.sluice.sentinel.loganalytics.LogAnalytics;
import io.sluice.sentinel.query.MicrosoftStub;
import io.sluice.sentinel.stream.WorkspacePlane.Fullness;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspacePlaneTest {

    private static final Instant START = Instant.parse("2026-08-01T06:00:00Z");
    private static final Window HOUR = new Window(START, START.plusSeconds(3600));
    private static final Pattern FROM = Pattern.compile("let p_from = datetime\\(([^)]+)\\)");
    private static final Pattern TO = Pattern.compile("let p_to = datetime\\(([^)]+)\\)");
    private static final TurnLimits LIMITS = new TurnLimits("Log Analytics", 1, 60_000, Duration.ofSeconds(1));
    private static final String PARTIAL = """
            {"tables":[{"name":"PrimaryResult","columns":[],"rows":[]}],
             "error":{"code":"PartialError","message":"There were some errors when processing your query."}}""";

    private final MicrosoftStub microsoft = new MicrosoftStub();
    private final Collected read = new Collected();
    private final WorkspacePlane plane =
            plane(new Turns(LIMITS, InstantSource.system(), Thread::sleep), InstantSource.system());

    @AfterEach
    void close() {
        microsoft.close();
    }

    @Test
    void alertsComeBeforeTheIncidentsThatNameThem() throws Exception {
        shows(alert("2026-08-01T06:10:00Z"), incident("2026-08-01T06:10:00Z", "New"));

        plane.read(microsoft.sentinel(), HOUR, read);

        assertThat(read.all).extracting(Read::topic).containsExactly(Topics.RAW_ALERTS, Topics.RAW_INCIDENTS);
        assertThat(read.completeTo).containsExactly(HOUR.to());
        assertThat(microsoft.calls()).hasSize(2);
    }

    /** Of two readings, the one that waited longer is the later one. */
    @Test
    void aReadingTakesItsTimeWhenItsTurnHasCome() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(START);
        Turns turns = new Turns(LIMITS, now::get, wait -> now.set(now.get().plus(wait)));
        Connection connection = microsoft.sentinel();
        Duration throttled = Duration.ofMinutes(1);
        try (Turn refused = turns.take(new Principal(connection.tenantId(), connection.clientId()), START)) {
            refused.throttled(throttled);
        }
        shows(alert("2026-08-01T06:10:00Z"), List.of());

        plane(turns, now::get).read(connection, HOUR, read);

        assertThat(Collected.value(read.all.getFirst()).at("/readAt").asText())
                .isEqualTo(START.plus(throttled).toString());
    }

    @Test
    void anAlertTravelsAsItsRowWithTheHeaderOfItsIncident() throws Exception {
        shows(alert("2026-08-01T06:10:00Z"), List.of());

        plane.read(microsoft.sentinel(), HOUR, read);

        JsonNode value = Collected.value(read.on(Topics.RAW_ALERTS).getFirst());
        assertThat(value.at("/source").asText()).isEqualTo("sentinel-log-analytics");
        assertThat(value.at("/alert/SystemAlertId").asText()).isEqualTo("8f6c0000-0000-4000-8000-000000000001");
        assertThat(value.at("/alert/Entities").asText()).startsWith("[{");
        assertThat(value.at("/alert").has("ConfidenceScore")).as("null columns").isFalse();
        assertThat(value.at("/alert").has("SluiceIncident")).isFalse();
        assertThat(value.at("/incident/IncidentName").asText()).isEqualTo("7d0b3f9e-0000-4000-8000-000000004711");
    }

    @Test
    void anAlertThatNoIncidentListsHasNone() throws Exception {
        Map<String, Object> alone = new java.util.HashMap<>(alert("2026-08-01T06:10:00Z"));
        alone.put("SluiceIncident", Json.MAPPER.nullNode());
        shows(alone, List.of());

        plane.read(microsoft.sentinel(), HOUR, read);

        assertThat(Collected.value(read.all.getFirst()).get("incident").isNull())
                .isTrue();
    }

    @Test
    void anIncidentNamesTheAlertsWhoseRowsAreThereAndCountsTheOthers() throws Exception {
        shows(Map.of(), incident("2026-08-01T06:10:00Z", "New"));

        plane.read(microsoft.sentinel(), HOUR, read);

        JsonNode value = Collected.value(read.on(Topics.RAW_INCIDENTS).getFirst());
        assertThat(value.at("/alertIds")).hasSize(1);
        assertThat(value.at("/alertIds/0").asText()).isEqualTo("fa410e4342-4bfc-80a3-9600-08dd53ec811c");
        assertThat(value.at("/alertCount").asInt()).isEqualTo(2);
        assertThat(value.at("/incident").has("SluiceAlerts")).isFalse();
    }

    /** OpenCTI-Platform/connectors#4335: TimeGenerated changes whenever the alert's incident does. */
    @Test
    void aRowThatIsOnlyWrittenOnceMoreIsNoChange() throws Exception {
        shows(alert("2026-08-01T06:10:00Z"), incident("2026-08-01T06:10:00Z", "New"));
        plane.read(microsoft.sentinel(), HOUR, read);
        shows(alert("2026-08-01T06:20:00Z"), incident("2026-08-01T06:20:00Z", "New"));
        plane.read(microsoft.sentinel(), HOUR, read);
        shows(alert("2026-08-01T06:20:00Z"), incident("2026-08-01T06:20:00Z", "Closed"));
        plane.read(microsoft.sentinel(), HOUR, read);

        List<Read> alerts = read.on(Topics.RAW_ALERTS);
        List<Read> incidents = read.on(Topics.RAW_INCIDENTS);
        // The id of an event is made of what is said.
        assertThat(alerts.get(1).event().id()).isEqualTo(alerts.get(0).event().id());
        assertThat(incidents.get(1).event().id())
                .isEqualTo(incidents.get(0).event().id());
        assertThat(incidents.get(2).event().id())
                .isNotEqualTo(incidents.get(0).event().id());
    }

    @ParameterizedTest
    @CsvSource({"200", "400", "504"})
    void aWindowThatIsTooMuchAtOnceIsSplit(int status) throws Exception {
        microsoft.answersEach((call, response) -> {
            if (window(call).compareTo(Duration.ofMinutes(20)) > 0) {
                response.setStatusCode(status).end(tooMuch(status));
            } else {
                answer(response, List.of(), List.of());
            }
        });

        plane.read(microsoft.sentinel(), HOUR, read);

        assertThat(read.completeTo).isSorted().hasSize(4).endsWith(HOUR.to());
    }

    private static String tooMuch(int status) {
        return switch (status) {
            case 200 -> PARTIAL;
            case 400 -> """
                    {"error":{"code":"BadArgumentError","message":"Query result set has exceeded the internal data\
                     size limit 64000000 (E_QUERY_RESULT_SET_TOO_LARGE; see https://aka.ms/kustoquerylimits)"}}""";
            default -> "{\"error\":{\"code\":\"GatewayTimeout\"}}";
        };
    }

    @Test
    void whatWasTakenInWithinASecondIsReadInParts() throws Exception {
        Window second = new Window(START, START.plusMillis(900));
        microsoft.answersEach((call, response) -> {
            if (call.body().contains("let p_parts = 1;")) {
                response.end(PARTIAL);
            } else {
                answer(response, List.of(), List.of());
            }
        });

        plane.read(microsoft.sentinel(), second, read);

        assertThat(read.completeTo).containsExactly(second.to());
        assertThat(microsoft.calls()).hasSize(1 + 2 * 4);
        assertThat(microsoft.calls().stream().map(MicrosoftStub.Call::body))
                .anyMatch(body -> body.contains("let p_part = 3;") && body.contains("let p_parts = 4;"));
    }

    @Test
    void aWorkspaceThatOnlyAnswersInPartIsGivenUpForThisPoll() {
        microsoft.answers(200, PARTIAL);

        assertThatThrownBy(() -> plane.read(microsoft.sentinel(), new Window(START, START.plusMillis(500)), read))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(MalformedAnswer.class));
        assertThat(read.completeTo).isEmpty();
    }

    @Test
    void aWorkspaceWithoutAnyDataIsEmpty() throws Exception {
        microsoft.answers(204, "");

        plane.read(microsoft.sentinel(), HOUR, read);

        assertThat(read.all).isEmpty();
        assertThat(read.completeTo).containsExactly(HOUR.to());
    }

    @Test
    void anAnswerThatIsNearlyAsFullAsCanBeIsTakenForOneThatLacksSomething() throws Exception {
        microsoft.answersEach((call, response) -> {
            boolean full = window(call).compareTo(Duration.ofMinutes(40)) > 0
                    && call.body().contains("SluiceIncident");
            Map<String, Object> row = alert("2026-08-01T06:10:00Z");
            answer(response, full ? List.of(row, row, row) : List.of(), List.of());
        });

        plane.read(microsoft.sentinel(), HOUR, read);

        assertThat(read.completeTo).hasSize(2);
        assertThat(read.all).as("what came is handed on all the same").hasSize(3);
    }

    @Test
    void queriesThatTakeTooLongWhateverTheWindowAreGivenUpForThisPoll() {
        microsoft.answers(504, "{\"error\":{\"code\":\"GatewayTimeout\"}}");

        assertThatThrownBy(() -> plane.read(microsoft.sentinel(), HOUR, read)).isInstanceOf(MicrosoftException.class);
        assertThat(microsoft.calls()).hasSize(3);
    }

    @Test
    void aTableThatIsMissingIsSentinelsMatter() {
        microsoft.answers(400, """
                {"error":{"message":"The request had some invalid properties","code":"BadArgumentError",
                 "innererror":{"code":"SemanticError","message":"Failed to resolve table or column expression named\
                 'SecurityIncident'"}}}""");

        assertThatThrownBy(() -> plane.read(microsoft.sentinel(), HOUR, read))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure())
                                .isInstanceOfSatisfying(
                                        NotFound.class,
                                        missing -> assertThat(missing.message())
                                                .contains("contoso-sentinel", "Switch Microsoft Sentinel on")));
    }

    @Test
    void aConnectionThatBreaksIsAnOutageAndNothingToSplit() {
        microsoft.answers(response -> response.reset());

        assertThatThrownBy(() -> plane.read(microsoft.sentinel(), HOUR, read))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Unavailable.class));
        assertThat(microsoft.calls()).hasSize(1);
    }

    @Test
    void aRefusalIsNotSplit() {
        microsoft.answers(403, "{\"error\":{\"code\":\"InsufficientAccessError\"}}");

        assertThatThrownBy(() -> plane.read(microsoft.sentinel(), HOUR, read))
                .isInstanceOfSatisfying(
                        MicrosoftException.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Forbidden.class));
        assertThat(microsoft.calls()).as("once more with a fresh token").hasSize(2);
    }

    @Test
    void theQueriesLookAtAWideTimeAndAtTheMomentOfIngestion() throws Exception {
        shows(Map.of(), List.of());

        plane.read(microsoft.sentinel(), HOUR, read);

        assertThat(microsoft.calls())
                .allSatisfy(call -> assertThat(call.member("query"))
                        .contains("let p_from = datetime(2026-08-01T06:00:00.0000000Z);")
                        .contains("let p_to = datetime(2026-08-01T07:00:00.0000000Z);")
                        .contains("let p_since = datetime(2026-07-29T06:00:00.0000000Z);")
                        .contains("let p_memory = datetime(2026-07-02T06:00:00.0000000Z);")
                        .contains("ingestion_time() >= p_from and ingestion_time() < p_to"));
    }

    private static Duration window(MicrosoftStub.Call call) {
        Matcher from = FROM.matcher(call.body());
        Matcher to = TO.matcher(call.body());
        assertThat(from.find() && to.find()).isTrue();
        return Duration.between(Instant.parse(from.group(1)), Instant.parse(to.group(1)));
    }

    private static Map<String, Object> alert(String generated) {
        return Map.of(
                "SystemAlertId", "8f6c0000-0000-4000-8000-000000000001",
                "VendorOriginalId", "410e4342-4bfc-80a3-9600-08dd53ec811c",
                "AlertLink", "https://security.microsoft.com/alerts/fa410e4342-4bfc-80a3-9600-08dd53ec811c?tid=x",
                "ProductName", "Office 365 Advanced Threat Protection",
                "ProviderName", "OATP",
                "TimeGenerated", generated,
                "ProcessingEndTime", generated,
                "Entities", "[{\"$id\":\"2\",\"Type\":\"ip\",\"Address\":\"203.0.113.7\"}]",
                "ConfidenceScore", Json.MAPPER.nullNode(),
                "SluiceIncident", "{\"IncidentName\":\"7d0b3f9e-0000-4000-8000-000000004711\"}");
    }

    private static List<Map<String, Object>> incident(String generated, String status) {
        return List.of(Map.of(
                "IncidentName",
                "7D0B3F9E-0000-4000-8000-000000004711",
                "Status",
                status,
                "TimeGenerated",
                generated,
                "SluiceAlerts",
                """
                        [{"SystemAlertId":"8f6c0000-0000-4000-8000-000000000001",
                          "VendorOriginalId":"410e4342-4bfc-80a3-9600-08dd53ec811c",
                          "AlertLink":"https://security.microsoft.com/alerts/fa410e4342-4bfc-80a3-9600-08dd53ec811c",
                          "ProductName":"Office 365 Advanced Threat Protection","ProviderName":"OATP"},
                         {"SystemAlertId":"8f6c0000-0000-4000-8000-000000000002","VendorOriginalId":"",
                          "AlertLink":"","ProductName":"","ProviderName":"","AlertType":""}]"""));
    }

    private void shows(Map<String, Object> alert, List<Map<String, Object>> incidents) {
        microsoft.answersEach((call, response) -> answer(
                response,
                alert.isEmpty() || !call.body().contains("SluiceIncident") ? List.of() : List.of(alert),
                call.body().contains("SluiceIncident") ? List.of() : incidents));
    }

    private WorkspacePlane plane(Turns turns, InstantSource clock) {
        return new WorkspacePlane(
                new LogAnalytics(microsoft.http(), microsoft.tokens()),
                turns,
                Duration.ofDays(30),
                new Fullness(3, 10_000),
                clock);
    }

    private static void answer(
            HttpServerResponse response, List<Map<String, Object>> alerts, List<Map<String, Object>> incidents) {
        List<Map<String, Object>> rows = alerts.isEmpty() ? incidents : alerts;
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode table = body.putArray("tables").addObject().put("name", "PrimaryResult");
        ArrayNode columns = table.putArray("columns");
        ArrayNode values = table.putArray("rows");
        List<String> names = rows.isEmpty()
                ? List.of()
                : rows.getFirst().keySet().stream().sorted().toList();
        names.forEach(name -> columns.addObject().put("name", name).put("type", "string"));
        for (Map<String, Object> row : rows) {
            ArrayNode cells = values.addArray();
            names.forEach(name -> cells.addPOJO(row.get(name)));
        }
        response.end(body.toString());
    }
}
