package io.sluice.sentinel.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.checks.finding.Fixtures;
import io.sluice.checks.finding.JsonValues;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever Sentinel may send: nothing of it is lost and the finding is valid. */
class AnyPayloadTest {

    private static final List<String> KINDS = List.of(
            "account",
            "host",
            "ip",
            "url",
            "file",
            "filehash",
            "process",
            "mailbox",
            "mailMessage",
            "mailCluster",
            "submissionMail",
            "cloud-application",
            "azure-resource",
            "registry-key",
            "registry-value",
            "malware",
            "dns",
            "security-group",
            "iotdevice",
            "nic",
            "host-logon-session",
            "network-connection",
            "unheard-of");

    private static final List<String> MEMBERS = List.of(
            "Name",
            "UPNSuffix",
            "NTDomain",
            "Sid",
            "AadUserId",
            "Host",
            "HostName",
            "DnsDomain",
            "OSFamily",
            "MdatpDeviceId",
            "Address",
            "Url",
            "Directory",
            "FileHashes",
            "Algorithm",
            "Value",
            "ProcessId",
            "CommandLine",
            "CreationTimeUtc",
            "ImageFile",
            "Account",
            "ParentProcess",
            "MailboxPrimaryAddress",
            "Upn",
            "Recipient",
            "P2Sender",
            "SenderIP",
            "NetworkMessageId",
            "AppId",
            "ResourceId",
            "Hive",
            "Key",
            "ValueType",
            "Files",
            "Processes",
            "DomainName",
            "IpAddresses",
            "ObjectGuid",
            "DeviceId",
            "DeviceName",
            "IpAddress",
            "RiskScore",
            "accountName",
            "hostName",
            "processId",
            "hashValue");

    @Property(tries = 300)
    void anyRowOfAnAlertIsNormalizedWithoutLossIntoAValidFinding(@ForAll("alerts") ObjectNode alert) {
        JsonNode finding = Samples.finding(alert);

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(OpenedLeaves.missing(alert, finding)).isEmpty();
    }

    @Property(tries = 200)
    void anyRowOfAnIncidentIsNormalizedWithoutLossIntoAValidFinding(@ForAll("incidents") ObjectNode incident) {
        JsonNode finding = Samples.incidentFinding(Samples.rawIncident(incident, "fa1"));

        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(OpenedLeaves.missing(incident, finding)).isEmpty();
    }

    @Property(tries = 200)
    void anythingOfAzureIsNormalizedWithoutLossIntoAValidFinding(
            @ForAll("armProperties") ObjectNode properties, @ForAll("entities") List<ObjectNode> some) {
        ObjectNode alert = Samples.armAlert();
        alert.withObject("properties").setAll(properties);
        JsonNode finding = Samples.finding(Samples.rawArm(alert));
        assertThat(Fixtures.errors(finding)).isEmpty();
        assertThat(OpenedLeaves.missing(alert, finding)).isEmpty();

        ObjectNode incident = Samples.armIncident();
        incident.withObject("properties").setAll(properties);
        var entities = JsonNodeFactory.instance.arrayNode();
        some.forEach(entity -> entities.addObject()
                .put("name", "e1")
                .put("kind", entity.path("Type").asText())
                .set("properties", entity));
        JsonNode whole = Samples.incidentFinding(Samples.rawArmIncident(incident, entities));
        assertThat(Fixtures.errors(whole)).isEmpty();
        assertThat(OpenedLeaves.missing(incident, whole)).isEmpty();
        assertThat(OpenedLeaves.missing(entities, whole)).isEmpty();
    }

    @Provide
    Arbitrary<ObjectNode> alerts() {
        return Combinators.combine(
                        JsonValues.mutated(
                                Samples.alert(), List.of("VendorOriginalId", "SystemAlertId", "TimeGenerated")),
                        entities(),
                        Arbitraries.of(true, false))
                .as((alert, some, asText) -> {
                    var entities = JsonNodeFactory.instance.arrayNode().addAll(some);
                    return asText ? alert.put("Entities", entities.toString()) : alert.set("Entities", entities);
                });
    }

    @Provide
    Arbitrary<ObjectNode> incidents() {
        return JsonValues.mutated(Samples.incident(), List.of("IncidentName", "LastModifiedTime"));
    }

    @Provide
    Arbitrary<ObjectNode> armProperties() {
        ObjectNode names = Samples.armAlert().withObject("properties").deepCopy();
        names.setAll(Samples.armIncident().withObject("properties"));
        List<String> some = new ArrayList<>();
        names.fieldNames().forEachRemaining(some::add);
        some.removeAll(List.of("timeGenerated", "lastModifiedTimeUtc", "systemAlertId"));
        return JsonValues.members(some);
    }

    @Provide
    Arbitrary<List<ObjectNode>> entities() {
        Arbitrary<JsonNode> plausible = Arbitraries.of(
                        "10.1.2.3",
                        "2001:db8::1",
                        "a@b.test",
                        "C:\\a\\b.exe",
                        "https://h.test/p?q#f",
                        "d1",
                        "SHA256",
                        "420",
                        "0x1f",
                        "2026-01-02T03:04:05.1234567Z",
                        "String",
                        "High",
                        "e1")
                .map(JsonNodeFactory.instance::textNode);
        Arbitrary<JsonNode> references = Arbitraries.of(
                        "{\"$ref\":\"1\"}",
                        "{\"$ref\":\"2\"}",
                        "{\"$ref\":\"9\"}",
                        "[{\"$ref\":\"1\"},{\"$ref\":\"3\"}]")
                .map(json -> Samples.object("{\"it\":" + json + "}").get("it"));
        Arbitrary<ObjectNode> entity = Combinators.combine(
                        Arbitraries.of(KINDS),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.maps(
                                        Arbitraries.of(MEMBERS),
                                        Arbitraries.frequencyOf(
                                                Tuple.of(5, plausible),
                                                Tuple.of(3, references),
                                                Tuple.of(2, JsonValues.values())))
                                .ofMaxSize(10))
                .as((kind, id, members) -> {
                    ObjectNode made = JsonNodeFactory.instance.objectNode();
                    made.put("$id", Integer.toString(id)).put("Type", kind);
                    made.setAll(members);
                    return made;
                });
        return entity.list().ofMaxSize(5);
    }
}
