package io.sluice.enrichment.stream;

import static io.sluice.enrichment.stream.AlertEvent.TENANT;
import static io.sluice.enrichment.stream.AlertEvent.alert;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoiningTest {

    private static final String NMID = "a1b2c3d4-0000-4000-8000-00000000abcd";
    private static final String HASH = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Correlation correlation = new Correlation();

    @AfterEach
    void close() {
        correlation.close();
    }

    @Test
    void alertsOfOneIncidentAreOneInvestigation() {
        correlation.put(alert("a").in("4711"), alert("b").in("4711"), alert("c").in("4712"));

        assertThat(correlation.groups()).containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void eventThatARuleFoundNamesPeopleInWordsOfItsOwn() {
        correlation.put(alert("a").with("""
                {"name":"Event","verdict_id":0,"data":{"UserId":"Ann@contoso.com","Operation":"FileDownloaded"}}"""));

        assertThat(correlation.holding("a").at("/unmapped/entities").findValuesAsText("id"))
                .containsExactly("user:ann@contoso.com");
    }

    @Test
    void digestWithoutAFileJoins() {
        correlation.put(alert("a").file(HASH), alert("b").with("""
                        {"name":"filehash","verdict_id":4,"data":{"Algorithm":"SHA256","Value":"%s"}}""".formatted(HASH)));

        assertThat(correlation.groups()).containsExactly(List.of("a", "b"));
    }

    @Test
    void tenantsAreKeptApart() {
        correlation.put(
                alert("a").in("4711"),
                alert("b").of("0f4a2a4e-0000-4000-8000-000000000002").in("4711"));

        assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void incidentThatWasMergedIntoAnotherJoinsBothAndTheYoungerInvestigationEndsInTheOlder() {
        correlation.put(alert("a").in("4711"), alert("b").in("4712").after(MINUTE));
        String older = Correlation.id(correlation.holding("a"));
        String younger = Correlation.id(correlation.holding("b"));

        correlation.put(Events.incident(TENANT, "4712", 1, "4711"));
        correlation.put(alert("a").in("4711").version(2).titled("Again"));

        assertThat(correlation.groups()).containsExactly(List.of("a", "b"));
        assertThat(Correlation.id(correlation.holding("b"))).isEqualTo(older);
        List<JsonNode> ends = correlation.values(Topics.INVESTIGATIONS).stream()
                .filter(record -> record.at("/unmapped/state").asText().equals("merged"))
                .toList();
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(Correlation.id(end)).isEqualTo(younger);
            assertThat(end.at("/unmapped/mergedInto").asText()).isEqualTo(older);
            assertThat(Correlation.uids(end)).isEmpty();
        });
        assertThat(correlation.values(Topics.INVESTIGATION_CHANGES))
                .filteredOn(change -> change.path("kind").asText().equals("merged"))
                .singleElement()
                .satisfies(change -> assertThat(change.at("/changes/0").asText())
                        .isEqualTo("found to be one with the investigation " + older));
    }

    @Test
    void userAndDeviceJoinWithinTheWindow() {
        correlation.put(
                alert("a").user("ann").device("pc1"),
                alert("b").user("ann").device("pc1").after(Duration.ofHours(2)));

        assertThat(correlation.groups()).containsExactly(List.of("a", "b"));
    }

    @Test
    void userAndDeviceDoNotJoinOutsideTheWindow() {
        correlation.put(
                alert("a").user("ann").device("pc1"),
                alert("b").user("ann").device("pc1").after(Duration.ofMinutes(121)));

        assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void userAloneDoesNotJoinHoweverManyNamesAreShared() {
        String oid = "11111111-2222-4333-8444-555555555551";
        String sid = "S-1-5-21-1004336348-1177238915-682003330-1001";
        correlation.put(alert("a").knownUser("ann", oid, sid), alert("b").knownUser("ann", oid, sid));

        assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void userAndTheUsersMailboxAreOneSide() {
        correlation.put(
                alert("a").user("ann").mailbox("ann"), alert("b").user("ann").mailbox("ann"));

        assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void twoFactsThatDifferentAlertsShareDoNotAddUp() {
        correlation.put(
                alert("a").user("ann").device("pc1"),
                alert("b").user("ann"),
                alert("c").device("pc1"));

        assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("b"), List.of("c"));
    }

    @Test
    void messageJoinsAtAnyTime() {
        correlation.put(
                alert("a").message(NMID),
                alert("b").message(NMID.toUpperCase(Locale.ROOT)).after(Duration.ofDays(9)));

        assertThat(correlation.groups()).containsExactly(List.of("a", "b"));
    }

    @Test
    void fileJoinsAtAnyTime() {
        correlation.put(
                alert("a").file(HASH),
                alert("b").file(HASH.toUpperCase(Locale.ROOT)).after(Duration.ofDays(9)));

        assertThat(correlation.groups()).containsExactly(List.of("a", "b"));
    }

    @Test
    void programOfWindowsJoinsNothing() {
        correlation.put(alert("a").systemProgram(HASH), alert("b").systemProgram(HASH));

        assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void programOfWindowsIsNoSuspectBecauseSomebodyKeepsACopyElsewhere() {
        correlation.put(
                alert("a").systemProgram(HASH),
                alert("b").systemProgram(HASH),
                alert("c").file(HASH));

        assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("b"), List.of("c"));
    }

    @Test
    void addressThatNobodySuspectsIsALinkToTheOthers() {
        correlation.put(alert("a").user("ann").ip("198.51.100.7", 0));
        correlation.put(alert("b").user("ann").ip("198.51.100.7", 0));

        assertThat(correlation.groups()).containsExactly(List.of("a"), List.of("b"));
        assertThat(correlation.holding("a").at("/unmapped/links/0/findings/0").asText())
                .isEqualTo("b");
        assertThat(correlation.holding("b").at("/unmapped/links/0/findings/0").asText())
                .isEqualTo("a");
    }

    @Test
    void suspectedAddressAndTheSameUserJoinAlsoThoseThatDidNotSuspectIt() {
        correlation.put(alert("a").user("ann").ip("198.51.100.7", 0));
        correlation.put(alert("b").user("ann").ip("198.51.100.7", 0));

        correlation.put(alert("c").ip("198.51.100.7", 2));

        assertThat(correlation.groups()).containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void quarantinedMessageBelongsToTheAlertThatNamesIt() {
        correlation.put(
                Events.quarantined(TENANT, "somebody-else", NMID, "ann@contoso.com", AlertEvent.MORNING),
                alert("a").message(NMID).event());

        JsonNode investigation = correlation.holding("a");
        assertThat(investigation.at("/unmapped/messages/0/subject").asText()).isEqualTo("Overdue");
        assertThat(investigation.at("/unmapped/messages/0/recipients/0").asText())
                .isEqualTo("ann@contoso.com");
        assertThat(investigation.at("/unmapped/timeline").findValuesAsText("what"))
                .containsExactly("Received: Overdue", "Alert a");
    }

    @Test
    void messageAloneIsNoInvestigation() {
        correlation.put(
                Events.quarantined(TENANT, "somebody-else", NMID, "ann@contoso.com", AlertEvent.MORNING),
                Events.incident(TENANT, "4711", 1));

        assertThat(correlation.newest()).isEmpty();
    }

    @Test
    void bothSourcesOfAnAlertAreOneAlertWithBothProducts() {
        correlation.put(
                alert("a").from("sentinel-log-analytics", "Microsoft Sentinel").user("ann"),
                alert("a")
                        .from("defender-xdr", "Microsoft Defender")
                        .titled("As Defender says")
                        .device("pc1"));

        JsonNode investigation = correlation.holding("a");
        assertThat(investigation.at("/unmapped/alerts").intValue()).isEqualTo(1);
        assertThat(investigation.at("/unmapped/products").toString())
                .isEqualTo("[\"Microsoft Defender\",\"Microsoft Sentinel\"]");
        assertThat(investigation.path("message").asText()).isEqualTo("As Defender says");
        assertThat(investigation.at("/unmapped/entities").findValuesAsText("id"))
                .contains("user:ann@contoso.com", "device:pc1.contoso.com");
    }

    @Test
    void eachJoinNamesKindStrengthValueAndTime() {
        correlation.put(
                alert("a").user("ann").device("pc1").ip("198.51.100.7", 0),
                alert("b").user("ann").device("pc1").ip("198.51.100.7", 0).after(MINUTE));

        JsonNode joins = correlation.holding("a").at("/unmapped/joins");
        assertThat(joins).hasSize(1);
        JsonNode join = joins.get(0);
        assertThat(join.path("finding").asText()).isEqualTo("b");
        assertThat(join.path("with").asText()).isEqualTo("a");
        assertThat(join.path("time").asText()).isEqualTo("2026-05-04T08:01:00Z");
        assertThat(join.path("confidence").doubleValue()).isEqualTo(0.84);
        assertThat(join.path("shared"))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"kind\":\"user\",\"value\":\"ann@contoso.com\",\"strength\":\"medium\"}",
                        "{\"kind\":\"device\",\"value\":\"pc1.contoso.com\",\"strength\":\"medium\"}",
                        "{\"kind\":\"ip\",\"value\":\"198.51.100.7\",\"strength\":\"weak\"}");
    }

    @Test
    void changesSayWhatCameAndWhy() {
        correlation.put(alert("a").user("ann").device("pc1"));
        correlation.put(alert("b").user("ann").device("pc1").severity(4).after(MINUTE));

        List<JsonNode> changes = correlation.values(Topics.INVESTIGATION_CHANGES);
        assertThat(changes.get(1).path("changes"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "alert 'Alert b' (Microsoft Defender for Endpoint), which shares user ann@contoso.com and device"
                                + " pc1.contoso.com with a",
                        "severity: Medium -> High",
                        "title: Alert a -> Alert b",
                        "score: 25 -> 40");
        assertThat(Correlation.header(correlation.written(Topics.INVESTIGATIONS).get(1), "ce_changes"))
                .contains("severity: Medium -> High");
    }

    @Test
    void scoreIsTheSumOfItsParts() {
        correlation.put(
                alert("a")
                        .in("4711")
                        .severity(4)
                        .tactics("Initial Access", "Execution")
                        .verdict(2),
                alert("b")
                        .in("4711")
                        .from("sentinel-log-analytics", "Microsoft Sentinel")
                        .tactics("Impact"));

        JsonNode score = correlation.holding("a").at("/unmapped/score");
        assertThat(score.path("parts").findValuesAsText("factor"))
                .containsExactly("severity", "products", "killChain", "verdict");
        assertThat(score.path("parts").findValues("points").stream()
                        .mapToInt(JsonNode::intValue)
                        .sum())
                .isEqualTo(score.path("value").intValue())
                .isEqualTo(40 + 8 + 8 + 10);
    }

    @Test
    void sameAgainIsNotWrittenAgain() {
        correlation.put(alert("a").user("ann"));

        correlation.put(alert("a").user("ann"), alert("a").user("ann").version(2));

        assertThat(correlation.written(Topics.INVESTIGATIONS)).hasSize(1);
    }
}
