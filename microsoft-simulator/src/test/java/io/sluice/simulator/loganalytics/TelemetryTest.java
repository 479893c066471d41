package io.sluice.simulator.loganalytics;

import static io.sluice.simulator.Simulator.CONTOSO;
import static io.sluice.simulator.Simulator.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.surface.Workspaces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the logs of a workspace and of advanced hunting tell, and how answers of queries can fail. */
@QuarkusTest
class TelemetryTest {

    private String token = "";
    private String hunter = "";
    private String path = "";

    @BeforeEach
    void registerApplications() {
        token = Simulator.tokenWith(CONTOSO, "https://api.loganalytics.io", "Data.Read");
        hunter = Simulator.tokenWith(CONTOSO, "https://graph.microsoft.com", "ThreatHunting.Read.All");
        path = "/v1/workspaces/" + Workspaces.of(CONTOSO).get("workspaceId") + "/query";
    }

    @AfterEach
    void endFaults() {
        order().delete("/faults");
    }

    private ValidatableResponse query(String text, String prefer) {
        return Simulator.ask()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .header("Prefer", prefer)
                .body(Map.of("query", text))
                .post(path)
                .then();
    }

    private List<List<Object>> rows(String text) {
        return query(text, "wait=60").statusCode(200).extract().path("tables[0].rows");
    }

    private ValidatableResponse hunt(String text) {
        return Simulator.ask()
                .auth()
                .oauth2(hunter)
                .contentType("application/json")
                .body(Map.of("Query", text))
                .post("/v1.0/security/runHuntingQuery")
                .then();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SigninLogs",
                "AADNonInteractiveUserSignInLogs",
                "EmailEvents",
                "EmailUrlInfo",
                "EmailAttachmentInfo",
                "UrlClickEvents",
                "DeviceProcessEvents",
                "DeviceFileEvents",
                "DeviceLogonEvents",
                "AuditLogs",
                "BehaviorAnalytics",
                "Anomalies",
                "SecurityIncident",
                "SecurityAlert",
            })
    void everyTableOfTheWorkspaceHasRowsThatCouldBeQueriedAfterTheyHappened(String table) {
        assertThat(rows(table
                        + " | where ingestion_time() >= TimeGenerated and ingestion_time() <= now() | summarize n = count()"
                        + " | where n > 0"))
                .hasSize(1);
        assertThat(rows(table + " | where Type != '" + table + "'")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EntraIdSignInEvents",
                "EmailEvents",
                "EmailUrlInfo",
                "EmailAttachmentInfo",
                "UrlClickEvents",
                "DeviceProcessEvents",
                "DeviceFileEvents",
                "DeviceLogonEvents",
                "AlertInfo",
                "AlertEvidence",
                "CloudAppEvents",
                "BehaviorInfo",
            })
    void everyTableOfHuntingHasRows(String table) {
        hunt(table + " | top 3 by Timestamp desc")
                .statusCode(200)
                .body("schema[0].name", equalTo("Timestamp"))
                .body("schema[0].type", equalTo("DateTime"))
                .body("results", hasSize(3));
    }

    @Test
    void aMessageOfAnAlertIsInTheLogOfMailUnderTheSameIdWithItsLinksAndAttachments() {
        assertThat(rows("""
                SecurityAlert
                | where TimeGenerated < ago(3m) // what happened may be in its log some time after the alert
                | mv-expand E = parse_json(Entities)
                | where tostring(E.Type) == "mailMessage" and DisplayName has "removed after delivery"
                | distinct Id = tostring(E.NetworkMessageId)
                | join kind=leftanti (EmailEvents | where LatestDeliveryLocation == "Quarantine") on $left.Id == $right.NetworkMessageId
                """)).isEmpty();
        assertThat(rows("EmailEvents | where UrlCount > 0 | join kind=leftanti EmailUrlInfo on NetworkMessageId"))
                .isEmpty();
        assertThat(
                        rows(
                                "EmailEvents | where AttachmentCount > 0 | join kind=leftanti EmailAttachmentInfo on NetworkMessageId"))
                .isEmpty();
    }

    @Test
    void whoWasAttackedSignedInFromTheAddressOfTheAlert() {
        assertThat(rows("""
                SecurityAlert
                | where TimeGenerated < ago(3m) // what happened may be in its log some time after the alert
                | where DisplayName == "Anonymous IP address"
                | mv-expand E = parse_json(Entities)
                | where tostring(E.Type) == "ip"
                | distinct Address = tostring(E.Address)
                | join kind=leftanti (SigninLogs | where RiskState == "atRisk") on $left.Address == $right.IPAddress
                """)).isEmpty();
    }

    @Test
    void theFileOfAnAlertWasWrittenToTheDisk() {
        assertThat(rows("""
                SecurityAlert
                | where TimeGenerated < ago(3m) // what happened may be in its log some time after the alert
                | where DisplayName == "Suspicious file dropped and executed"
                | mv-expand E = parse_json(Entities)
                | where tostring(E.Type) == "filehash"
                | distinct Hash = tostring(E.Value)
                | join kind=leftanti DeviceFileEvents on $left.Hash == $right.SHA256
                """)).isEmpty();
    }

    @Test
    void huntingNeedsItsRoleAndRefusesInItsOwnWords() {
        String other = Simulator.tokenWith(CONTOSO, "https://graph.microsoft.com", "SecurityAlert.Read.All");
        Simulator.ask()
                .auth()
                .oauth2(other)
                .contentType("application/json")
                .body(Map.of("Query", "AlertInfo"))
                .post("/v1.0/security/runHuntingQuery")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("Forbidden"));
        hunt("SigninLogs | take 1")
                .statusCode(400)
                .body("error.code", equalTo("BadRequest"))
                .body("error.message", containsString("Fix semantic errors in your query"));
        hunt("AlertInfo | tak 1")
                .statusCode(400)
                .body("error.message", containsString("Fix syntax errors in your query"));
        hunt(" ").statusCode(400);
    }

    @Test
    void theErrorOfAQueryIsNestedAsTheServiceNestsIt() {
        query("SigninLogs\n| wher x", "")
                .statusCode(400)
                .body("error.code", equalTo("BadArgumentError"))
                .body("error.innererror.code", equalTo("SyntaxError"))
                .body("error.innererror.innererror.code", equalTo("SYN0002"))
                .body("error.innererror.innererror.line", equalTo(2))
                .body("error.innererror.innererror.token", equalTo("wher"));
    }

    @Test
    void anAnswerThatIsTooLongEndsWithAnErrorAfterItsRows() {
        ValidatableResponse answer =
                query("range i from 1 to 500001 step 1", "").statusCode(200);
        answer.body("tables[0].rows.size()", equalTo(500_000))
                .body("error.code", equalTo("PartialError"))
                .body("error.details[0].innererror.message", containsString("E_QUERY_RESULT_SET_TOO_LARGE"));
    }

    @Test
    void statisticsAndRenderingAreGivenOnRequest() {
        query("range i from 1 to 3 step 1 | render timechart", "include-statistics=true,include-render=true")
                .statusCode(200)
                .body("render.visualization", equalTo("timechart"))
                .body("statistics.query.datasetStatistics[0].tableRowCount", equalTo(3));
        query("print 1", "").statusCode(200).body("statistics", equalTo(null));
    }

    @Test
    void queriesTimeOutAsTheyWere() {
        query("range i from 1 to 1000000000000 step 1 | count", "wait=1")
                .statusCode(504)
                .body("error.code", equalTo("GatewayTimeout"));
    }

    @Test
    void aPartialAnswerAndATimeOutCanBeOrdered() {
        order().body("{\"kind\":\"PARTIAL\",\"count\":1}")
                .put("/faults/contoso/loganalytics")
                .then()
                .statusCode(204);
        query("range i from 1 to 10 step 1", "")
                .statusCode(200)
                .body("tables[0].rows.size()", equalTo(5))
                .body("error.code", equalTo("PartialError"));
        order().body("{\"kind\":\"TIMEOUT\",\"count\":1}")
                .put("/faults/contoso/loganalytics")
                .then()
                .statusCode(204);
        query("print 1", "").statusCode(504);
        query("print 1", "").statusCode(200);
    }

    @Test
    void aFuzzyUnionThatLeavesATableOutWarns() {
        query("union isfuzzy=true (SigninLogs | take 1), (NoSuchTable | take 1)", "")
                .statusCode(200)
                .body("tables[0].rows", hasSize(1))
                .body("error.code", equalTo("PartialError"))
                .body("error.details[0].innererror.severityName", equalTo("Warning"));
        query("union isfuzzy=true NoSuchTable, NorThis", "").statusCode(400);
    }
}
