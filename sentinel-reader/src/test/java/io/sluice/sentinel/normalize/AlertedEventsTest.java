package io.sluice.sentinel.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** Alerts of rules that name no entities. */
class AlertedEventsTest {

    @Test
    void theRowThatARuleFoundIsEvidence() {
        JsonNode finding = finding(properties("["
                + quoted("{\"UserPrincipalName\":\"anna@contoso.example\",\"IPAddress\":\"192.0.2.7\",\"City\":\"X\"}")
                + "]"));

        JsonNode evidence = finding.at("/evidences/0");
        assertThat(evidence.at("/user/email_addr").textValue()).isEqualTo("anna@contoso.example");
        assertThat(evidence.at("/src_endpoint/ip").textValue()).isEqualTo("192.0.2.7");
        assertThat(evidence.at("/data/City").textValue()).isEqualTo("X");
        assertThat(finding.at("/unmapped/ExtendedProperties/Query").isTextual())
                .as("the query stays")
                .isTrue();
    }

    @Test
    void severalRowsAreSeveral() {
        String rows = "[" + quoted("{\"Computer\":\"wks1\"}") + ", "
                + quoted("{\"SHA256\":\"e3b0\",\"FileName\":\"a.exe\"}") + "]";

        JsonNode evidences = finding(properties(rows)).path("evidences");

        assertThat(evidences).hasSize(2);
        assertThat(evidences.at("/0/device/hostname").textValue()).isEqualTo("wks1");
        assertThat(evidences.at("/1/file/hashes/0/value").textValue()).isEqualTo("e3b0");
    }

    @Test
    void detailsThatTheRulesAuthorChoseAreEvidenceWhereTheirNamesTell() {
        ObjectNode properties = Samples.object("{\"Query\": \"SigninLogs | take 1\"}")
                .put(
                        "Custom Details",
                        "{\"Account\":[\"CONTOSO\\\\anna\"],\"ClientIP\":[\"192.0.2.7\",\"192.0.2.8\"],\"Mood\":[\"bad\"]}");

        JsonNode finding = finding(properties);

        assertThat(finding.path("evidences")).hasSize(3);
        assertThat(finding.path("observables").findValuesAsText("value")).contains("anna", "192.0.2.7", "192.0.2.8");
    }

    @Test
    void propertiesWithTellingNamesAreEvidence() {
        JsonNode finding = finding(Samples.object(
                "{\"Client IP Address\": \"192.0.2.7\", \"User Name\": \"anna\", \"Severity rank\": \"7\"}"));

        assertThat(finding.at("/evidences/0/src_endpoint/ip").textValue()).isEqualTo("192.0.2.7");
        assertThat(finding.at("/evidences/0/user/name").textValue()).isEqualTo("anna");
    }

    @Test
    void aUserIdThatIsAPrincipalNameNamesAPerson() {
        JsonNode finding = finding(properties("["
                + quoted(
                        "{\"UserId\":\"anna@contoso.example\",\"ClientIP\":\"192.0.2.7\",\"Operation\":\"FileDownloaded\"}")
                + "]"));

        assertThat(finding.at("/evidences/0/user/email_addr").textValue()).isEqualTo("anna@contoso.example");
        assertThat(finding.at("/evidences/0/user/name").textValue()).isEqualTo("anna@contoso.example");
        assertThat(finding.path("observables").findValuesAsText("value")).contains("anna@contoso.example");
    }

    @Test
    void aUserIdThatIsAnyOtherIdIsData() {
        JsonNode evidence = finding(properties(
                        "[" + quoted("{\"UserId\":\"aaaa0000-0000-4000-8000-000000000001\",\"Files\":\"201\"}") + "]"))
                .at("/evidences/0");

        assertThat(evidence.has("user")).isFalse();
        assertThat(evidence.at("/data/UserId").textValue()).isEqualTo("aaaa0000-0000-4000-8000-000000000001");
    }

    @Test
    void theTargetOfAChangeIsThePersonWhereNobodyElseIs() {
        JsonNode evidences = finding(properties("["
                        + quoted(
                                "{\"OperationName\":\"Add member to role\",\"TargetUserPrincipalName\":\"bob@contoso.example\"}")
                        + ", "
                        + quoted(
                                "{\"TargetUserPrincipalName\":\"bob@contoso.example\",\"UserPrincipalName\":\"anna@contoso.example\"}")
                        + ", "
                        + quoted("{\"TargetUserPrincipalName\":\"bob@contoso.example\",\"AccountName\":\"anna\"}")
                        + "]"))
                .path("evidences");

        assertThat(evidences.at("/0/user/email_addr").textValue()).isEqualTo("bob@contoso.example");
        assertThat(evidences.at("/1/user/email_addr").textValue()).isEqualTo("anna@contoso.example");
        assertThat(evidences.at("/2/user/name").textValue()).isEqualTo("anna");
        assertThat(evidences.at("/2/user").has("email_addr")).isFalse();
    }

    @Test
    void aPersonInADetailOrAPropertyIsEvidenceToo() {
        ObjectNode details = Samples.object("{\"Query\": \"AuditLogs | take 1\"}")
                .put("Custom Details", "{\"TargetUserPrincipalName\":[\"bob@contoso.example\"]}");

        assertThat(finding(details).at("/evidences/0/user/email_addr").textValue())
                .isEqualTo("bob@contoso.example");
        assertThat(finding(Samples.object("{\"User Id\": \"anna@contoso.example\"}"))
                        .at("/evidences/0/user/email_addr")
                        .textValue())
                .isEqualTo("anna@contoso.example");
    }

    @Test
    void anAlertOfAzureHasThemToo() {
        ObjectNode alert = Samples.armAlert();
        alert.withObject("properties").set("additionalData", properties("[" + quoted("{\"Computer\":\"wks1\"}") + "]"));

        assertThat(Samples.finding(Samples.rawArm(alert))
                        .at("/evidences/0/device/hostname")
                        .textValue())
                .isEqualTo("wks1");
    }

    @Test
    void entitiesComeFirst() {
        ObjectNode alert = Samples.ruleAlert(properties("[" + quoted("{\"Computer\":\"wks1\"}") + "]"))
                .put("Entities", "[{\"Type\":\"ip\",\"Address\":\"192.0.2.9\"}]");

        assertThat(Samples.finding(alert).path("evidences")).hasSize(1);
    }

    /** A thousandfold, as small as zlib can make it. */
    @Test
    void whatGrowsBeyondAllMeasureStaysCompressed() {
        String bomb = "{\"Computer\":\"" + "a".repeat(64 * 1024 * 1024) + "\"}";

        JsonNode finding = finding(properties("[" + quoted(bomb) + ", " + quoted("{\"Computer\":\"wks1\"}") + "]"));

        assertThat(finding.path("evidences")).hasSize(1);
        assertThat(finding.at("/evidences/0/device/hostname").textValue()).isEqualTo("wks1");
    }

    @Test
    void whatIsNoCompressedRowIsAText() {
        for (String rows : new String[] {
            "['eAEtjkFP']",
            "['%%%']",
            "['",
            "[]",
            "",
            "[" + quoted("[1]") + "]",
            "[" + quoted("no json") + "]",
            "['" + "A"
        }) {
            assertThat(finding(properties(rows)).has("evidences")).as(rows).isFalse();
        }
    }

    private static JsonNode finding(ObjectNode properties) {
        ObjectNode alert = Samples.ruleAlert(properties);
        JsonNode finding = Samples.finding(alert);
        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(OpenedLeaves.missing(alert, finding)).isEmpty();
        return finding;
    }

    private static ObjectNode properties(String rows) {
        return Samples.object("{\"Query Period\": \"05:00:00\"}")
                .put(
                        "Query",
                        "set query_now = datetime(2026-08-01);\nlet alertedEvent = datatable(compressedRec: string)\n"
                                + rows
                                + "\n| extend raw = todynamic(zlib_decompress_from_base64_string(compressedRec))");
    }

    private static String quoted(String row) {
        byte[] input = row.getBytes(UTF_8);
        byte[] output = new byte[input.length / 100 + 1024];
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(input);
            deflater.finish();
            int length = deflater.deflate(output);
            return "'" + Base64.getEncoder().encodeToString(Arrays.copyOf(output, length)) + "'";
        }
    }
}
