package io.sluice.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    private final StringWriter out = new StringWriter();

    @Test
    void columnsAreAsWideAsTheFirstPartNeeds() throws JsonProcessingException {
        ResultTable table = table(100);

        table.print(json("""
                {"columns":[{"name":"TimeGenerated","type":"datetime"},{"name":"User","type":"string"},{"name":"N","type":"long"}],
                 "rows":[["2026-02-03T09:30:11.1234567Z","ann@contoso.com",7],[null,"bob",12345]]}"""));
        table.print(json("""
                {"columns":[{"name":"TimeGenerated","type":"datetime"},{"name":"User","type":"string"},{"name":"N","type":"long"}],
                 "rows":[["2026-02-03T09:30:12Z","somebody.with.a.long.name@contoso.com",1]]}"""));

        assertThat(out.toString().lines())
                .containsExactly(
                        "TimeGenerated        User                 N",
                        "2026-02-03 09:30:11  ann@contoso.com      7",
                        "                     bob              12345",
                        "2026-02-03 09:30:12  somebody.with.a.long.name@contoso.com      1");
        assertThat(table.leftOut()).isEmpty();
    }

    @Test
    void theHeadIsThereWithoutRowsToo() throws JsonProcessingException {
        table(100).print(json("{\"columns\":[{\"name\":\"User\",\"type\":\"string\"}],\"rows\":[]}"));

        assertThat(out.toString().lines()).containsExactly("User");
    }

    @Test
    void columnsThatDoNotFitAreLeftOutAndNamed() throws JsonProcessingException {
        ResultTable table = table(12);

        table.print(json("""
                {"columns":[{"name":"A","type":"string"},{"name":"B","type":"string"},{"name":"C","type":"string"}],
                 "rows":[["aaaa","bbbbbbbb","c"]]}"""));

        assertThat(out.toString().lines()).containsExactly("A", "aaaa");
        assertThat(table.leftOut()).isEqualTo(List.of("B", "C"));
    }

    @Test
    void longCellsAreCutAndWhatIsNestedIsShownAsJson() throws JsonProcessingException {
        table(Integer.MAX_VALUE).print(json("""
                {"columns":[{"name":"A","type":"string"},{"name":"B","type":"dynamic"},{"name":"C","type":"bool"}],
                 "rows":[["%s",{"x":[1,"y"]},false]]}""".formatted("a".repeat(100))));

        assertThat(out.toString()).contains("a".repeat(59) + "…  {\"x\":[1,\"y\"]}  false");
    }

    @Test
    void whatCouldSteerATerminalIsShownAsJsonWritesIt() throws JsonProcessingException {
        table(100).print(json("""
                {"columns":[{"name":"A\\u001b","type":"string"},{"name":"B","type":"dynamic"}],
                 "rows":[["\\u001b]0;owned\\u0007\\u202e\\nline",["\\u009b"]]]}"""));

        assertThat(out.toString())
                .doesNotContain("\u001b", "\u0007", "\u202e", "\u009b")
                .contains("\\u001b]0;owned\\u0007\\u202e line");
        assertThat(out.toString().lines()).hasSize(2);
    }

    private ResultTable table(int width) {
        return new ResultTable(new PrintWriter(out, true), width);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.MAPPER.readTree(text);
    }
}
