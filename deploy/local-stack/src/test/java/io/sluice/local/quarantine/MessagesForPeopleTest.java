package io.sluice.local.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.contracts.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesForPeopleTest {

    private static final Pattern STEERING = Pattern.compile("[\\p{gc=Cf}\\p{gc=Cc}&&[^\\n]]");
    private static final String MESSAGE = """
            {"outcome":"fetched","identity":"11111111-1111-4111-8111-111111111111\\\\22222222-2222-4222-8222-222222222222",
             "receivedAt":"2026-02-03T09:30:11Z","expiresAt":"2026-03-05T09:30:11Z","sender":"billing@mailer.example",
             "recipients":["ben@contoso.com","eve@contoso.com"],"subject":"Invoice 4711","size":48113,
             "type":"High Confidence Phish","policyName":"Default","releaseStatus":"RELEASED",
             "headers":[{"name":"X-Mailer","value":"Evil"}],
             "evidence":{"dataref":"http://localhost:18484/evidence/t/9f","sha256":"9f9f","size":48113,
               "expiresAt":"2026-05-05T09:30:11Z"},
             "analysis":{"size":48113,
               "headers":{"from":[{"address":"billing@mailer.example","displayName":"Contoso","nameShowsAddress":"cfo@contoso.com"}],
                 "to":[{"address":"ben@contoso.com"}],"subject":"Invoice 4711","messageId":"<1@mailer.example>"},
               "authentication":{"spf":"fail","dmarc":"fail","compauth":"fail"},
               "antispam":[{"header":"X-Forefront-Antispam-Report","untrusted":false,"category":"HPHISH","spamConfidenceLevel":9},
                 {"header":"X-Forefront-Antispam-Report-Untrusted","untrusted":true,"category":"NONE"}],
               "urls":[{"url":"https://evil.test/","defanged":"hxxps://evil[.]test/","target":"https://deep.test/x",
                 "visibleText":"https://bank.example","flags":["textShowsOtherHost"],"places":[{"part":"1","how":"a.href"}],"count":1}],
               "urlsLeftOut":7,
               "parts":[{"path":"1","role":"text","detectedType":"text/html"},
                 {"path":"2","role":"attachment","declaredType":"application/pdf","detectedType":"application/zip","typeMismatch":true,
                  "fileName":"invoice.pdf","size":1234,"sha256":"abab","flags":["encrypted"],
                  "archive":{"format":"zip","entries":[{"name":"../run.exe","size":99,"encrypted":true,"flags":["pathTraversal"]}],
                    "entriesLeftOut":3}}],
               "messages":[{"part":"3","headers":{"from":[{"address":"x@y.example"}],"subject":"forwarded"}}],
               "defects":[{"what":"bareCarriageReturn","count":3}],
               "limitsReached":[{"limit":"parts","value":1000}]}}
            """;

    private final StringWriter out = new StringWriter();

    @Test
    void aListIsATableWithTheIdentityToAskFor() throws JsonProcessingException {
        MessageTable table = new MessageTable(new PrintWriter(out, true));
        table.print(message());
        table.print(Json.MAPPER.createObjectNode());

        assertThat(out.toString().lines()).hasSize(3);
        assertThat(out.toString())
                .containsSubsequence(
                        "RECEIVED",
                        "2026-02-03 09:30",
                        "billing@mailer.example",
                        "ben@contoso.com +1",
                        "High Confidence Phish…",
                        "Invoice 4711",
                        "11111111-1111-4111-8111-111111111111\\22222222-2222-4222-8222-222222222222");
    }

    @Test
    void anExportedMessageIsShownWithVerdictsUrlsAttachmentsDefectsAndItsBytes() throws JsonProcessingException {
        new MessageReport(new PrintWriter(out, true)).print(message());

        assertThat(out.toString())
                .containsSubsequence(
                        "Invoice 4711",
                        "High Confidence Phish (released)",
                        "X-Mailer: Evil",
                        "\"Contoso\" <billing@mailer.example> (its name shows another address: cfo@contoso.com)",
                        "SPF fail, DKIM not told, DMARC fail, composite fail",
                        "category HPHISH, spam confidence 9",
                        "hxxps://evil[.]test/ (a.href in part 1, a reader sees https://bank.example, textShowsOtherHost)",
                        "leads to hxxps://deep[.]test/x",
                        "and 7 more",
                        "invoice.pdf, application/zip though declared as application/pdf, 1.2 kB, encrypted",
                        "SHA-256 abab",
                        "holds ../run.exe (99 bytes, encrypted, pathTraversal)",
                        "and 3 files more",
                        "part 3: x@y.example: forwarded",
                        "bareCarriageReturn, 3 times",
                        "limit parts of 1000",
                        "http://localhost:18484/evidence/t/9f",
                        "48.1 kB, SHA-256 9f9f")
                .doesNotContain("https://evil.test", "https://deep.test", "category NONE");
    }

    @Test
    void aVanishedMessageAndAFailedOneSaySo() throws JsonProcessingException {
        MessageReport report = new MessageReport(new PrintWriter(out, true));
        report.print(Json.MAPPER.readTree("{\"outcome\":\"gone\",\"identity\":\"a\\\\b\"}"));
        report.print(
                Json.MAPPER.readTree(
                        "{\"outcome\":\"failed\",\"error\":{\"message\":\"Too many calls.\",\"code\":\"429\",\"remedy\":\"Wait.\"}}"));

        assertThat(out.toString())
                .containsSubsequence("gone", "not in quarantine any more", "Too many calls. (429) What to do: Wait.");
    }

    @Test
    void ofAMessageThatWasAskedForByItsIdentityItsOwnSubjectIsShown() throws JsonProcessingException {
        MessageReport report = new MessageReport(new PrintWriter(out, true));
        report.print(Json.MAPPER.readTree(
                "{\"outcome\":\"fetched\",\"headers\":[{\"name\":\"SUBJECT\",\"value\":\"In the header\"}]}"));
        report.print(Json.MAPPER.readTree(
                "{\"outcome\":\"fetched\",\"analysis\":{\"headers\":{\"subject\":\"In the analysis\"}}}"));
        report.print(Json.MAPPER.readTree("{\"outcome\":\"fetched\"}"));

        assertThat(out.toString()).containsSubsequence("In the header", "In the analysis", "(no subject)");
    }

    @Test
    void nothingThatAMessageSaysSteersTheTerminal() throws JsonProcessingException {
        JsonNode hostile = hostile(message());
        new MessageTable(new PrintWriter(out, true)).print(hostile);
        new MessageReport(new PrintWriter(out, true)).print(hostile);

        assertThat(STEERING.matcher(out.toString()).find()).isFalse();
        assertThat(out.toString()).contains("\\u001b]0;owned\\u0007", "\\u009b2J", "\\u202e");
    }

    private static JsonNode message() throws JsonProcessingException {
        return Json.MAPPER.readTree(MESSAGE);
    }

    /** Returns the same with each text behind sequences that steer a terminal, but for the words of the contract. */
    private static JsonNode hostile(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode changed = Json.MAPPER.createObjectNode();
                object.properties()
                        .forEach(member -> changed.set(
                                member.getKey(),
                                member.getKey().equals("outcome")
                                                || member.getKey().equals("role")
                                        ? member.getValue()
                                        : hostile(member.getValue())));
                yield changed;
            }
            case ArrayNode array -> {
                ArrayNode changed = Json.MAPPER.createArrayNode();
                array.forEach(each -> changed.add(hostile(each)));
                yield changed;
            }
            case TextNode text -> TextNode.valueOf("\u001b]0;owned\u0007\u009b2J\u202e\r\n" + text.textValue());
            default -> node;
        };
    }
}
