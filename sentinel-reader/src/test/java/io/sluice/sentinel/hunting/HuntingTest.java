package io.sluice.sentinel.hunting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.contracts.query.Column;
import io.sluice.microsoft.failure.MicrosoftException;
import io.sluice.microsoft.failure.MicrosoftFailure;
import io.sluice.microsoft.failure.MicrosoftFailure.Forbidden;
import io.sluice.microsoft.failure.MicrosoftFailure.InvalidRequest;
import io.sluice.microsoft.failure.MicrosoftFailure.MalformedAnswer;
import io.sluice.microsoft.failure.MicrosoftFailure.Throttled;
import io.sluice.microsoft.failure.MicrosoftFailure.Unavailable;
import io.sluice.sentinel.query.CollectedRows;
import io.sluice.sentinel.query.MicrosoftStub;
import io.sluice.sentinel.query.Query;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuntingTest {

    private static final Query QUERY = new Query("DeviceInfo | take 1", "P7D", Duration.ofMinutes(3));

    // One for each test: a call that a test no longer waits for must not reach the next one's.
    private final MicrosoftStub microsoft = new MicrosoftStub();
    private final Hunting client = new Hunting(microsoft.http(), microsoft.tokens());
    private final CollectedRows rows = new CollectedRows();

    @AfterEach
    void stop() {
        microsoft.close();
    }

    @Test
    void rowsComeInTheOrderOfTheSchemaWithTheTypesOfKusto() throws Exception {
        microsoft.answers(200, """
                {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults",\
                "schema":[{"name":"Timestamp","type":"DateTime"},{"name":"Count","type":"Int64"},{"name":"IsAdmin","type":\
                "SByte"},{"name":"Extra","type":"Object"},{"name":"Name","type":"String"}],"results":[{"Name":"pc01",\
                "Timestamp@odata.type":"#DateTimeOffset","Timestamp":"2026-02-03T10:11:12.123Z","Count":9007199254740993,\
                "IsAdmin":1,"Extra":{"a":1}},{"Count":2}]}""");

        client.query(microsoft.defender(), QUERY, rows);

        MicrosoftStub.Call call = microsoft.calls().getLast();
        assertThat(call.path()).isEqualTo("/v1.0/security/runHuntingQuery");
        assertThat(call.token()).startsWith("Bearer https://graph.microsoft.com#");
        assertThat(call.member("Query")).isEqualTo("DeviceInfo | take 1");
        assertThat(call.member("Timespan")).isEqualTo("P7D");
        assertThat(rows.columns())
                .containsExactly(
                        new Column("Timestamp", "datetime"),
                        new Column("Count", "long"),
                        new Column("IsAdmin", "bool"),
                        new Column("Extra", "dynamic"),
                        new Column("Name", "string"));
        assertThat(rows.rows())
                .extracting(Object::toString)
                .containsExactly(
                        "[\"2026-02-03T10:11:12.123Z\",9007199254740993,true,{\"a\":1},\"pc01\"]",
                        "[null,2,null,null,null]");
    }

    @Test
    void anAnswerInCapitalsIsRead() throws Exception {
        microsoft.answers(
                200, "{\"Stats\":{\"a\":1},\"Schema\":[{\"Name\":\"A\",\"Type\":\"Int32\"}],\"Results\":[{\"A\":1}]}");

        assertThat(client.query(microsoft.defender(), QUERY, rows).statistics()).hasToString("{\"a\":1}");
        assertThat(rows.rows()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "", "{\"results\":[]}", "{\"schema\":[],\"results\":[[1]]}", "{\"schema\":[],"})
    void anAnswerOfAnotherFormIsMalformed(String answer) {
        microsoft.answers(200, answer);

        assertThat(failure()).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void refusalsSayWhatToDo() {
        microsoft.answers(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"x\"}}");
        assertThat(failure())
                .isInstanceOfSatisfying(
                        Forbidden.class,
                        forbidden -> assertThat(forbidden.remedy()).contains("ThreatHunting.Read.All"));

        microsoft.answers(
                400,
                "{\"error\":{\"code\":\"BadRequest\",\"message\":\"'where' operator: Failed to resolve table or column"
                        + " expression named 'Nope'\"}}");
        assertThat(failure())
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        invalid -> assertThat(invalid.message()).contains("named 'Nope'"));

        microsoft.answers(
                400,
                "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Query result size exceeded the allowed limit\"}}");
        assertThat(failure()).isInstanceOf(MalformedAnswer.class);

        microsoft.answers(504, "{}");
        assertThat(failure()).isInstanceOf(Unavailable.class);

        microsoft.answers(429, "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"Your CPU quota is used up.\"}}");
        assertThat(failure())
                .isInstanceOfSatisfying(
                        Throttled.class,
                        throttled -> assertThat(throttled.retryAfter()).hasMinutes(15));
    }

    private MicrosoftFailure failure() {
        return catchThrowableOfType(
                        MicrosoftException.class, () -> client.query(microsoft.defender(), QUERY, new CollectedRows()))
                .failure();
    }
}
