package io.sluice.quarantine.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.json.Json;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.request.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {

    private static final String ID = "2c8d3f60-9b1e-4c55-8d7a-08de62f1a4b7";
    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'list'}",
                "{'kind':'list','types':['Spam','highconfphish'],'releaseStatuses':['NOTRELEASED'],'limit':10000}",
                "{'kind':'list','networkMessageId':'" + ID
                        + "','from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z'}",
                "{'kind':'export','networkMessageId':'" + ID + "','recipients':['a@b.c'],'limit':50}",
                "{'kind':'headers','internetMessageId':'<a@b>','duration':'P7D'}",
                "{'kind':'export','recipients':['a@b.c']}",
                "{'kind':'export','subject':'Invoice','senders':['a@b.c']}",
                "{'kind':'export','identity':'" + ID + "\\\\" + ID + "'}"
            })
    void aRequestThatMakesSenseIsRight(String json) throws IOException {
        assertThat(problems(json)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'export'}|''",
                "{'kind':'headers','types':['Spam'],'duration':'P7D'}|''",
                "{'kind':'export','identity':'all'}|/identity",
                "{'kind':'list','identity':'" + ID + "\\\\" + ID + "'}|/identity",
                "{'kind':'export','networkMessageId':'7'}|/networkMessageId",
                "{'kind':'export','internetMessageId':' '}|/internetMessageId",
                "{'kind':'list','duration':'PT0S'}|/duration",
                "{'kind':'list','duration':'PT1H','from':'2026-01-01T00:00:00Z'}|/duration",
                "{'kind':'list','from':'2026-01-02T00:00:00Z','to':'2026-01-01T00:00:00Z'}|/from",
                "{'kind':'list','recipients':['a@b.c','']}|/recipients/1",
                "{'kind':'list','senders':[' ']}|/senders/0",
                "{'kind':'list','types':['Spam','Span']}|/types/1",
                "{'kind':'list','releaseStatuses':['No']}|/releaseStatuses/0",
                "{'kind':'list','limit':0}|/limit",
                "{'kind':'list','limit':10001}|/limit",
                "{'kind':'export','internetMessageId':'a@b','limit':51}|/limit"
            })
    void whatIsWrongIsPointedAt(String json, String pointer) throws IOException {
        assertThat(problems(json)).extracting(Problem::pointer).containsExactly(pointer);
    }

    @Test
    void withoutATimeAllThatQuarantineKeepsIsMeant() throws IOException {
        var filter = Filters.of(request("{'kind':'list'}"), NOW);

        assertThat(filter.receivedFrom()).isEqualTo(NOW.minus(Duration.ofDays(30)));
        assertThat(filter.receivedTo()).isEqualTo(NOW);
    }

    @Test
    void aDurationEndsAtTheEndThatIsGiven() throws IOException {
        var filter = Filters.of(request("{'kind':'list','duration':'PT6H','to':'2026-02-01T12:00:00Z'}"), NOW);

        assertThat(filter.receivedFrom()).isEqualTo(Instant.parse("2026-02-01T06:00:00Z"));
        assertThat(filter.receivedTo()).isEqualTo(Instant.parse("2026-02-01T12:00:00Z"));
    }

    private static List<Problem> problems(String json) throws IOException {
        return RequestRules.problems(request(json));
    }

    private static QuarantineRequest request(String json) throws IOException {
        String text = json.replace('\'', '"').replace("{\"kind\"", "{\"connection\":\"contoso\",\"kind\"");
        return Json.read(text.getBytes(StandardCharsets.UTF_8), QuarantineRequest.class);
    }
}
