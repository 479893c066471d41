package io.sluice.local.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.correlation.ChangeKind;
import io.sluice.contracts.correlation.InvestigationChange;
import io.sluice.local.text.Page;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvestigationReportTest {

    private static final InvestigationChange CHANGE = new InvestigationChange(
            Examples.TENANT,
            Examples.ID,
            "v2",
            "v1",
            ChangeKind.CHANGED,
            null,
            Instant.parse("2026-02-03T09:34:00Z"),
            List.of("alert sn2 is new: it shares user anna@contoso.example with fa1"),
            60,
            80);

    @Test
    void itTellsWhatItIsHowUrgentWhomItIsAboutAndWhatHappened() {
        String text = report(Examples.phishing(), 100, 15);

        assertThat(text)
                .startsWith("Phishing mail, then an unusual sign-in of anna@contoso.example\n")
                .contains("open, high severity, 2 alerts, assigned to nobody")
                .contains("contoso (" + Examples.TENANT + ")")
                .contains("2026-02-03 09:30:00 to 2026-02-03 09:33:00 (all times are UTC)")
                .contains("Defender for Office 365, Sentinel")
                .contains("T1566 Phishing")
                .contains("SCORE 80 OF 100, critical")
                .contains("   +60  severity    the worst alert is high")
                .contains("   -10  size        few alerts")
                .contains("SUMMARY\n  A mail with a phishing link reached Anna.")
                .contains("user Anna Bell (anna@contoso.example): in 2 findings")
                .contains("Accountant, Finance; manager max@contoso.example; roles: Global Administrator")
                .contains("g6 and 2 more", "no second factor", "risk high (atRisk)")
                .contains("Windows11; not compliant; exposure High")
                .contains("url hxxps://login[.]evil[.]example/x: malicious, in 1 finding")
                .contains("in so many of the tenant's that it joins none")
                .contains(
                        "from billing@evil.example; to anna@contoso.example",
                        "held as Phish",
                        "SPF fail, DKIM none, DMARC fail")
                .contains("2026-02-03 09:31:00  [1]   alert    A potentially malicious URL click was detected (high,")
                .contains("[2]   Sign-in from an unfamiliar country\n"
                        + "        └─ with [1] user anna@contoso.example (medium), ip 203.0.113.7 (weak); sure to 0.85")
                .contains("signins-of-user of user anna@contoso.example: 12 sign-ins, 1 from another country")
                .contains("ip 203.0.113.7 is in 1 finding of other investigations: fa9")
                .contains("changed  alert sn2 is new: it shares user anna@contoso.example");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 120})
    void itFitsThePage(int width) {
        assertThat(report(Examples.phishing(), width, 15).lines()).allMatch(line -> line.length() <= width);
    }

    @Test
    void aMergedOneSaysWhereItLeads() {
        StringWriter out = new StringWriter();
        new InvestigationReport(page(out, 100), 15)
                .print(
                        new Investigations.Found(Examples.stored(Examples.phishing()), List.of("young")),
                        "contoso",
                        List.of());

        assertThat(out.toString()).startsWith("Investigation young was found to be one with " + Examples.ID);
    }

    @Test
    void longListsAreCutAndSayByHowMuch() {
        ObjectNode record = Examples.phishing();
        ArrayNode timeline = record.withObject("/unmapped").putArray("timeline");
        for (int i = 0; i < 30; i++) {
            timeline.addObject()
                    .put("time", "2026-02-03T09:30:%02dZ".formatted(i))
                    .put("kind", "alert")
                    .put("uid", "u" + i)
                    .put("what", "moment " + i + ".");
        }

        assertThat(report(record, 100, 9))
                .contains("moment 0.", "moment 5.", "… 21 more; --all shows them", "moment 27.", "moment 29.")
                .doesNotContain("moment 6.", "moment 26.");
        assertThat(report(record, 100, Integer.MAX_VALUE)).contains("moment 6.").doesNotContain("--all");
    }

    @Test
    void whatWasAskedByItselfMakesRoomForTheAttack() {
        ObjectNode record = Examples.phishing();
        ArrayNode timeline = (ArrayNode) record.at("/unmapped/timeline");
        for (int i = 0; i < 30; i++) {
            timeline.addObject()
                    .put("time", "2026-02-03T09:40:00Z")
                    .put("kind", "answer")
                    .put("uid", "fu-1")
                    .put("what", "an ordinary sign-in");
        }

        assertThat(report(record, 100, 15))
                .contains("Sign-in from an unfamiliar country (medium)", "30 moments of what was asked by itself")
                .doesNotContain("an ordinary sign-in");
        assertThat(report(record, 100, 100)).contains("an ordinary sign-in");
    }

    @Test
    void anEntityIsNamedOnceWhateverNamesTheFindingsHaveForIt() {
        ObjectNode record = Examples.phishing();
        ((ObjectNode) record.at("/unmapped/entities/3"))
                .put("value", "mde:d1")
                .putArray("aliases")
                .add("host:ws")
                .add("ws.contoso.example");
        ArrayNode shared = (ArrayNode) record.at("/unmapped/joins/0/shared");
        for (String name : List.of("mde:d1", "host:ws", "ws.contoso.example")) {
            shared.addObject().put("kind", "device").put("value", name).put("strength", "medium");
        }

        assertThat(report(record, 200, 15))
                .contains("ip 203.0.113.7 (weak), device ws.contoso.example (medium); sure to 0.85")
                .contains("ws.contoso.example (mde:d1): in 1 finding");
    }

    @Test
    void aJoinedIncidentIsCalledOne() {
        ObjectNode record = Examples.phishing();
        ((ObjectNode) record.at("/unmapped/joins/0")).put("with", "41");

        assertThat(report(record, 100, 15)).contains("[3]   Microsoft's incident 41");
    }

    @Test
    void whatTheRecordLeavesOutIsSaid() {
        ObjectNode record = Examples.phishing();
        record.withObject("/unmapped/omitted")
                .put("findings", 9_900)
                .put("entities", 1)
                .put("joins", 9_400)
                .put("timeline", 0)
                .put("followUps", 3);

        assertThat(report(record, 120, 15))
                .contains("The record leaves out 9900 findings, 1 entity, 9400 joins, 3 follow-ups;");
    }

    @Test
    void nothingThatStrangersWroteSteersTheTerminal() {
        ObjectNode record = Examples.phishing();
        String hostile = "x\u001b[2J\u009b31m\u202e\u0007\ny";
        record.put("message", hostile).put("desc", hostile);
        ((ObjectNode) record.at("/finding_info_list/0")).put("title", hostile);
        ObjectNode user = (ObjectNode) record.at("/unmapped/entities/0");
        user.put("label", hostile).withObject("/context/user").put("department", hostile);
        ((ObjectNode) record.at("/unmapped/messages/0")).put("subject", hostile).put("sender", hostile);
        ((ObjectNode) record.at("/unmapped/timeline/1")).put("what", hostile);
        ((ObjectNode) record.at("/unmapped/followUps/0")).put("summary", hostile);
        ((ObjectNode) record.at("/unmapped/joins/0/shared/0")).put("value", hostile);

        String text = report(record, 100, 15);

        assertThat(text).contains("\\u001b[2J");
        assertThat(text.codePoints().filter(character -> character != '\n').mapToObj(Character::getType))
                .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT);
    }

    private static String report(ObjectNode record, int width, int most) {
        StringWriter out = new StringWriter();
        new InvestigationReport(page(out, width), most)
                .print(new Investigations.Found(Examples.stored(record), List.of()), "contoso", List.of(CHANGE));
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private static Page page(StringWriter out, int width) {
        return new Page(new PrintWriter(out), width);
    }
}
