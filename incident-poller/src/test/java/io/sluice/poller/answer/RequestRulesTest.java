package io.sluice.poller.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.request.Problem;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'kind':'get','incidentId':'4711'",
                "'kind':'list'",
                "'kind':'list','duration':'PT6H','durationType':'createdTime','statuses':['active'],'limit':10000",
                "'kind':'list-detections','severities':['High','low'],'assignees':['ann@contoso.com']",
                "'kind':'list','from':'2026-02-03T10:00:00Z','to':'2026-02-03T11:00:00Z'"
            })
    void whatMakesSenseIsRight(String members) throws IOException {
        assertThat(RequestRules.problems(request(members))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/incidentId|'kind':'get'",
                "/incidentId|'kind':'get','incidentId':'../../x'",
                "/incidentId|'kind':'get','incidentId':'1234567890123456789'",
                "/incidentId|'kind':'list','incidentId':'1'",
                "/limit|'kind':'get','incidentId':'1','limit':1",
                "/statuses|'kind':'get','incidentId':'1','statuses':['Active']",
                "/duration|'kind':'list','duration':'PT0S'",
                "/duration|'kind':'list','duration':'P400D'",
                "/duration|'kind':'list','duration':'P1D','from':'2026-02-03T10:00:00Z'",
                "/from|'kind':'list','from':'2026-02-03T11:00:00Z','to':'2026-02-03T11:00:00Z'",
                "/statuses/1|'kind':'list','statuses':['Active','Open']",
                "/severities/0|'kind':'list','severities':['Critical']",
                "/assignees/0|'kind':'list','assignees':[' ']",
                "/limit|'kind':'list','limit':0",
                "/limit|'kind':'list-detections','limit':10001"
            })
    void whatMakesNoneIsPointedAt(String pointer, String members) throws IOException {
        assertThat(RequestRules.problems(request(members)))
                .extracting(Problem::pointer)
                .containsExactly(pointer);
    }

    private static IncidentRequest request(String members) throws IOException {
        return Json.MAPPER.readValue(
                ("{'connection':'contoso'," + members + "}").replace('\'', '"'), IncidentRequest.class);
    }
}
