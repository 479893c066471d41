package io.sluice.sentinel.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.Source;
import io.sluice.polling.finding.AlertEvent;
import io.sluice.polling.finding.MalformedEvent;
import io.sluice.polling.finding.MalformedEvent.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From an alert of Sentinel to a finding. */
class SentinelAlertTest {

    @Test
    void aRowBecomesTheFindingThatDefenderWouldNameAlike() {
        JsonNode finding = Samples.finding(Samples.alert());

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(finding.at("/finding_info/uid").textValue()).isEqualTo("fa410e4342-4bfc-80a3-9600-08dd53ec811c");
        assertThat(finding.at("/finding_info/uid_alt").textValue()).isEqualTo("410e4342-4bfc-80a3-9600-08dd53ec811c");
        assertThat(finding.at("/finding_info/product/name").textValue()).isEqualTo("Microsoft Defender for Office 365");
        assertThat(finding.at("/metadata/product/name").textValue()).isEqualTo("Microsoft Sentinel");
        assertThat(finding.at("/finding_info/first_seen_time_dt").textValue()).isEqualTo("2026-08-01T06:12:44Z");
        assertThat(finding.path("time_dt").textValue()).isEqualTo("2026-08-01T06:52:11.1234567Z");
        assertThat(finding.path("severity_id").intValue()).isEqualTo(3);
        assertThat(finding.path("confidence_id").intValue()).isEqualTo(3);
        assertThat(finding.at("/remediation/desc").textValue()).isEqualTo("Check the mailboxes.\nReset the password.");
        assertThat(finding.at("/malware/0/name").textValue()).isEqualTo("Qakbot");
        assertThat(finding.at("/device/hostname").textValue()).isEqualTo("wks1.contoso.example");
        assertThat(finding.at("/finding_info/attacks").findValuesAsText("uid"))
                .containsExactly("TA0001", "TA0002", "T1566", "T1204", "T1566", "T1566.002");
        assertThat(finding.at("/finding_info/related_events").findValuesAsText("uid"))
                .as("Sentinel's incident, and Defender's that it repeats")
                .containsExactly("7d0b3f9e-0000-4000-8000-000000004711", "98765");
        assertThat(finding.at("/unmapped/ExtendedProperties/Status").textValue())
                .isEqualTo("InvestigationStarted");
        assertThat(finding.at("/unmapped/ResourceId").isMissingNode()).isTrue();
    }

    @Test
    void everyValueArrives() {
        assertThat(OpenedLeaves.missing(Samples.alert(), Samples.finding(Samples.alert())))
                .isEmpty();
        JsonNode fromAzure = Samples.finding(Samples.rawArm(Samples.armAlert()));
        assertThat(Fixtures.errors(fromAzure)).isEmpty();
        assertThat(OpenedLeaves.missing(Samples.armAlert(), fromAzure)).isEmpty();
    }

    @Test
    void everyKindOfEntityIsEvidence() {
        JsonNode evidences = Samples.finding(Samples.alert()).path("evidences");

        assertThat(Samples.texts(names(evidences)))
                .containsExactly(
                        "account",
                        "host",
                        "ip",
                        "mailMessage",
                        "process",
                        "process",
                        "file",
                        "filehash",
                        "url",
                        "mailbox",
                        "mailCluster",
                        "cloud-application",
                        "azure-resource",
                        "registry-value",
                        "registry-key",
                        "malware",
                        "dns",
                        "security-group",
                        "submissionMail",
                        "iotdevice",
                        "quantum-flux",
                        "");
        assertThat(evidences.at("/0/user/email_addr").textValue()).isEqualTo("anna@contoso.example");
        assertThat(evidences.at("/0/device/uid").textValue()).isEqualTo("d0d0");
        assertThat(evidences.at("/1/device/ip").textValue()).isEqualTo("203.0.113.7");
        assertThat(evidences.at("/3/uid").textValue()).isEqualTo("0f0e0d0c-0000-4000-8000-000000000005");
        assertThat(evidences.at("/3/email/from").textValue()).isEqualTo("x@evil.example");
        assertThat(evidences.at("/3/email/to/0").textValue()).isEqualTo("anna@contoso.example");
        assertThat(evidences.at("/4/process/pid").intValue()).isEqualTo(420);
        assertThat(evidences.at("/4/process/file/hashes").findValuesAsText("value"))
                .containsExactly("e3b0c442", "d41d8cd9");
        assertThat(evidences.at("/4/process/user/name").textValue()).isEqualTo("anna");
        assertThat(evidences.at("/4/process/parent_process/name").textValue()).isEqualTo("cmd.exe");
        assertThat(evidences.at("/4/device/hostname").textValue()).isEqualTo("wks1.contoso.example");
        assertThat(evidences.at("/5/process/pid").intValue())
                .as("listed by a reference")
                .isEqualTo(99);
        assertThat(evidences.at("/5/data/ImageFile").isMissingNode())
                .as("not written out again")
                .isTrue();
        assertThat(evidences.at("/8/url/port").intValue()).isEqualTo(8443);
        assertThat(evidences.at("/11/resources/0/uid").textValue()).isEqualTo("20892");
        assertThat(evidences.at("/13/reg_value/path").textValue()).isEqualTo("HKEY_LOCAL_MACHINE\\SOFTWARE\\Run");
        assertThat(evidences.at("/15/file/name").textValue()).isEqualTo("a.exe");
        assertThat(evidences.at("/16/dst_endpoint/ip").textValue()).isEqualTo("203.0.113.7");
        assertThat(evidences.at("/19/device/type").textValue()).isEqualTo("IOT");
        assertThat(evidences.at("/21/data/$ref").textValue()).isEqualTo("nowhere");
    }

    @Test
    void whatOneSearchesForIsObservable() {
        JsonNode observables = Samples.finding(Samples.alert()).path("observables");

        assertThat(observables.findValuesAsText("value"))
                .contains("e3b0c442", "d41d8cd9", "evil.example", "00:11:22:33:44:55", "203.0.113.7", "a.exe -x");
    }

    private static JsonNode names(JsonNode evidences) {
        var names = JsonNodeFactory.instance.arrayNode();
        evidences.forEach(evidence -> names.add(evidence.path("name").asText("")));
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "New, 1, 1",
        "InProgress, 2, 1",
        "Dismissed, 3, 3",
        "Resolved, 4, 3",
        "Unknown, 0, 1",
        "SomethingNew, 99, 1"
    })
    void theStatusKeepsMicrosoftsWordBesideItsNumber(String word, int id, int activity) {
        JsonNode finding = Samples.finding(Samples.alert().put("Status", word));

        assertThat(finding.path("status_id").intValue()).isEqualTo(id);
        assertThat(finding.path("status").textValue()).isEqualTo(word);
        assertThat(finding.path("activity_id").intValue()).isEqualTo(activity);
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @Test
    void anAlertOfARuleNamesTheRule() {
        JsonNode finding = Samples.finding(Samples.ruleAlert(Samples.object("{\"Query\": \"SigninLogs\"}")));

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(finding.at("/finding_info/uid").textValue()).isEqualTo("sn410e4342-4bfc-80a3-9600-08dd53ec811c");
        assertThat(finding.at("/finding_info/analytic/uid").textValue())
                .isEqualTo("22222222-2222-4222-8222-222222222222");
        assertThat(finding.at("/finding_info/analytic/type").textValue()).isEqualTo("Rule");
        assertThat(finding.at("/finding_info/product/name").textValue()).isEqualTo("Microsoft Sentinel");
    }

    @Test
    void theCompromisedEntityStandsInForEntitiesUnlessItIsOnlyTheColumnsName() {
        assertThat(compromised("anna@contoso.example").at("/0/user/email_addr").textValue())
                .isEqualTo("anna@contoso.example");
        assertThat(compromised("10.1.2.3").at("/0/src_endpoint/ip").textValue()).isEqualTo("10.1.2.3");
        assertThat(compromised("vm-7").at("/0/resources/0/name").textValue()).isEqualTo("vm-7");
        assertThat(compromised("CompromisedEntity").isMissingNode()).isTrue();
    }

    private static JsonNode compromised(String name) {
        JsonNode finding = Samples.finding(Samples.alert("[]").put("CompromisedEntity", name));
        assertThat(Fixtures.errors(finding)).isEmpty();
        return finding.path("evidences");
    }

    @Test
    void entitiesThatWereCutOffStayAsTheyAre() {
        ObjectNode alert = Samples.alert("[{\"$id\":\"2\",\"Type\":\"acc").put("CompromisedEntity", "");

        JsonNode finding = Samples.finding(alert);

        assertThat(finding.has("evidences")).isFalse();
        assertThat(OpenedLeaves.missing(alert, finding)).isEmpty();
    }

    @Test
    void whatIsWrittenAnewWithoutSayingAnythingNewIsNoNewVersion() {
        ObjectNode alert = Samples.alert();
        ObjectNode again = Samples.alert();
        again.put("TimeGenerated", "2026-08-01T07:52:11Z").put("ProcessingEndTime", "2026-08-01T07:52:10Z");
        again.put("ExtendedProperties", "{\"Category\":\"InitialAccess\",\"Status\":\"InvestigationStarted\"}");
        ObjectNode opened = alert.deepCopy();
        opened.set("Entities", Samples.array(Samples.ENTITIES));
        opened.putNull("ResourceId");

        assertThat(Samples.version(Samples.raw(again))).isEqualTo(Samples.version(Samples.raw(alert)));
        assertThat(Samples.version(Samples.raw(opened)))
                .as("JSON in a text or not")
                .isEqualTo(Samples.version(Samples.raw(alert)));
        assertThat(Samples.version(Samples.raw(Samples.alert().put("Status", "Resolved"))))
                .isNotEqualTo(Samples.version(Samples.raw(alert)));
        assertThat(Samples.version(Samples.raw(Samples.alert("[{\"Type\":\"ip\",\"Address\":\"1.2.3.4\"}]"))))
                .isNotEqualTo(Samples.version(Samples.raw(alert)));
    }

    @Test
    void whatAzureWritesAnewIsNoNewVersionEither() {
        ObjectNode again = Samples.armAlert().put("etag", "2");
        again.withObject("properties")
                .put("timeGenerated", "2026-08-01T08:00:00Z")
                .put("processingEndTime", "x");
        ObjectNode changed = Samples.armAlert();
        changed.withObject("properties").put("status", "Resolved");

        assertThat(Samples.version(Samples.rawArm(again)))
                .isEqualTo(Samples.version(Samples.rawArm(Samples.armAlert())));
        assertThat(Samples.version(Samples.rawArm(changed)))
                .isNotEqualTo(Samples.version(Samples.rawArm(Samples.armAlert())));
    }

    @Test
    void bothInterfacesTellOfOneAlert() throws MalformedEvent {
        assertThat(AlertEvent.of(Samples.rawArm(Samples.armAlert()), SentinelShape.ALL)
                        .key())
                .isEqualTo(AlertEvent.of(Samples.raw(Samples.alert()), SentinelShape.ALL)
                        .key())
                .isEqualTo(Samples.TENANT + "/fa410e4342-4bfc-80a3-9600-08dd53ec811c");
    }

    @Test
    void anAlertWithoutAnIncidentIsAnAlert() {
        JsonNode finding = Samples.finding(new RawAlert(
                Samples.TENANT,
                Samples.CONNECTION,
                Source.SENTINEL_LOG_ANALYTICS,
                Samples.READ_AT,
                JsonNodeFactory.instance.nullNode(),
                Samples.alert()));

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(finding.at("/finding_info/related_events").isMissingNode()).isTrue();
    }

    @Test
    void whatCannotBeToldApartOrPutInOrderIsMalformed() {
        assertMalformed(Samples.raw(JsonNodeFactory.instance.arrayNode()), Reason.NOT_AN_OBJECT);
        assertMalformed(Samples.raw(JsonNodeFactory.instance.objectNode()), Reason.MISSING_ID);
        assertMalformed(Samples.raw(Samples.alert().put("TimeGenerated", "soon")), Reason.BAD_TIME);
        assertMalformed(Samples.rawArm(JsonNodeFactory.instance.objectNode()), Reason.MISSING_ID);
    }

    private static void assertMalformed(RawAlert raw, Reason reason) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> AlertEvent.of(raw, SentinelShape.ALL))
                .satisfies(malformed -> assertThat(malformed.reason()).isEqualTo(reason));
    }
}
