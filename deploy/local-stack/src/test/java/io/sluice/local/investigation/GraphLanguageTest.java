package io.sluice.local.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammars below are narrower than the languages: whatever strangers wrote, only such lines come out. */
class GraphLanguageTest {

    private static final String MERMAID_TEXT = "(?:[\\p{L}\\p{Nd} .,:@/-]|#\\d+;|<br/>)*";
    private static final List<Pattern> MERMAID = List.of(
            Pattern.compile("flowchart LR"),
            Pattern.compile("    F\\d+\\[\"" + MERMAID_TEXT + "\"]:::(alert|other)"),
            Pattern.compile("    E\\d+\\(\\[\"" + MERMAID_TEXT + "\"]\\):::entity"),
            Pattern.compile("    F\\d+ (===|---|-\\.-) E\\d+"),
            Pattern.compile("    classDef (alert|other|entity) [a-z#0-9:,]+"),
            Pattern.compile("    %% \\d+ edges are left out; --graph dot has all of them"));

    private static final String DOT_TEXT = "\"(?:[^\"\\\\&\\p{Cntrl}]|\\\\\"|\\\\\\\\|\\\\n|&amp;)*\"";
    private static final List<Pattern> DOT = List.of(
            Pattern.compile("graph investigation \\{"),
            Pattern.compile("    graph \\[rankdir=LR, charset=\"UTF-8\"];"),
            Pattern.compile("    node \\[fontname=\"Helvetica\", fontsize=10, style=filled];"),
            Pattern.compile(
                    "    [FE]\\d+ \\[shape=(box|ellipse), fillcolor=\"#[0-9a-f]{6}\", label=" + DOT_TEXT + "];"),
            Pattern.compile("    F\\d+ -- E\\d+ \\[style=(bold|solid|dashed|dotted)];"),
            Pattern.compile("}"));

    @Test
    void findingsAndEntitiesAreNodesAndWhoNamesWhatIsAnEdge() {
        String mermaid = GraphLanguage.MERMAID.of(Examples.stored(Examples.phishing()));
        assertThat(mermaid.lines())
                .startsWith("flowchart LR")
                .contains(
                        "    F1[\"alert 1<br/>A potentially malicious URL click was detected<br/>Microsoft Defender for"
                                + " Office 365\"]:::alert",
                        "    E1([\"user<br/>Anna Bell #40;anna@contoso.example#41;\"]):::entity",
                        "    F2 --- E1",
                        "    F1 -.- E2",
                        "    F1 -.- E3")
                .filteredOn(line -> line.contains("evil"))
                .containsExactly("    E3([\"url<br/>hxxps://login#91;.#93;evil#91;.#93;example/x\"]):::entity");

        assertThat(GraphLanguage.DOT.of(Examples.stored(Examples.phishing())).lines())
                .startsWith("graph investigation {")
                .contains(
                        "    E1 [shape=ellipse, fillcolor=\"#eef4ff\", label=\"user\\nAnna Bell (anna@contoso.example)\"];",
                        "    F2 -- E1 [style=solid];",
                        "    F1 -- E2 [style=dashed];",
                        "    F1 -- E3 [style=dotted];")
                .endsWith("}");
    }

    @Test
    void whateverNameAFindingHasForAnEntityItIsOneNode() {
        ObjectNode record = Examples.phishing();
        ((ObjectNode) record.at("/unmapped/entities/0")).putArray("aliases").add("oid:o1");
        ((ObjectNode) record.at("/unmapped/joins/0/shared/0")).put("value", "oid:o1");

        assertThat(GraphLanguage.DOT.of(Examples.stored(record)).lines().filter(line -> line.contains("user")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\"] --> X[\"b",
                "]",
                "-->",
                "end",
                "a\nF1 --> F2",
                "a\r\n%% c",
                "\u001b[2J\u009b\u202e",
                "\\",
                "\\\"",
                "\\N\\G",
                "<img src=x onerror=alert(1)>",
                "`**bold**`",
                "1. list",
                "&quot;",
                "#34;",
                "click F1 call x()",
                "%%{init: {}}%%",
                "a;b",
                "\u2028",
                "\ud800"
            })
    void noTextOfStrangersIsAnythingButText(String hostile) {
        holds(hostile);
    }

    @Property
    void noTextAtAllIs(@ForAll String text) {
        holds(text);
    }

    @Test
    void mermaidGetsNoMoreEdgesThanItDrawsAndTheStrongestOfThem() {
        ObjectNode record = Examples.phishing();
        ArrayNode joins = record.withObject("/unmapped").putArray("joins");
        for (int i = 0; i < 400; i++) {
            join(joins, i, i == 399 ? "strong" : "medium");
        }

        String mermaid = GraphLanguage.MERMAID.of(Examples.stored(record));

        assertThat(mermaid.lines().filter(line -> line.matches(" {4}F\\d+ [=.-]{3} E\\d+")))
                .hasSize(300)
                .anyMatch(line -> line.contains("==="));
        assertThat(mermaid).contains("edges are left out").hasSizeLessThan(50_000);
        assertThat(GraphLanguage.DOT.of(Examples.stored(record)).lines().filter(line -> line.contains(" -- ")))
                .hasSizeGreaterThan(700);
    }

    private static void join(ArrayNode joins, int number, String strength) {
        ObjectNode join = joins.addObject()
                .put("finding", "f" + (number + 1))
                .put("with", "f" + number)
                .put("confidence", 1)
                .put("time", "2026-02-03T09:33:00Z");
        join.putArray("shared")
                .addObject()
                .put("kind", "user")
                .put("value", "u" + number)
                .put("strength", strength);
    }

    private static void holds(String hostile) {
        ObjectNode record = Examples.phishing();
        ObjectNode alert = (ObjectNode) record.at("/finding_info_list/0");
        alert.put("title", hostile).withObject("/product").put("name", hostile);
        ((ObjectNode) record.at("/unmapped/entities/1")).put("label", hostile);
        ((ObjectNode) record.at("/unmapped/entities/1")).put("value", hostile);
        ((ObjectNode) record.at("/unmapped/joins/0/shared/0")).put("value", hostile);
        ((ObjectNode) record.at("/unmapped/joins/0")).put("finding", "unlisted " + hostile);

        assertThat(GraphLanguage.MERMAID.of(Examples.stored(record)).split("\n"))
                .allMatch(line -> matches(MERMAID, line));
        assertThat(GraphLanguage.DOT.of(Examples.stored(record)).split("\n")).allMatch(line -> matches(DOT, line));
    }

    private static boolean matches(List<Pattern> grammar, String line) {
        return grammar.stream().anyMatch(pattern -> pattern.matcher(line).matches());
    }
}
