package io.sluice.poller.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Leaves;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.raw.Source;
import io.sluice.polling.finding.AlertEvent;
import io.sluice.polling.finding.IncidentEvent;
import io.sluice.polling.finding.MalformedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Composed payloads, and the way of a payload through the normalizer. */
final class Samples {

    static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    static final String CONNECTION = "0b0e3a6e-8f0a-4d53-9d5c-0d9a7a8f1c11";
    static final Instant READ_AT = Instant.parse("2026-02-03T10:20:05.5Z");
    static final Instant PROCESSED_AT = Instant.parse("2026-02-03T10:20:06Z");

    private static final String INCIDENT = """
            {"incidentId": 910021, "incidentUri": "https://security.example.test/incidents/910021?tid=1",
             "redirectIncidentId": null, "incidentName": "Multi-stage incident on one endpoint",
             "createdTime": "2026-02-03T10:11:12.4566667Z", "lastUpdateTime": "2026-02-03T10:20:01.07Z",
             "assignedTo": null, "classification": "Unknown", "determination": "NotAvailable",
             "status": "Active", "severity": "Medium", "tags": ["vip", "red team"],
             "comments": [{"comment": "first", "createdBy": "ana@contoso.test", "createdTime": "2026-02-03T10:12:00Z"},
                          {"comment": "looks real", "createdBy": "ana@contoso.test", "createdTime": "2026-02-03T10:13:00Z"}]}
            """;

    private static final String ALERT = """
            {"alertId": "da63770000000000001_-1", "providerAlertId": "63770000000000001_-1", "incidentId": 910021,
             "serviceSource": "MicrosoftDefenderForEndpoint", "creationTime": "2026-02-03T10:11:11.9Z",
             "lastUpdatedTime": "2026-02-03T10:19:58.3333333Z", "resolvedTime": null,
             "firstActivity": "2026-02-03T10:02:00Z", "lastActivity": "2026-02-03T10:09:00.123Z",
             "title": "Suspicious script launched", "description": "A script did what scripts should not.",
             "category": "Execution", "status": "New", "severity": "Medium", "investigationId": 4711,
             "investigationState": "UnsupportedAlertType", "classification": null, "determination": null,
             "detectionSource": "WindowsDefenderAtp", "detectorId": "7f1c2d3e-0000-4000-8000-00000000abcd",
             "assignedTo": null, "actorName": "Storm-9999", "threatFamilyName": "Emotet",
             "mitreTechniques": ["T1059.001", "T1105"],
             "devices": [{"mdatpDeviceId": "24c2000000000000000000000000000000000001", "aadDeviceId": null,
                 "deviceDnsName": "pc01.contoso.test", "osPlatform": "Windows11", "version": "23H2", "osProcessor": "x64",
                 "osBuild": 22631, "healthStatus": "Active", "riskScore": "High", "rbacGroupName": "Clients",
                 "rbacGroupId": 12, "firstSeen": "2025-01-01T00:00:00.1234567Z", "tags": ["laptop"],
                 "defenderAvStatus": "Updated", "onboardingStatus": "Onboarded",
                 "vmMetadata": {"vmId": "dddd0000-0000-4000-8000-000000000004", "cloudProvider": "Azure",
                     "resourceId": "/subscriptions/1/vm", "subscriptionId": "eeee0000-0000-4000-8000-000000000005"}}],
             "entities": [
               {"entityType": "User", "evidenceCreationTime": "2026-02-03T10:11:12Z", "verdict": "Suspicious",
                "remediationStatus": "None", "accountName": "jdoe", "domainName": "CONTOSO", "userSid": "S-1-5-21-1-2-3-1104",
                "aadUserId": "aaaa0000-0000-4000-8000-000000000001", "userPrincipalName": "jdoe@contoso.test"},
               {"entityType": "Ip", "verdict": "Malicious", "remediationStatus": "Blocked", "ipAddress": "203.0.113.7"},
               {"entityType": "Ip", "ipAddress": "2001:db8::7"},
               {"entityType": "Url", "url": "https://bad.example.test:8443/a/b.php?id=1&x=2#top"},
               {"entityType": "File", "sha1": "0a4d55a8d778e5022fab701977c5d840bbc486d0",
                "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "fileName": "drop.exe",
                "filePath": "C:\\\\Users\\\\jdoe\\\\Downloads", "deviceId": "24c2000000000000000000000000000000000001"},
               {"entityType": "Process", "sha1": "a9993e364706816aba3e25717850c26c9cd0d89d", "fileName": "powershell.exe",
                "filePath": "C:\\\\Windows\\\\System32\\\\powershell.exe", "processId": 5120,
                "processCommandLine": "powershell.exe -enc AAAA", "processCreationTime": "2026-02-03T10:01:59.1234567Z",
                "parentProcessId": 904, "parentProcessCreationTime": "2026-02-03T09:00:00Z", "accountName": "jdoe",
                "domainName": "CONTOSO", "userSid": "S-1-5-21-1-2-3-1104"},
               {"entityType": "Mailbox", "mailboxDisplayName": "Doe, Jane", "mailboxAddress": "jane.doe@contoso.test",
                "userPrincipalName": "jdoe@contoso.test", "aadUserId": "aaaa0000-0000-4000-8000-000000000001"},
               {"entityType": "MailMessage", "sender": "evil@example.test", "recipient": "jane.doe@contoso.test",
                "subject": "Invoice 4711", "deliveryAction": "Delivered", "internetMessageId": "<1@mail.example.test>",
                "networkMessageId": "11110000-0000-4000-8000-000000000009", "senderIp": "198.51.100.9"},
               {"entityType": "MailCluster", "clusterBy": "Subject;P2SenderDomain", "clusterByValue": "Invoice;example.test",
                "emailCount": 12},
               {"entityType": "Registry", "registryHive": "HKEY_LOCAL_MACHINE",
                "registryKey": "SOFTWARE\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Run", "registryValueType": "String",
                "registryValue": "C:\\\\drop.exe"},
               {"entityType": "SecurityGroup", "securityGroupId": "bbbb0000-0000-4000-8000-000000000002",
                "securityGroupName": "Domain Admins"},
               {"entityType": "QuantumFlux", "spin": 0.5, "entangled": {"with": ["a", "b"]}}]}
            """;

    private Samples() {}

    static ObjectNode incident() {
        return object(INCIDENT);
    }

    static ObjectNode alert() {
        return object(ALERT);
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    static RawAlert raw(JsonNode alert) {
        return raw(alert, incident());
    }

    static RawAlert raw(JsonNode alert, JsonNode incident) {
        return new RawAlert(TENANT, CONNECTION, Source.DEFENDER_XDR, READ_AT, incident, alert);
    }

    static RawIncident rawIncident(JsonNode incident, List<String> alertIds, int alertCount) {
        return new RawIncident(TENANT, CONNECTION, Source.DEFENDER_XDR, READ_AT, incident, alertIds, alertCount);
    }

    static JsonNode finding(JsonNode alert) {
        return finding(raw(alert), false);
    }

    /** Normalizes, writes and reads again: what a consumer of the topic sees. */
    static JsonNode finding(RawAlert raw, boolean seenBefore) {
        try {
            byte[] written = Json.write(AlertEvent.of(raw, DefenderShape.ALL).finding(seenBefore, PROCESSED_AT));
            Json.read(written, DetectionFinding.class);
            return Json.MAPPER.readTree(written);
        } catch (MalformedEvent | java.io.IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    static JsonNode incidentFinding(JsonNode incident, String... alertIds) {
        return incidentFinding(rawIncident(incident, List.of(alertIds), alertIds.length), false);
    }

    static JsonNode incidentFinding(RawIncident raw, boolean seenBefore) {
        try {
            byte[] written = Json.write(IncidentEvent.of(raw, DefenderShape.ALL).finding(seenBefore, PROCESSED_AT));
            Json.read(written, IncidentFinding.class);
            return Json.MAPPER.readTree(written);
        } catch (MalformedEvent | java.io.IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    static String version(JsonNode alert) {
        return version(raw(alert));
    }

    static String version(RawAlert raw) {
        try {
            return AlertEvent.of(raw, DefenderShape.ALL).version();
        } catch (MalformedEvent unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** What of a payload of Graph's does not arrive, be it in the spelling of the Defender XDR API. */
    static Set<String> missingOfGraph(JsonNode payload, JsonNode finding) {
        Set<String> missing = Leaves.missing(payload, finding);
        missing.removeIf(word -> Stream.of(
                        GraphWords.word(word),
                        GraphWords.severity(word),
                        GraphWords.serviceSource(word),
                        GraphWords.detectionSource(word))
                .anyMatch(spelled -> Leaves.missing(JsonNodeFactory.instance.textNode(spelled), finding)
                        .isEmpty()));
        return missing;
    }

    /** A deep copy with another text at a member. */
    static ObjectNode with(ObjectNode object, String member, String text) {
        return object.deepCopy().put(member, text);
    }

    /** The alert with just this one entity. */
    static ObjectNode alertWithEntity(String entity) {
        ObjectNode alert = alert();
        alert.putArray("entities").add(object(entity));
        return alert;
    }

    /** The texts of an array of texts. */
    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
