package io.sluice.sentinel.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.contracts.query.Column;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.NotFound;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unauthenticated;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.sentinel.query.Cells;
import io.sluice.sentinel.query.CollectedRows;
import io.sluice.sentinel.query.MicrosoftStub;
import io.sluice.sentinel.query.Query;
import io.sluice.sentinel.query.QueryEnd;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogAnalyticsTest {

    private static final Query QUERY = new Query("T | take 1", "P1D", Duration.ofMinutes(3));

    // One for each test: a call that a test no longer waits for must not reach the next one's.
    private final MicrosoftStub microsoft = new MicrosoftStub();
    private final LogAnalytics client = new LogAnalytics(microsoft.http(), microsoft.tokens());
    private final CollectedRows rows = new CollectedRows();

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void theWorkspaceIsAskedForStatisticsWithinTheTimeThatTheQueryHas() throws Exception {
        microsoft.answers(200, table("[]", "[]"));

        client.query(microsoft.sentinel(), QUERY, rows);

        MicrosoftStub.Call call = microsoft.calls().getFirst();
        assertThat(call.path()).isEqualTo("/v1/workspaces/" + MicrosoftStub.WORKSPACE + "/query");
        assertThat(call.contentType()).isEqualTo("application/json");
        assertThat(call.prefer()).isEqualTo("wait=180,include-statistics=true");
        assertThat(call.token()).startsWith("Bearer https://api.loganalytics.io#");
        assertThat(call.member("query")).isEqualTo("T | take 1");
        assertThat(call.member("timespan")).isEqualTo("P1D");
    }

    @Test
    void valuesComeExactlyAsTheyWere() throws Exception {
        microsoft.answers(200, table("""
                [{"name":"Big","type":"long"},{"name":"Share","type":"real"},{"name":"None","type":"real"},\
                {"name":"Price","type":"decimal"},{"name":"At","type":"datetime"},{"name":"Dyn","type":"dynamic"},\
                {"name":"Native","type":"dynamic"},{"name":"Nothing","type":"string"}]""", """
                [[9007199254740993,0.10000000000000000001,"NaN","79228162514264337593543950335",\
                "2026-08-01T06:20:31.1234567Z","[\\"8f6c\\",{\\"n\\":1.10}]",{"a":[1]},null]]"""));

        QueryEnd end = client.query(microsoft.sentinel(), QUERY, rows);

        assertThat(end.rows()).isEqualTo(1);
        assertThat(rows.columns()).contains(new Column("Big", "long"), new Column("Native", "dynamic"));
        assertThat(rows.rows().getFirst()).hasToString("""
                [9007199254740993,0.10000000000000000001,"NaN","79228162514264337593543950335",\
                "2026-08-01T06:20:31.1234567Z","[\\"8f6c\\",{\\"n\\":1.10}]",{"a":[1]},null]""");
        assertThat(Cells.dynamic(rows.rows().getFirst().get(5))).hasToString("[\"8f6c\",{\"n\":1.10}]");
    }

    @Test
    void aDynamicThatHoldsNoObjectAndNoListStaysTheTextThatItIs() {
        for (String text : new String[] {"", "7", "true", "plain", "{broken", "[1]x", "[".repeat(5_000)}) {
            assertThat(Cells.dynamic(Cells.NODES.textNode(text)).textValue()).isEqualTo(text);
        }
    }

    @Test
    void whatMicrosoftSaysOfTheRunIsKept() throws Exception {
        microsoft.answers(200, """
                {"tables":[{"name":"PrimaryResult","columns":[{"name":"A","type":"int"}],"rows":[[1]]},\
                {"name":"Other","columns":[],"rows":[[2]]}],"render":{"visualization":null},\
                "statistics":{"query":{"executionTime":0.012}},"error":null}""");

        QueryEnd end = client.query(microsoft.sentinel(), QUERY, rows);

        assertThat(end.statistics()).hasToString("{\"query\":{\"executionTime\":0.012}}");
        assertThat(rows.rows()).hasSize(1);
    }

    @Test
    void theRestOfAnAnswerIsNotReadWhereThatIsEnough() throws Exception {
        microsoft.answers(200, table("[{\"name\":\"A\",\"type\":\"int\"}]", "[[1],[2],[3],no json"));
        CollectedRows two = new CollectedRows(2);

        QueryEnd end = client.query(microsoft.sentinel(), QUERY, two);

        assertThat(end.stopped()).isTrue();
        assertThat(end.rows()).isEqualTo(2);
        assertThat(two.rows()).hasSize(2);
    }

    @Test
    void anAnswerWithAnErrorIsAPartOfOne() {
        microsoft.answers(200, """
                {"tables":[{"name":"PrimaryResult","columns":[{"name":"A","type":"int"}],"rows":[[1]]}],\
                "error":{"code":"PartialError","message":"There were some errors when processing your query.",\
                "details":[{"code":"QueryTimeout","message":"The query took too long."}]}}""");

        assertThat(failure())
                .isEqualTo(new MalformedAnswer("Log Analytics answered a part of the query only"
                        + " (PartialError/QueryTimeout): The query took too long."));
        assertThat(rows.rows()).hasSize(1);
    }

    @Test
    void anAnswerThatOnlyWarnsIsWhole() throws Exception {
        microsoft.answers(200, """
                {"tables":[{"name":"PrimaryResult","columns":[{"name":"A","type":"int"}],"rows":[[1]]}],\
                "error":{"code":"PartialError","message":"There were some errors when processing your query.",\
                "details":[{"code":"EngineError","message":"Something went wrong processing your query on the server.",\
                "innererror":{"code":"-2133196790","message":"Failed to resolve entity 'SigninLogs'","severity":3,\
                "severityName":"Warning"}}]}}""");

        QueryEnd end = client.query(microsoft.sentinel(), QUERY, rows);

        assertThat(end.rows()).isEqualTo(1);
        assertThat(end.warnings()).containsExactly("Failed to resolve entity 'SigninLogs'");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void anAnswerThatIsTooLargeSaysSoWhateverItsStatus(int status) {
        microsoft.answers(status, """
                {"tables":[{"name":"PrimaryResult","columns":[],"rows":[]}],"error":{"code":"PartialError","message":\
                "There were some errors","innererror":{"code":"-2133196797","message":"Query result set has exceeded the\
                 internal data size limit 64000000 (E_QUERY_RESULT_SET_TOO_LARGE; see https://aka.ms/kustoquerylimits)"}}}""");

        assertThat(failure())
                .isInstanceOf(MalformedAnswer.class)
                .extracting(MicrosoftFailure::message)
                .asString()
                .contains("larger than Log Analytics gives");
    }

    @Test
    void noContentIsNoRowsAndAnEmptyAnswerIsNone() throws Exception {
        microsoft.answers(response -> response.setStatusCode(204).end());
        assertThat(client.query(microsoft.sentinel(), QUERY, rows)).isEqualTo(QueryEnd.NOTHING);

        microsoft.answers(200, "");
        assertThat(failure()).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"tables\":[]}",
                "{\"tables\":[{\"rows\":[[1]]}]}",
                "{\"tables\":[{\"columns\":[{\"name\":\"A\",\"type\":\"int\"}],\"rows\":[[1,2]]}]}",
                "{\"tables\":[{\"columns\":[{\"name\":\"A\",\"type\":\"int\"}],\"rows\":[{\"A\":1}]}]}",
                "{\"tables\":[{\"columns\":[{\"name\":\"A\",\"type\":\"int\"}],\"rows\":[[1],",
                "<html>"
            })
    void anAnswerOfAnotherFormIsMalformed(String answer) {
        microsoft.answers(200, answer);

        assertThat(failure()).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void aQueryThatMakesNoSenseIsRefusedWithTheServicesWords() {
        microsoft.answers(400, """
                {"error":{"message":"The request had some invalid properties","code":"BadArgumentError","innererror":\
                {"code":"SemanticError","message":"A semantic error occurred.","innererror":{"code":"SEM0100","message":\
                "'where' operator: Failed to resolve table or column expression named 'Nope'"}}}}""");

        assertThat(failure())
                .isEqualTo(new InvalidRequest(
                        "Log Analytics does not accept the query (HTTP 400, BadArgumentError/SemanticError/SEM0100):"
                                + " 'where' operator: Failed to resolve table or column expression named 'Nope'",
                        "BadArgumentError/SemanticError/SEM0100"));
    }

    @Test
    void refusalsSayWhatToDo() {
        microsoft.answers(403, """
                {"error":{"message":"The provided credentials have insufficient access","code":"InsufficientAccessError",\
                "innererror":{"code":"UnauthorizedClient","message":"no"}}}""");
        assertThat(failure())
                .isInstanceOfSatisfying(
                        Forbidden.class,
                        forbidden -> assertThat(forbidden.remedy()).contains("Log Analytics Reader", "Data.Read"));
        // A fresh token may have what the old one lacks.
        assertThat(microsoft.calls()).hasSize(2);
        assertThat(microsoft.calls()).extracting(MicrosoftStub.Call::token).doesNotHaveDuplicates();

        microsoft.answers(403, "{\"error\":{\"code\":\"InvalidAuthenticationTokenAudience\",\"message\":\"x\"}}");
        assertThat(failure())
                .isInstanceOfSatisfying(
                        Unauthenticated.class,
                        refused -> assertThat(refused.remedy()).contains("cloud"));

        microsoft.answers(401, "{\"error\":{\"code\":\"AuthenticationFailed\",\"message\":\"x\"}}");
        assertThat(failure()).isInstanceOf(Unauthenticated.class);

        microsoft.answers(404, "{\"error\":{\"code\":\"PathNotFoundError\",\"message\":\"x\"}}");
        assertThat(failure()).isInstanceOf(NotFound.class);

        microsoft.answers(504, "{\"error\":{\"code\":\"GatewayTimeout\",\"message\":\"x\"}}");
        assertThat(failure())
                .isInstanceOf(Unavailable.class)
                .extracting(MicrosoftFailure::message)
                .asString()
                .contains("after 180 s");
    }

    @Test
    void anAnswerThatDripsLongerThanThereIsTimeIsGivenUp() {
        microsoft.answers(200, table("[{\"name\":\"N\",\"type\":\"long\"}]", "[[1]]"));
        Query noTime = new Query("T", null, Duration.ofMinutes(3), Duration.ofSeconds(-1));

        assertThat(catchThrowableOfType(
                                MicrosoftException.class, () -> client.query(microsoft.sentinel(), noTime, rows))
                        .failure())
                .isInstanceOf(Unavailable.class)
                .extracting(MicrosoftFailure::message)
                .asString()
                .contains("longer than the request has time");
    }

    @Test
    void throttlingSaysForHowLong() {
        microsoft.answers(response ->
                response.setStatusCode(429).putHeader("Retry-After", "7").end("{}"));
        assertThat(failure())
                .isInstanceOfSatisfying(
                        Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).hasSeconds(7));

        microsoft.answers(429, "{\"error\":{\"code\":\"ThrottledError\",\"message\":\"Too many requests.\"}}");
        assertThat(failure())
                .isInstanceOfSatisfying(
                        Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).hasSeconds(30));
    }

    private MicrosoftFailure failure() {
        CollectedRows sink = rows.columns().isEmpty() ? rows : new CollectedRows();
        return catchThrowableOfType(MicrosoftException.class, () -> client.query(microsoft.sentinel(), QUERY, sink))
                .failure();
    }

    private static String table(String columns, String rows) {
        return "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":" + columns + ",\"rows\":" + rows + "}]}";
    }
}
