package io.sluice.requests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.request.Problem;
import io.sluice.contracts.topic.Topics;
import io.sluice.requests.Reading.Refused;
import io.sluice.requests.Reading.Understood;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFormTest {

    private final RequestForm<QuarantineRequest> form = new RequestForm<>(
            Topics.QUARANTINE_REQUESTS,
            QuarantineRequest.class,
            request -> "forbidden".equals(request.subject())
                    ? List.of(new Problem("/subject", "It is forbidden."))
                    : List.of());

    @Test
    void aRequestThatFitsIsUnderstood() {
        Reading<QuarantineRequest> reading = read("""
                {"id":"r1","kind":"list","connection":"contoso","duration":"PT6H","recipients":["a@b.c"]}""");

        assertThat(reading.heading().id()).isEqualTo("r1");
        assertThat(problems(reading)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'list'}|/connection",
                "{'connection':'a'}|/kind",
                "{'kind':'burn','connection':'a'}|/kind",
                "{'kind':'list','connection':'a','recipent':'x'}|/recipent",
                "{'kind':'list','connection':'a','a/b~c':1}|/a~1b~0c",
                "{'kind':'list','connection':'a','recipients':['x',7]}|/recipients/1",
                "{'kind':'list','connection':'a','from':'yesterday'}|/from",
                "{'kind':'list','connection':'a','duration':'P1Y'}|/duration",
                "{'kind':'list','connection':7}|/connection",
                "{'kind':'list','connection':'a','id':''}|/id",
                "{'kind':'list','connection':'a','id':'a\\u000ab'}|/id",
                "{'kind':'list','connection':'a','id':'\\ud800'}|/id",
                "{'kind':'list','connection':'a','id':'quarantine-request-3-4711'}|/id",
                "{'kind':'list','connection':'a','limit':'many'}|/limit",
                "{'kind':'list','connection':'a','subject':'forbidden'}|/subject",
                "[1]|''",
                "{'kind':'list',|''",
                "{'kind':'list','kind':'export','connection':'a'}|''",
                "null|''",
                "''|''"
            })
    void whatIsWrongIsPointedAt(String json, String pointer) {
        List<Problem> problems = problems(read(json.equals("''") ? "" : json.replace('\'', '"')));

        assertThat(problems).extracting(Problem::pointer).contains(pointer);
        assertThat(problems).extracting(Problem::message).noneMatch(String::isBlank);
    }

    @Test
    void anIdThatIsTooLongIsRefusedWhereItStands() {
        assertThat(problems(read("{\"kind\":\"list\",\"connection\":\"a\",\"id\":\"" + "x".repeat(201) + "\"}")))
                .containsExactly(new Problem("/id", "It must have 1 to 200 characters, no control characters."));
    }

    @Test
    void notMoreProblemsAreToldThanAnybodyReads() {
        assertThat(problems(read("{\"recipients\":[" + "1,".repeat(5_000) + "1]}")))
                .hasSize(100);
    }

    @Test
    void aRecordWithoutValueIsRefused() {
        assertThat(problems(form.read(null))).hasSize(1);
    }

    @Test
    void bytesThatAreNoTextInAnyEncodingAreRefused() {
        assertThat(problems(form.read(new byte[] {0, 0, 0, '{', 1, 1, 1, 1})))
                .extracting(Problem::message)
                .containsExactly("It is not JSON: its bytes are no text in UTF-8.");
    }

    @Test
    void theAnswerOfAWrongRequestFindsWhoeverAsked() {
        assertThat(read("{\"id\":\"r9\",\"connection\":\"contoso\",\"causationId\":\"c\"}")
                        .heading())
                .isEqualTo(new Heading("r9", "contoso", null, null, "c"));
    }

    @Property(tries = 500)
    void whateverTheBytesAreTheyAreUnderstoodOrRefused(@ForAll byte[] bytes) {
        assertThat(form.read(bytes)).isNotNull();
    }

    private static List<Problem> problems(Reading<QuarantineRequest> reading) {
        return switch (reading) {
            case Refused<QuarantineRequest> refused -> refused.problems();
            case Understood<QuarantineRequest> _ -> List.of();
        };
    }

    private Reading<QuarantineRequest> read(String json) {
        return form.read(json.getBytes(UTF_8));
    }
}
