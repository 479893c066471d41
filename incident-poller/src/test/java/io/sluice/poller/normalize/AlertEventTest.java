package io.sluice.poller.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import io.sluice.checks.finding.Leaves;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.polling.finding.AlertEvent;
import io.sluice.polling.finding.MalformedEvent;
import io.sluice.polling.finding.MalformedEvent.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertEventTest {

    @Test
    void anAlertBecomesAValidDetectionFinding() {
        assertThat(Fixtures.errors(Samples.finding(Samples.alert()))).isEmpty();
    }

    @Test
    void theSchemasDoRefuse() {
        ObjectNode finding = (ObjectNode) Samples.finding(Samples.alert());

        assertThat(Fixtures.errors(finding.deepCopy().put("severity_id", "high")))
                .hasSizeGreaterThanOrEqualTo(Fixtures.present() ? 3 : 1);
        assertThat(Fixtures.errors(finding.deepCopy().put("brand_new", 1))).hasSize(Fixtures.present() ? 1 : 0);
    }

    @Test
    void everyValueArrivesFromEveryPlace() {
        JsonNode alert = Leaves.unique(Samples.alert(), Set.of("alertId", "incidentId", "entityType"));

        JsonNode finding = Samples.finding(alert);

        assertThat(Leaves.missing(alert, finding)).isEmpty();
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @Test
    void whatTheStandardHasAPlaceForIsThereAndNotAmongTheUnmapped() {
        JsonNode finding = Samples.finding(Samples.alert());

        assertThat(finding.at("/metadata/uid").textValue())
                .isEqualTo(Samples.TENANT + "/da63770000000000001_-1/" + Samples.version(Samples.alert()));
        assertThat(finding.at("/metadata/tenant_uid").textValue()).isEqualTo(Samples.TENANT);
        assertThat(finding.at("/metadata/original_time").textValue()).isEqualTo("2026-02-03T10:19:58.3333333Z");
        assertThat(finding.at("/cloud/account/uid").textValue()).isEqualTo(Samples.TENANT);
        assertThat(finding.at("/finding_info/uid").textValue()).isEqualTo("da63770000000000001_-1");
        assertThat(finding.at("/finding_info/uid_alt").textValue()).isEqualTo("63770000000000001_-1");
        assertThat(finding.at("/finding_info/modified_time").longValue())
                .isEqualTo(Instant.parse("2026-02-03T10:19:58.333Z").toEpochMilli());
        assertThat(finding.at("/finding_info/modified_time_dt").textValue()).isEqualTo("2026-02-03T10:19:58.3333333Z");
        assertThat(finding.at("/finding_info/product/name").textValue()).isEqualTo("Microsoft Defender for Endpoint");
        assertThat(finding.at("/finding_info/product/uid").textValue()).isEqualTo("MicrosoftDefenderForEndpoint");
        assertThat(finding.at("/finding_info/attacks/0/tactic/uid").textValue()).isEqualTo("TA0002");
        assertThat(finding.at("/finding_info/attacks/1/technique/uid").textValue())
                .isEqualTo("T1059");
        assertThat(finding.at("/finding_info/attacks/1/sub_technique/uid").textValue())
                .isEqualTo("T1059.001");
        assertThat(finding.at("/finding_info/attacks/2/technique/uid").textValue())
                .isEqualTo("T1105");
        assertThat(finding.at("/finding_info/kill_chain/0/phase_id").intValue()).isEqualTo(4);
        assertThat(finding.at("/malware/0/name").textValue()).isEqualTo("Emotet");
        assertThat(finding.at("/src_url").textValue()).startsWith("https://security.example.test/incidents/");
        assertThat(finding.path("unmapped").properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactlyInAnyOrder("investigationId", "investigationState", "actorName");
    }

    @Test
    void theHeaderOfItsIncidentIsTheFirstRelatedEvent() {
        JsonNode related = Samples.finding(Samples.alert()).at("/finding_info/related_events/0");

        assertThat(related.path("uid").textValue()).isEqualTo("910021");
        assertThat(related.path("type").textValue()).isEqualTo("Incident");
        assertThat(related.path("title").textValue()).isEqualTo("Multi-stage incident on one endpoint");
        assertThat(related.path("severity_id").intValue()).isEqualTo(3);
        assertThat(related.path("status").textValue()).isEqualTo("Active");
        assertThat(related.path("modified_time_dt").textValue()).isEqualTo("2026-02-03T10:20:01.07Z");
    }

    @Test
    void thereIsOnePieceOfEvidenceForEachEntityAndThenForEachDeviceWithTheOriginalInIt() {
        ObjectNode alert = Samples.alert();

        JsonNode evidences = Samples.finding(alert).path("evidences");

        assertThat(evidences).hasSize(13);
        for (int i = 0; i < 12; i++) {
            assertThat(evidences.get(i).path("data"))
                    .isEqualTo(alert.path("entities").get(i));
        }
        assertThat(evidences.get(12).path("data"))
                .isEqualTo(alert.path("devices").get(0));
        assertThat(evidences.get(12).path("name").textValue()).isEqualTo("Device");
    }

    @Test
    void entitiesOfEveryKindFillTheObjectsOfTheStandard() {
        JsonNode evidences = Samples.finding(Samples.alert()).path("evidences");

        assertThat(evidences.at("/0/user").toString())
                .isEqualTo(
                        "{\"name\":\"jdoe\",\"uid\":\"aaaa0000-0000-4000-8000-000000000001\",\"uid_alt\":\"S-1-5-21-1-2-3-1104\",\"domain\":\"CONTOSO\",\"email_addr\":\"jdoe@contoso.test\"}");
        assertThat(evidences.at("/0/verdict_id").intValue()).isEqualTo(4);
        assertThat(evidences.at("/1/src_endpoint/ip").textValue()).isEqualTo("203.0.113.7");
        assertThat(evidences.at("/1/verdict_id").intValue()).isEqualTo(2);
        assertThat(evidences.at("/2/src_endpoint/ip").textValue()).isEqualTo("2001:db8::7");
        assertThat(evidences.at("/3/url/hostname").textValue()).isEqualTo("bad.example.test");
        assertThat(evidences.at("/3/url/port").intValue()).isEqualTo(8443);
        assertThat(evidences.at("/3/url/path").textValue()).isEqualTo("/a/b.php");
        assertThat(evidences.at("/3/url/query_string").textValue()).isEqualTo("id=1&x=2");
        assertThat(evidences.at("/4/file/path").textValue()).isEqualTo("C:\\Users\\jdoe\\Downloads\\drop.exe");
        assertThat(evidences.at("/4/file/hashes/1/algorithm_id").intValue()).isEqualTo(3);
        assertThat(evidences.at("/4/device/hostname").textValue()).isEqualTo("pc01.contoso.test");
        assertThat(evidences.at("/5/process/pid").intValue()).isEqualTo(5120);
        assertThat(evidences.at("/5/process/path").textValue()).isEqualTo("C:\\Windows\\System32\\powershell.exe");
        assertThat(evidences.at("/5/process/file/parent_folder").textValue()).isEqualTo("C:\\Windows\\System32");
        assertThat(evidences.at("/5/process/parent_process/pid").intValue()).isEqualTo(904);
        assertThat(evidences.at("/5/process/user/domain").textValue()).isEqualTo("CONTOSO");
        assertThat(evidences.at("/6/user/account/name").textValue()).isEqualTo("jane.doe@contoso.test");
        assertThat(evidences.at("/7/email/from").textValue()).isEqualTo("evil@example.test");
        assertThat(evidences.at("/7/email/message_uid").textValue()).isEqualTo("<1@mail.example.test>");
        assertThat(evidences.at("/7/uid").textValue()).isEqualTo("11110000-0000-4000-8000-000000000009");
        assertThat(evidences.at("/7/src_endpoint/ip").textValue()).isEqualTo("198.51.100.9");
        assertThat(evidences.at("/9/reg_key/path").textValue())
                .isEqualTo("HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run");
        assertThat(evidences.at("/10/resources/0/name").textValue()).isEqualTo("Domain Admins");
        assertThat(evidences.at("/11/name").textValue()).isEqualTo("QuantumFlux");
        assertThat(evidences.at("/12/device/os/type_id").intValue()).isEqualTo(100);
        assertThat(evidences.at("/12/device/risk_level_id").intValue()).isEqualTo(3);
        assertThat(evidences.at("/12/device/groups/0/name").textValue()).isEqualTo("Clients");
    }

    @Test
    void observablesComeOnceAndPointAtTheirPlace() {
        JsonNode finding = Samples.finding(Samples.alert());

        assertThat(finding.path("observables"))
                .extracting(observable -> observable.path("type_id") + " " + observable.path("value"))
                .doesNotHaveDuplicates();
        assertThat(finding.path("observables"))
                .allSatisfy(observable -> assertThat(
                                at(finding, observable.path("name").textValue()))
                        .isEqualTo(observable.path("value")));
        assertThat(finding.path("observables").findValuesAsText("value"))
                .contains(
                        "203.0.113.7",
                        "2001:db8::7",
                        "198.51.100.9",
                        "pc01.contoso.test",
                        "<1@mail.example.test>",
                        "11110000-0000-4000-8000-000000000009",
                        "drop.exe",
                        "powershell.exe -enc AAAA",
                        "0a4d55a8d778e5022fab701977c5d840bbc486d0");
    }

    /** Follows a path such as {@code evidences[0].file.name}. */
    private static JsonNode at(JsonNode finding, String path) {
        return finding.at("/" + path.replace("[", "/").replace("]", "").replace('.', '/'));
    }

    @Test
    void aFileWithoutANameIsFoundByItsDigest() {
        JsonNode finding = Samples.finding(Samples.alertWithEntity("{\"entityType\":\"File\",\"sha1\":\"abc\"}"));

        assertThat(finding.at("/evidences/0/file").isMissingNode()).isTrue();
        assertThat(finding.at("/observables/0/name").textValue()).isEqualTo("evidences[0].data.sha1");
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"entityType\":null}",
                "{\"entityType\":\"Ip\",\"ipAddress\":\"not an address\"}",
                "{\"entityType\":\"Ip\",\"ipAddress\":\"256.1.1.1\"}",
                "{\"entityType\":\"Ip\",\"ipAddress\":[\"10.0.0.1\"]}",
                "{\"entityType\":\"Url\",\"url\":\"http://[::1\"}",
                "{\"entityType\":\"Url\",\"url\":\"no url at all\"}",
                "{\"entityType\":\"Url\",\"url\":\"http://user:secret@:99999/?#\"}",
                "{\"entityType\":\"MailMessage\",\"sender\":\"A Person\",\"recipient\":\"nobody\",\"subject\":\"x\"}",
                "{\"entityType\":\"MailMessage\",\"recipient\":\"a@b.c\"}",
                "{\"entityType\":\"Process\",\"processCommandLine\":\"x\"}",
                "{\"entityType\":\"Process\",\"processId\":\"12\",\"fileName\":\"a\"}",
                "{\"entityType\":\"User\",\"domainName\":\"\"}",
                "{\"entityType\":\"USER\",\"userSid\":\"S-1-5-18\"}",
                "{\"entityType\":\"MailBox\",\"mailboxDisplayName\":\"x\"}",
                "{\"entityType\":\"File\",\"filePath\":\"/\"}",
                "{\"entityType\":\"Registry\",\"registryHive\":\"HKCU\"}",
                "{\"entityType\":\"RegistryValue\",\"registryKey\":\"k\",\"registryValueName\":\"n\",\"registryValueType\":\"Odd\",\"registryValue\":{\"a\":1}}",
                "{\"entityType\":\"SecurityGroup\"}",
                "{\"entityType\":7,\"verdict\":{},\"deviceId\":\"somewhere\"}"
            })
    void oddEntitiesStayValidAndWhole(String entity) {
        JsonNode finding = Samples.finding(Samples.alertWithEntity(entity));

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(finding.at("/evidences/0/data")).isEqualTo(Samples.object(entity));
        assertThat(finding.path("evidences")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"entities\":null,\"devices\":null}", "{\"entities\":[],\"devices\":[]}"})
    void anAlertWithoutEntitiesIsAFindingWithoutEvidences(String without) {
        ObjectNode alert = Samples.alert();
        alert.remove(List.of("entities", "devices"));
        alert.setAll(Samples.object(without));

        JsonNode finding = Samples.finding(alert);

        assertThat(finding.has("evidences")).isFalse();
        assertThat(Leaves.missing(alert, finding)).isEmpty();
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    /** Microsoft says that it was changed, though not what: who looks at the time of the last change is to see it. */
    @Test
    void aNewTimeOfTheLastChangeIsANewVersionOfTheSameAlert() {
        JsonNode before = Samples.finding(Samples.alert());
        ObjectNode touched = Samples.with(Samples.alert(), "lastUpdatedTime", "2026-02-03T10:25:00Z");

        JsonNode after = Samples.finding(Samples.raw(touched), true);

        assertThat(after.at("/finding_info/uid")).isEqualTo(before.at("/finding_info/uid"));
        assertThat(after.at("/metadata/uid")).isNotEqualTo(before.at("/metadata/uid"));
        assertThat(after.at("/activity_name").textValue()).isEqualTo("Update");
        assertThat(after.at("/finding_info/modified_time_dt").textValue()).isEqualTo("2026-02-03T10:25:00Z");
    }

    @Test
    void entitiesThatAreNoObjectsAreStillCounted() {
        ObjectNode alert = Samples.alert();
        alert.putArray("entities").addNull().add("text").add(7).addArray().add(1);

        JsonNode finding = Samples.finding(alert);

        assertThat(finding.path("evidences")).hasSize(5);
        assertThat(finding.at("/evidences/1/data").textValue()).isEqualTo("text");
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @Test
    void membersOfAnUnexpectedTypeAreKeptUnmapped() {
        ObjectNode alert = Samples.alert();
        alert.put("title", 4711)
                .put("entities", "none")
                .put("firstActivity", "yesterday")
                .put("description", "")
                .put("severity", true);
        alert.putArray("mitreTechniques").add("T1").add(2);

        JsonNode finding = Samples.finding(alert);

        assertThat(finding.at("/unmapped/title").intValue()).isEqualTo(4711);
        assertThat(finding.at("/unmapped/entities").textValue()).isEqualTo("none");
        assertThat(finding.at("/unmapped/firstActivity").textValue()).isEqualTo("yesterday");
        assertThat(finding.at("/unmapped/mitreTechniques")).hasSize(2);
        assertThat(Leaves.missing(alert, finding)).isEmpty();
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Informational, 1",
        "Low, 2",
        "Medium, 3",
        "High, 4",
        "high, 4",
        "UnSpecified, 0",
        "Unknown, 0",
        "Critical, 99",
        "99, 99"
    })
    void theSeverityKeepsMicrosoftsWordBesideItsNumber(String word, int id) {
        JsonNode finding = Samples.finding(Samples.with(Samples.alert(), "severity", word));

        assertThat(finding.path("severity_id").intValue()).isEqualTo(id);
        assertThat(finding.path("severity").textValue()).isEqualTo(word);
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "New, 1, 1",
        "new, 1, 1",
        "Active, 1, 1",
        "InProgress, 2, 1",
        "inProgress, 2, 1",
        "Resolved, 4, 3",
        "Unknown, 0, 1",
        "Parked, 99, 1"
    })
    void theStatusKeepsMicrosoftsWordAndResolvedIsAClose(String word, int id, int activity) {
        JsonNode finding = Samples.finding(Samples.with(Samples.alert(), "status", word));

        assertThat(finding.path("status_id").intValue()).isEqualTo(id);
        assertThat(finding.path("status").textValue()).isEqualTo(word);
        assertThat(finding.path("activity_id").intValue()).isEqualTo(activity);
        assertThat(finding.path("type_uid").intValue()).isEqualTo(200400 + activity);
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TruePositive, Malware, 2",
        "truePositive, multiStagedAttack, 2",
        "FalsePositive, Clean, 1",
        "InformationalExpectedActivity, ConfirmedActivity, 5",
        "InformationalExpectedActivity, SecurityTesting, 6",
        "Unknown, NotAvailable, 0",
        "Unknown, InsufficientData, 7",
        "Puzzling, Other, 99"
    })
    void theVerdictFollowsFromClassificationAndDetermination(String classification, String determination, int id) {
        ObjectNode alert = Samples.alert();
        alert.put("classification", classification).put("determination", determination);

        JsonNode finding = Samples.finding(alert);

        assertThat(finding.path("verdict_id").intValue()).isEqualTo(id);
        assertThat(finding.path("verdict").textValue()).isEqualTo(classification);
        assertThat(finding.at("/unmapped/determination").textValue()).isEqualTo(determination);
    }

    @Test
    void absentWordsAreUnknown() {
        JsonNode finding = Samples.finding(Samples.object("{\"alertId\":\"a\",\"incidentId\":910021}"));

        assertThat(finding.path("severity_id").intValue()).isZero();
        assertThat(finding.path("status_id").intValue()).isZero();
        assertThat(finding.path("verdict_id").intValue()).isZero();
        assertThat(finding.has("severity")).isFalse();
        assertThat(finding.has("evidences")).isFalse();
        assertThat(finding.has("unmapped")).isFalse();
        assertThat(finding.path("time_dt").textValue()).isEqualTo(Samples.READ_AT.toString());
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @Test
    void anAlertIsCreatedThenUpdatedThenClosedAndUpdatedAgainWhenItIsReopened() {
        RawAlert open = Samples.raw(Samples.alert());
        RawAlert resolved = Samples.raw(Samples.with(Samples.alert(), "status", "Resolved"));

        assertThat(Samples.finding(open, false).path("activity_name").textValue())
                .isEqualTo("Create");
        assertThat(Samples.finding(open, true).path("activity_name").textValue())
                .isEqualTo("Update");
        assertThat(Samples.finding(resolved, true).path("activity_name").textValue())
                .isEqualTo("Close");
        assertThat(Samples.finding(open, true).path("type_name").textValue()).isEqualTo("Detection Finding: Update");
    }

    @Test
    void anAssigneeIsAUser() {
        JsonNode person = Samples.finding(Samples.with(Samples.alert(), "assignedTo", "ana@contoso.test"));
        JsonNode machine = Samples.finding(Samples.with(Samples.alert(), "assignedTo", "Automation"));

        assertThat(person.at("/assignee/email_addr").textValue()).isEqualTo("ana@contoso.test");
        assertThat(machine.path("assignee").toString()).isEqualTo("{\"name\":\"Automation\"}");
        assertThat(Fixtures.errors(machine)).isEmpty();
    }

    @Test
    void theAffectedDeviceIsNamedOnlyWhereThereIsExactlyOne() {
        ObjectNode alert = Samples.alert();
        assertThat(Samples.finding(alert).at("/device/uid").textValue())
                .isEqualTo("24c2000000000000000000000000000000000001");

        alert.withArray("devices").addObject().put("deviceDnsName", "pc02.contoso.test");
        assertThat(Samples.finding(alert).has("device")).isFalse();
    }

    @Test
    void anAlertWithoutTheHeaderOfItsIncidentBelongsToTheOneThatItNames() throws MalformedEvent {
        AlertEvent event = AlertEvent.of(Samples.raw(Samples.alert(), NullNode.getInstance()), DefenderShape.ALL);

        assertThat(event.incidentId()).isEqualTo("910021");
        assertThat(event.finding(false, Samples.PROCESSED_AT)
                        .findingInfo()
                        .relatedEvents()
                        .getFirst()
                        .uid())
                .isEqualTo("910021");
    }

    @Test
    void anAlertThatStillNamesAnotherIncidentBelongsToTheOneItWasFoundIn() {
        JsonNode finding = Samples.finding(Samples.alert().put("incidentId", 12));

        assertThat(finding.at("/finding_info/related_events/0/uid").textValue()).isEqualTo("910021");
        assertThat(finding.at("/unmapped/incidentId").intValue()).isEqualTo(12);
    }

    @Test
    void whatCannotBeToldApartOrPutInOrderIsMalformed() {
        ObjectNode alert = Samples.alert();
        assertMalformed(Samples.raw(JsonNodeFactory.instance.textNode("alert")), Reason.NOT_AN_OBJECT);
        assertMalformed(Samples.raw(NullNode.getInstance()), Reason.NOT_AN_OBJECT);
        assertMalformed(Samples.raw(alert.deepCopy().putNull("alertId")), Reason.MISSING_ID);
        assertMalformed(Samples.raw(alert.deepCopy().put("alertId", "")), Reason.MISSING_ID);
        assertMalformed(Samples.raw(alert.deepCopy().without("incidentId"), Samples.object("{}")), Reason.MISSING_ID);
        assertMalformed(Samples.raw(alert.deepCopy().put("lastUpdatedTime", "secret")), Reason.BAD_TIME);
        assertMalformed(Samples.raw(alert.deepCopy().put("lastUpdatedTime", 17)), Reason.BAD_TIME);
        assertMalformed(
                new RawAlert("t", "c", "carrier-pigeon", Samples.READ_AT, Samples.incident(), alert),
                Reason.UNKNOWN_SOURCE);
    }

    private static void assertMalformed(RawAlert raw, Reason reason) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> AlertEvent.of(raw, DefenderShape.ALL))
                .satisfies(
                        malformed -> assertThat(malformed.reason()).isEqualTo(reason),
                        malformed -> assertThat(malformed.getMessage()).doesNotContain("secret", "pigeon"));
    }

    @Test
    void aRecordThatDoesNotSayWhoseItIsIsMalformed() throws IOException {
        for (String record : List.of(
                "{\"source\":\"defender-xdr\",\"alert\":{\"alertId\":\"a\",\"incidentId\":1}}",
                "{\"source\":\"defender-xdr\",\"tenantId\":\"a/b\",\"alert\":{\"alertId\":\"a\",\"incidentId\":1}}")) {
            assertMalformed(Json.read(record.getBytes(StandardCharsets.UTF_8), RawAlert.class), Reason.MISSING_ID);
        }
        assertMalformed(Json.read("{}".getBytes(StandardCharsets.UTF_8), RawAlert.class), Reason.UNKNOWN_SOURCE);
    }

    @Test
    void ofAGiantAlertAllEvidenceAndTheFirstFiveHundredObservablesArrive() {
        ObjectNode alert = Samples.alert();
        ArrayNode entities = alert.putArray("entities");
        for (int i = 0; i < 2000; i++) {
            entities.addObject().put("entityType", "Ip").put("ipAddress", "10.0." + i / 250 + "." + i % 250);
        }

        JsonNode finding = Samples.finding(alert);

        assertThat(finding.path("evidences")).hasSize(2001);
        assertThat(finding.path("observables")).hasSize(500);
        assertThat(Leaves.missing(alert, finding)).isEmpty();
        assertThat(Fixtures.errors(finding)).isEmpty();
    }

    @Test
    void aMissingTimeOfTheLastChangeIsThatOfTheCreation() throws MalformedEvent {
        ObjectNode alert = Samples.alert();
        alert.put("lastUpdatedTime", "0001-01-01T00:00:00Z");

        assertThat(AlertEvent.of(Samples.raw(alert), DefenderShape.ALL).time())
                .isEqualTo(Instant.parse("2026-02-03T10:11:11.9Z"));
    }
}
