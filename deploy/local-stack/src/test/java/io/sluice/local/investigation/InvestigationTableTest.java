package io.sluice.local.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvestigationTableTest {

    @Test
    void eachIsOnALineWithTheBeginningOfItsIdThatFindsIt() {
        assertThat(table(Examples.phishing(), Integer.MAX_VALUE))
                .containsExactly(
                        "SCORE  STATE   SEVERITY  ALERTS  PRODUCTS            LAST SEEN (UTC)   "
                                + "TITLE                                                                   "
                                + "TENANT      ID",
                        "   80  open    High           2  Defender for Offi…  2026-02-03 09:33  "
                                + "Phishing mail, then an unusual sign-in of anna@contoso.example          "
                                + "contoso     6f1c2d3e");
    }

    @Test
    void itFitsATerminalAndNoTitleSteersIt() {
        ObjectNode record = Examples.phishing().put("message", "\u001b[2J" + "x".repeat(300));

        assertThat(table(record, 130))
                .allMatch(line -> line.length() <= 130)
                .anyMatch(line -> line.contains("\\u001b[2J"));
    }

    @Test
    void oneWithoutAScoreHasNone() {
        ObjectNode record = Examples.phishing();
        record.withObject("/unmapped").put("state", "merged").remove("score");

        assertThat(table(record, 160)).anyMatch(line -> line.startsWith("    -  merged"));
    }

    private static List<String> table(ObjectNode record, int width) {
        StringWriter out = new StringWriter();
        Investigations all = new Investigations(Map.of(Examples.TENANT + "/" + Examples.ID, Examples.bytes(record)));
        new InvestigationTable(new PrintWriter(out), width, Map.of(Examples.TENANT, "contoso"))
                .print(all.list(_ -> true, 9).investigations(), all);
        return out.toString().lines().toList();
    }
}
