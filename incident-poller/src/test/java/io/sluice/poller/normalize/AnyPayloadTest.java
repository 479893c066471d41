package io.sluice.poller.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import io.sluice.checks.finding.JsonValues;
import io.sluice.checks.finding.Leaves;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.Source;
import io.sluice.polling.finding.Members;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever Microsoft may send: nothing of it is lost and the finding is valid. */
class AnyPayloadTest {

    private static final List<String> ENTITY_MEMBERS = List.of(
            "verdict",
            "deviceId",
            "accountName",
            "domainName",
            "userSid",
            "aadUserId",
            "userPrincipalName",
            "ipAddress",
            "url",
            "sha1",
            "sha256",
            "fileName",
            "filePath",
            "processId",
            "processCommandLine",
            "processCreationTime",
            "parentProcessId",
            "mailboxDisplayName",
            "mailboxAddress",
            "sender",
            "recipient",
            "subject",
            "senderIp",
            "internetMessageId",
            "networkMessageId",
            "registryHive",
            "registryKey",
            "registryValueName",
            "registryValueType",
            "registryValue",
            "securityGroupId",
            "securityGroupName");

    @Property(tries = 300)
    void anyAlertIsNormalizedWithoutLossIntoAValidFinding(@ForAll("alerts") ObjectNode alert) {
        JsonNode finding = Samples.finding(alert);

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(Leaves.missing(alert, finding)).isEmpty();
        assertThat(finding.path("evidences"))
                .hasSize(Members.array(alert, "entities").size()
                        + Members.array(alert, "devices").size());
    }

    @Property(tries = 300)
    void anyIncidentIsNormalizedWithoutLossIntoAValidFinding(@ForAll("incidents") ObjectNode incident) {
        JsonNode finding = Samples.incidentFinding(incident, "a1");

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(Leaves.missing(incident, finding)).isEmpty();
    }

    @Property(tries = 200)
    void anyAlertOfGraphIsNormalizedWithoutLossIntoAValidFinding(@ForAll("graphAlerts") ObjectNode alert) {
        JsonNode finding = Samples.finding(
                new RawAlert(
                        Samples.TENANT,
                        Samples.CONNECTION,
                        Source.MICROSOFT_GRAPH,
                        Samples.READ_AT,
                        Samples.object("{\"id\":\"1\"}"),
                        alert),
                false);

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(Samples.missingOfGraph(alert, finding)).isEmpty();
    }

    @Provide
    Arbitrary<ObjectNode> alerts() {
        Arbitrary<ObjectNode> entities = entities(
                "entityType",
                List.of(
                        "User",
                        "Ip",
                        "Url",
                        "File",
                        "Process",
                        "MailBox",
                        "Mailbox",
                        "MailMessage",
                        "MailCluster",
                        "Registry",
                        "SecurityGroup",
                        "Unheard"),
                ENTITY_MEMBERS);
        Arbitrary<ObjectNode> devices = entities(
                "mdatpDeviceId",
                List.of("d1", "d2"),
                List.of(
                        "aadDeviceId",
                        "deviceDnsName",
                        "osPlatform",
                        "version",
                        "osBuild",
                        "riskScore",
                        "rbacGroupName",
                        "rbacGroupId",
                        "firstSeen",
                        "vmMetadata",
                        "onboardingStatus"));
        return Combinators.combine(
                        JsonValues.mutated(Samples.alert(), List.of("alertId", "incidentId", "lastUpdatedTime")),
                        entities.list().ofMaxSize(4),
                        devices.list().ofMaxSize(2))
                .as((alert, some, machines) -> {
                    if (alert.path("entities").isArray()) {
                        alert.putArray("entities").addAll(some);
                    }
                    if (alert.path("devices").isArray()) {
                        alert.putArray("devices").addAll(machines);
                    }
                    return alert;
                });
    }

    @Provide
    Arbitrary<ObjectNode> incidents() {
        return JsonValues.mutated(Samples.incident(), List.of("incidentId", "lastUpdateTime"));
    }

    @Provide
    Arbitrary<ObjectNode> graphAlerts() {
        ObjectNode alert = Samples.object("""
                {"id": "da1", "incidentId": "1", "lastUpdateDateTime": "2026-02-03T10:19:58.3Z", "status": "new",
                 "severity": "low", "title": "t", "alertWebUrl": "u", "recommendedActions": "r", "category": "Impact",
                 "mitreTechniques": ["T1"], "comments": [{"comment": "c"}], "evidence": []}
                """);
        Arbitrary<ObjectNode> evidence = entities(
                "@odata.type",
                List.of(
                                "deviceEvidence",
                                "userEvidence",
                                "ipEvidence",
                                "urlEvidence",
                                "fileEvidence",
                                "processEvidence",
                                "mailboxEvidence",
                                "analyzedMessageEvidence",
                                "registryKeyEvidence",
                                "registryValueEvidence",
                                "networkConnectionEvidence",
                                "securityGroupEvidence",
                                "malwareEvidence",
                                "submissionMailEvidence",
                                "teamsMessageEvidence",
                                "dnsEvidence",
                                "hostLogonSessionEvidence",
                                "blobEvidence",
                                "ioTDeviceEvidence",
                                "gitHubUserEvidence",
                                "kubernetesClusterEvidence",
                                "aiAgentEvidence",
                                "unheardEvidence")
                        .stream()
                        .map("#microsoft.graph.security."::concat)
                        .toList(),
                List.of(
                        "verdict",
                        "mdeDeviceId",
                        "deviceDnsName",
                        "hostName",
                        "lastIpAddress",
                        "osPlatform",
                        "userAccount",
                        "ipAddress",
                        "url",
                        "fileDetails",
                        "imageFile",
                        "processId",
                        "processCommandLine",
                        "primaryAddress",
                        "upn",
                        "displayName",
                        "p1Sender",
                        "p2Sender",
                        "recipientEmailAddress",
                        "subject",
                        "senderIp",
                        "networkMessageId",
                        "registryHive",
                        "registryKey",
                        "registryValueName",
                        "registryValue",
                        "destinationAddress",
                        "destinationPort",
                        "securityGroupId",
                        "files",
                        "processes",
                        "sender",
                        "submitter",
                        "urls",
                        "account",
                        "host",
                        "fileHashes",
                        "name",
                        "deviceId",
                        "deviceName",
                        "operatingSystem",
                        "login",
                        "cloudResource",
                        "agentId"));
        return Combinators.combine(
                        JsonValues.mutated(alert, List.of("id", "incidentId", "lastUpdateDateTime")),
                        evidence.list().ofMaxSize(4))
                .as((mutated, some) -> {
                    if (mutated.path("evidence").isArray()) {
                        mutated.putArray("evidence").addAll(some);
                    }
                    return mutated;
                });
    }

    private static Arbitrary<ObjectNode> entities(String kind, List<String> kinds, List<String> members) {
        Arbitrary<JsonNode> plausible = Arbitraries.of(
                        "10.1.2.3",
                        "2001:db8::1",
                        "a@b.test",
                        "C:\\a\\b.exe",
                        "/usr/bin/x",
                        "https://h.test/p?q#f",
                        "d1",
                        "Suspicious",
                        "High",
                        "Onboarded",
                        "Windows11",
                        "2026-01-02T03:04:05.1234567Z",
                        "String",
                        "")
                .map(JsonNodeFactory.instance::textNode);
        Arbitrary<JsonNode> accounts = Arbitraries.of(
                        "{\"accountName\":\"j\",\"azureAdUserId\":\"u\"}",
                        "{\"fileName\":\"f\",\"filePath\":\"/x\",\"sha256\":\"abc\",\"fileSize\":7}",
                        "{\"sha1\":\"abd\"}",
                        "{\"emailAddress\":\"s@t.test\"}",
                        "{\"ipAddress\":\"10.0.0.1\"}",
                        "{\"vmId\":\"vm\"}")
                .map(Samples::object);
        return Combinators.combine(
                        Arbitraries.of(kinds),
                        Arbitraries.maps(
                                        Arbitraries.of(members),
                                        Arbitraries.frequencyOf(
                                                net.jqwik.api.Tuple.of(5, plausible),
                                                net.jqwik.api.Tuple.of(2, accounts),
                                                net.jqwik.api.Tuple.of(2, JsonValues.values())))
                                .ofMaxSize(12))
                .as((named, values) -> entity(kind, named, values));
    }

    private static ObjectNode entity(String kind, String named, Map<String, JsonNode> values) {
        ObjectNode entity = JsonNodeFactory.instance.objectNode();
        entity.put(kind, named);
        entity.setAll(values);
        return entity;
    }
}
