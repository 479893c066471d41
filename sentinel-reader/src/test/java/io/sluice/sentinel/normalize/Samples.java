package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.Json;
import io.sluice.contracts.ocsf.DetectionFinding;
import io.sluice.contracts.ocsf.IncidentFinding;
import io.sluice.contracts.raw.RawAlert;
import io.sluice.contracts.raw.RawIncident;
import io.sluice.contracts.raw.Source;
import io.sluice.polling.finding.AlertEvent;
import io.sluice.polling.finding.IncidentEvent;
import io.sluice.polling.finding.MalformedEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Composed rows and objects of Azure, and their way through the normalizer. */
final class Samples {

    static final String TENANT = "c0a70000-0000-4000-8000-000000000001";
    static final String CONNECTION = "0b0e3a6e-8f0a-4d53-9d5c-0d9a7a8f1c11";
    static final Instant READ_AT = Instant.parse("2026-08-01T07:00:05.5Z");
    static final Instant PROCESSED_AT = Instant.parse("2026-08-01T07:00:06Z");

    private static final String ALERT = """
            {"TenantId": "0a0a0000-0000-4000-8000-00000000aaaa", "TimeGenerated": "2026-08-01T06:52:11.1234567Z",
             "DisplayName": "Email messages containing malicious URL removed after delivery",
             "AlertName": "Email messages containing malicious URL removed after delivery",
             "AlertSeverity": "Medium", "Description": "Emails with a malicious link were removed.",
             "ProviderName": "OATP", "VendorName": "Microsoft",
             "VendorOriginalId": "410e4342-4bfc-80a3-9600-08dd53ec811c",
             "SystemAlertId": "8f6c0000-0000-4000-8000-000000000001", "ResourceId": "", "SourceComputerId": "",
             "AlertType": "8e6ba277-ef39-404e-aaf1-294f6d9a2b88", "ConfidenceLevel": "High", "ConfidenceScore": 0.8,
             "IsIncident": false, "StartTime": "2026-08-01T06:12:44Z", "EndTime": "2026-08-01T06:40:02Z",
             "ProcessingEndTime": "2026-08-01T06:52:10.7654321Z",
             "RemediationSteps": "[\\"Check the mailboxes.\\",\\"Reset the password.\\"]",
             "ExtendedProperties": "{\\r\\n \\"Status\\": \\"InvestigationStarted\\", \\"Category\\": \\"InitialAccess\\"}",
             "Entities": "",
             "SourceSystem": "Detection", "WorkspaceSubscriptionId": "0b0b0000-0000-4000-8000-00000000bbbb",
             "WorkspaceResourceGroup": "rg-soc", "ExtendedLinks": "[{\\"Href\\":\\"https://learn.test/x\\",\\"Type\\":\\"webLink\\"}]",
             "ProductName": "Office 365 Advanced Threat Protection", "ProductComponentName": "",
             "AlertLink": "https://security.microsoft.com/alerts/fa410e4342-4bfc-80a3-9600-08dd53ec811c?tid=1",
             "Status": "New", "CompromisedEntity": "anna@contoso.example", "Tactics": "InitialAccess, Execution",
             "Techniques": "[\\"T1566\\",\\"Malicious Link (T1204)\\"]", "SubTechniques": "[\\"T1566.002\\"]",
             "Type": "SecurityAlert"}
            """;

    /** One of each kind; references lead backwards, forwards and into others. */
    static final String ENTITIES = """
            [{"$id": "2", "Type": "account", "Name": "anna", "UPNSuffix": "contoso.example", "NTDomain": "CONTOSO",
              "AadUserId": "aaaa0000-0000-4000-8000-000000000002", "Sid": "S-1-5-21-1", "Host": {"$ref": "3"}},
             {"$id": "3", "Type": "host", "HostName": "wks1", "DnsDomain": "contoso.example", "OSFamily": "Windows",
              "OSVersion": "11", "MdatpDeviceId": "d0d0", "LastIpAddress": {"$ref": "4"}},
             {"$id": "4", "Type": "ip", "Address": "203.0.113.7", "Location": {"CountryCode": "NL"}},
             {"$id": "5", "Type": "mailMessage", "NetworkMessageId": "0f0e0d0c-0000-4000-8000-000000000005",
              "Recipient": "anna@contoso.example", "P1Sender": "bounce@evil.example", "P2Sender": "x@evil.example",
              "Subject": "Invoice", "SenderIP": "198.51.100.9", "InternetMessageId": "<1@evil.example>",
              "DeliveryAction": "Delivered", "Urls": ["https://evil.example/a"]},
             {"$id": "6", "Type": "process", "ProcessId": "0x1a4", "CommandLine": "a.exe -x",
              "CreationTimeUtc": "2026-08-01T06:20:00.5Z", "ImageFile": {"$ref": "7"}, "Account": {"$ref": "2"},
              "Host": {"$ref": "3"},
              "ParentProcess": {"$id": "8", "Type": "process", "ProcessId": "99", "CommandLine": "cmd",
                "ImageFile": {"$id": "9", "Type": "file", "Name": "cmd.exe"}}},
             {"$ref": "8"},
             {"$id": "7", "Type": "file", "Name": "a.exe", "Directory": "C:\\\\Users\\\\anna",
              "FileHashes": [{"$ref": "10"}, {"$id": "11", "Type": "filehash", "Algorithm": "MD5", "Value": "d41d8cd9"}]},
             {"$id": "10", "Type": "filehash", "Algorithm": "SHA256", "Value": "e3b0c442"},
             {"$id": "12", "Type": "url", "Url": "https://evil.example:8443/p?q=1#f"},
             {"$id": "13", "Type": "mailbox", "MailboxPrimaryAddress": "anna@contoso.example", "Upn": "anna@contoso.example",
              "DisplayName": "Anna", "ExternalDirectoryObjectId": "aaaa0000-0000-4000-8000-000000000002"},
             {"$id": "14", "Type": "mailCluster", "MailCount": 12, "Query": "Subject:\\"Invoice\\"", "Threats": ["Phish"]},
             {"$id": "15", "Type": "cloud-application", "AppId": 20892, "Name": "Microsoft SharePoint Online"},
             {"$id": "16", "Type": "azure-resource", "ResourceId": "/subscriptions/1/resourceGroups/g/x/vm1"},
             {"$id": "17", "Type": "registry-value", "Key": {"$ref": "18"}, "Name": "Run", "Value": "C:\\\\a.exe",
              "ValueType": "String"},
             {"$id": "18", "Type": "registry-key", "Hive": "HKEY_LOCAL_MACHINE", "Key": "SOFTWARE\\\\Run"},
             {"$id": "19", "Type": "malware", "Name": "Qakbot", "Category": "Trojan", "Files": [{"$ref": "7"}]},
             {"$id": "20", "Type": "dns", "DomainName": "evil.example", "IpAddresses": [{"$ref": "4"}]},
             {"$id": "21", "Type": "security-group", "DistinguishedName": "CN=Admins", "ObjectGuid": "bbbb-2"},
             {"$id": "22", "Type": "submissionMail", "NetworkMessageId": "0f0e0d0c-0000-4000-8000-000000000022",
              "Sender": "y@evil.example", "Recipient": "bob@contoso.example", "Submitter": "bob@contoso.example",
              "Subject": "Again", "SenderIp": "198.51.100.10", "SubmissionId": "s-1"},
             {"$id": "23", "Type": "iotdevice", "DeviceId": "plc-1", "DeviceName": "Press", "OperatingSystem": "Linux",
              "MacAddress": "00:11:22:33:44:55", "IpAddress": {"$ref": "4"}},
             {"$id": "24", "Type": "quantum-flux", "Spin": 0.5, "With": [{"$ref": "2"}]},
             {"$ref": "2"}, {"$ref": "nowhere"}]
            """;

    private static final String INCIDENT = """
            {"TenantId": "0a0a0000-0000-4000-8000-00000000aaaa", "TimeGenerated": "2026-08-01T06:55:00.1Z",
             "IncidentName": "7D0B3F9E-0000-4000-8000-000000004711", "Title": "Phish delivered to 3 users",
             "Description": "Several users got it.", "Severity": "Medium", "Status": "Active", "Classification": "",
             "ClassificationComment": "", "ClassificationReason": "",
             "Owner": "{\\"objectId\\":null,\\"email\\":null,\\"assignedTo\\":\\"Ana\\",\\"userPrincipalName\\":\\"ana@contoso.example\\"}",
             "ProviderName": "Microsoft XDR", "ProviderIncidentId": "98765",
             "FirstActivityTime": "2026-08-01T06:12:44Z", "LastActivityTime": "2026-08-01T06:40:02Z",
             "FirstModifiedTime": "2026-08-01T06:45:00Z", "LastModifiedTime": "2026-08-01T06:50:11.1234567Z",
             "CreatedTime": "2026-08-01T06:44:59.7654321Z", "ClosedTime": null, "IncidentNumber": 4711,
             "RelatedAnalyticRuleIds": "[]", "AlertIds": "[\\"8f6c0000-0000-4000-8000-000000000001\\"]", "BookmarkIds": "[]",
             "Comments": "[{\\"message\\":\\"older\\",\\"createdTimeUtc\\":\\"2026-08-01T06:46:00Z\\"},{\\"message\\":\\"newer\\",\\"createdTimeUtc\\":\\"2026-08-01T06:48:00Z\\",\\"author\\":{\\"name\\":\\"Ana\\"}},{\\"message\\":\\"oldest\\",\\"createdTimeUtc\\":\\"2026-08-01T06:45:00Z\\"}]",
             "Tasks": "[]", "Labels": "[{\\"labelName\\":\\"vip\\",\\"labelType\\":\\"User\\"}]",
             "IncidentUrl": "https://portal.azure.com/#asset/Incident/7d0b3f9e",
             "AdditionalData": "{\\"alertsCount\\":1,\\"tactics\\":[\\"InitialAccess\\"],\\"techniques\\":[\\"T1566\\"],\\"providerIncidentUrl\\":\\"https://security.microsoft.com/incidents/98765\\"}",
             "ModifiedBy": "Microsoft XDR", "SourceSystem": "Azure", "Type": "SecurityIncident"}
            """;

    private static final String ARM_INCIDENT = """
            {"id": "/subscriptions/1/providers/Microsoft.SecurityInsights/Incidents/7d0b3f9e-0000-4000-8000-000000004711",
             "name": "7D0B3F9E-0000-4000-8000-000000004711", "etag": "\\"0a00c1d2\\"",
             "type": "Microsoft.SecurityInsights/Incidents",
             "properties": {"title": "Phish delivered to 3 users", "description": "", "severity": "Medium",
               "status": "New", "owner": {"objectId": null, "email": null, "assignedTo": null, "userPrincipalName": null},
               "labels": [{"labelName": "vip", "labelType": "User"}], "firstActivityTimeUtc": "2026-08-01T06:12:44Z",
               "lastActivityTimeUtc": "2026-08-01T06:40:02Z", "lastModifiedTimeUtc": "2026-08-01T06:50:11.1234567Z",
               "createdTimeUtc": "2026-08-01T06:44:59.7654321Z", "incidentNumber": 4711, "providerName": "Microsoft XDR",
               "providerIncidentId": "98765", "incidentUrl": "https://portal.azure.com/#asset/Incident/7d0b3f9e",
               "relatedAnalyticRuleIds": [],
               "additionalData": {"alertsCount": 2, "bookmarksCount": 0, "commentsCount": 0,
                 "alertProductNames": ["Office 365 Advanced Threat Protection"], "tactics": ["InitialAccess"],
                 "techniques": ["T1566"], "providerIncidentUrl": "https://security.microsoft.com/incidents/98765"}}}
            """;

    private static final String ARM_ALERT = """
            {"id": "/subscriptions/1/providers/Microsoft.SecurityInsights/Entities/8f6c0000-0000-4000-8000-000000000001",
             "name": "8f6c0000-0000-4000-8000-000000000001", "type": "Microsoft.SecurityInsights/Entities",
             "kind": "SecurityAlert",
             "properties": {"systemAlertId": "8f6c0000-0000-4000-8000-000000000001", "tactics": ["InitialAccess"],
               "alertDisplayName": "Email messages removed after delivery", "description": "They were removed.",
               "confidenceLevel": "Unknown", "severity": "High", "vendorName": "Microsoft",
               "productName": "Office 365 Advanced Threat Protection", "alertType": "8e6ba277",
               "processingEndTime": "2026-08-01T06:52:10.7654321Z", "status": "Dismissed",
               "startTimeUtc": "2026-08-01T06:12:44Z", "endTimeUtc": "2026-08-01T06:40:02Z",
               "timeGenerated": "2026-08-01T06:52:11.1234567Z", "remediationSteps": ["Check the mailboxes."],
               "providerAlertId": "410e4342-4bfc-80a3-9600-08dd53ec811c",
               "alertLink": "https://security.microsoft.com/alerts/fa410e4342-4bfc-80a3-9600-08dd53ec811c",
               "resourceIdentifiers": [{"type": "LogAnalytics", "workspaceId": "0a0a0000"}],
               "additionalData": {"AlertMessageEnqueueTime": "2026-08-01T06:52:09Z"}, "friendlyName": "Email messages"}}
            """;

    /** Entities of an incident in Azure, which name each other. */
    static final String ARM_ENTITIES = """
            [{"id": "/subscriptions/1/x/Entities/e1", "name": "e1", "type": "Microsoft.SecurityInsights/Entities",
              "kind": "Account", "properties": {"accountName": "anna", "upnSuffix": "contoso.example", "friendlyName": "anna",
              "hostEntityId": "/subscriptions/1/X/Entities/E2"}},
             {"name": "e2", "kind": "Host", "properties": {"hostName": "wks1", "dnsDomain": "contoso.example"}},
             {"name": "e3", "kind": "Process", "properties": {"processId": "420", "commandLine": "a.exe",
              "imageFileEntityId": "e4", "accountEntityId": "e1", "hostEntityId": "e2", "parentProcessEntityId": "e3"}},
             {"name": "e4", "kind": "File", "properties": {"fileName": "a.exe", "directory": "/tmp",
              "fileHashEntityIds": ["e5", "gone"]}},
             {"name": "e5", "kind": "FileHash", "properties": {"algorithm": "SHA256", "hashValue": "e3b0c442"}},
             {"name": "e6", "kind": "MailMessage", "properties": {"networkMessageId": "0f0e0d0c-1", "recipient":
              "anna@contoso.example", "p2Sender": "x@evil.example", "senderIP": "198.51.100.9", "subject": "Invoice"}},
             {"name": "e7", "kind": "RegistryValue", "properties": {"keyEntityId": "e8", "valueName": "Run", "valueData": "x",
              "valueType": "String"}},
             {"name": "e8", "kind": "RegistryKey", "properties": {"hive": "HKEY_LOCAL_MACHINE", "key": "SOFTWARE"}},
             {"name": "e9", "kind": "Ip", "properties": {"address": "2001:db8::1"}},
             {"name": "e10", "kind": "CloudApplication", "properties": {"appId": 20892, "appName": "SharePoint"}},
             {"name": "e11", "kind": "DnsResolution", "properties": {"domainName": "evil.example", "ipAddressEntityIds": ["e9"]}},
             {"name": "e12", "kind": "Url", "properties": {"url": "https://evil.example/p"}},
             {"name": "e13", "kind": "Malware", "properties": {"malwareName": "Qakbot", "fileEntityIds": ["e4"]}},
             {"name": "e14", "kind": "SecurityGroup", "properties": {"distinguishedName": "CN=Admins", "sid": "S-1-5-1"}},
             {"name": "e15", "kind": "IoTDevice", "properties": {"deviceId": "plc-1", "deviceName": "Press",
              "macAddress": "00:11:22:33:44:55", "ipAddressEntityId": "e9"}},
             {"name": "e16", "kind": "Bookmark", "properties": {"displayName": "look here"}},
             {"name": "e17", "kind": "AzureResource", "properties": {"resourceId": "/subscriptions/1/x/vm1"}},
             {"name": "e18", "kind": "Mailbox", "properties": {"mailboxPrimaryAddress": "anna@contoso.example"}},
             {"name": "e19", "kind": "MailCluster", "properties": {"mailCount": 12}},
             {"name": "e20", "kind": "SubmissionMail", "properties": {"networkMessageId": "0f0e0d0c-2", "sender": "a@b.example"}}]
            """;

    private Samples() {}

    static ObjectNode alert() {
        return alert(ENTITIES);
    }

    /** The alert with other entities, which may be no JSON. */
    static ObjectNode alert(String entities) {
        return object(ALERT).put("Entities", entities);
    }

    /** An alert of a scheduled rule, whose extended properties are these. */
    static ObjectNode ruleAlert(ObjectNode properties) {
        return alert("")
                .put("ProductName", "Azure Sentinel")
                .put("ProviderName", "ASI Scheduled Alerts")
                .put("ProductComponentName", "Scheduled Alerts")
                .put("AlertType", "0a0a0000-0000-4000-8000-00000000aaaa_22222222-2222-4222-8222-222222222222")
                .put("AlertLink", "")
                .put("CompromisedEntity", "")
                .put("ExtendedProperties", properties.toString());
    }

    static ObjectNode incident() {
        return object(INCIDENT);
    }

    static ObjectNode armAlert() {
        return object(ARM_ALERT);
    }

    static ObjectNode armIncident() {
        return object(ARM_INCIDENT);
    }

    static ObjectNode object(String json) {
        return (ObjectNode) json(json);
    }

    static ArrayNode array(String json) {
        return (ArrayNode) json(json);
    }

    private static JsonNode json(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    static RawAlert raw(JsonNode alert) {
        return new RawAlert(TENANT, CONNECTION, Source.SENTINEL_LOG_ANALYTICS, READ_AT, incident(), alert);
    }

    static RawAlert rawArm(JsonNode alert) {
        return new RawAlert(TENANT, CONNECTION, Source.SENTINEL_ARM, READ_AT, armIncident(), alert);
    }

    static RawIncident rawIncident(JsonNode incident, String... alertIds) {
        return new RawIncident(
                TENANT,
                CONNECTION,
                Source.SENTINEL_LOG_ANALYTICS,
                READ_AT,
                incident,
                List.of(alertIds),
                alertIds.length);
    }

    static RawIncident rawArmIncident(JsonNode incident, @Nullable JsonNode entities) {
        return new RawIncident(TENANT, CONNECTION, Source.SENTINEL_ARM, READ_AT, incident, List.of("FA1"), 1, entities);
    }

    static JsonNode finding(JsonNode alert) {
        return finding(raw(alert));
    }

    /** Normalizes, writes and reads again: what a consumer of the topic sees. */
    static JsonNode finding(RawAlert raw) {
        try {
            byte[] written = Json.write(AlertEvent.of(raw, SentinelShape.ALL).finding(false, PROCESSED_AT));
            Json.read(written, DetectionFinding.class);
            return Json.MAPPER.readTree(written);
        } catch (MalformedEvent | IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    static JsonNode incidentFinding(RawIncident raw) {
        try {
            byte[] written = Json.write(IncidentEvent.of(raw, SentinelShape.ALL).finding(false, PROCESSED_AT));
            Json.read(written, IncidentFinding.class);
            return Json.MAPPER.readTree(written);
        } catch (MalformedEvent | IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    static String version(RawAlert raw) {
        try {
            return AlertEvent.of(raw, SentinelShape.ALL).version();
        } catch (MalformedEvent unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    static String version(RawIncident raw) {
        try {
            return IncidentEvent.of(raw, SentinelShape.ALL).version();
        } catch (MalformedEvent unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** The texts of an array of texts. */
    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
