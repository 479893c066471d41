package io.sluice.sentinel.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.contracts.request.Problem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"kind":"kql","connection":"c"} | /text
            {"kind":"kql","connection":"c","text":" "} | /text
            {"kind":"kql","connection":"c","text":"T","name":"signins-of-user"} | /name
            {"kind":"kql","connection":"c","text":"T","parameters":{}} | /parameters
            {"kind":"kql","connection":"c","text":"T","to":"2026-01-01T00:00:00Z"} | /to
            {"kind":"kql","connection":"c","text":"T","duration":"PT0S"} | /duration
            {"kind":"kql","connection":"c","text":"T","duration":"P5000D"} | /duration
            {"kind":"kql","connection":"c","text":"T","duration":"P1D","from":"2026-01-01T00:00:00Z"} | /duration
            {"kind":"kql","connection":"c","text":"T","from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"} | /from
            {"kind":"kql","connection":"c","text":"T","limits":{"maxRows":0}} | /limits/maxRows
            {"kind":"kql","connection":"c","text":"T","limits":{"maxRows":500001}} | /limits/maxRows
            {"kind":"kql","connection":"c","text":"T","limits":{"maxBytes":1}} | /limits/maxBytes
            {"kind":"kql","connection":"c","text":"T","limits":{"timeout":"PT11M"}} | /limits/timeout
            {"kind":"investigation","connection":"c"} | /name
            {"kind":"investigation","connection":"c","name":"everything"} | /name
            {"kind":"investigation","connection":"c","name":"signins-of-user","text":"T","parameters":{"user":"a@b.example"}} | /text
            {"kind":"investigation","connection":"c","name":"signins-of-user"} | /parameters/user
            {"kind":"investigation","connection":"c","name":"signins-of-user","parameters":{"user":"a@b.example","usr":"x"}} | /parameters/usr
            """)
    void whatIsWrongIsPointedAt(String request, String pointer) throws IOException {
        assertThat(problems(request)).extracting(Problem::pointer).containsExactly(pointer);
    }

    @Test
    void aQuestionThatIsRightHasNoProblems() throws IOException {
        assertThat(problems("""
                {"kind":"kql","connection":"c","text":"T | take 5","through":"hunting","duration":"P30D",
                 "limits":{"maxRows":500000,"maxBytes":104857600,"timeout":"PT10M"}}""")).isEmpty();
        assertThat(problems("""
                {"kind":"investigation","connection":"c","name":"signins-of-user","parameters":{"user":"a@b.example"},
                 "to":"2026-01-01T00:00:00Z"}""")).isEmpty();
    }

    private static List<Problem> problems(String request) throws IOException {
        JsonNode tree = Json.MAPPER.readTree(request);
        return QuestionRules.problems(Json.MAPPER.treeToValue(tree, QueryRequest.class));
    }
}
