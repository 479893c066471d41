package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Account;
import io.sluice.contracts.ocsf.AccountType;
import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.File;
import io.sluice.contracts.ocsf.Group;
import io.sluice.contracts.ocsf.Os;
import io.sluice.contracts.ocsf.Process;
import io.sluice.contracts.ocsf.ResourceDetails;
import io.sluice.contracts.ocsf.User;
import io.sluice.polling.finding.Addresses;
import io.sluice.polling.finding.Artifacts;
import io.sluice.polling.finding.EvidenceDraft;
import io.sluice.polling.finding.Members;
import io.sluice.polling.finding.SourceTime;
import io.sluice.polling.finding.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a piece of evidence of Microsoft Graph (Microsoft Learn: alertEvidence resource type and those derived from
 * it). The kind is told by {@code @odata.type}; of a kind that is not listed here only the data is kept.
 */
final class GraphEvidence {

    private static final String NAMESPACE = "#microsoft.graph.security.";
    private static final String DEVICE = "deviceevidence";

    private GraphEvidence() {}

    static Evidence read(JsonNode data, JsonNode all) {
        String type = Members.text(data, "@odata.type");
        String name = type != null && type.startsWith(NAMESPACE) ? type.substring(NAMESPACE.length()) : type;
        EvidenceDraft evidence = new EvidenceDraft(data, name, Members.text(data, "verdict"));
        evidence.device = seenOn(data, all);
        switch (Words.plain(name)) {
            case DEVICE -> evidence.device = device(data);
            case "userevidence" -> evidence.user = user(Members.object(data, "userAccount"));
            case "ipevidence" -> evidence.srcEndpoint = Addresses.endpoint(Members.text(data, "ipAddress"));
            case "urlevidence" -> evidence.url = Addresses.url(Members.text(data, "url"));
            case "fileevidence" -> evidence.file = file(Members.object(data, "fileDetails"));
            case "processevidence" -> process(data, evidence);
            case "mailboxevidence" -> evidence.user = mailboxOwner(data);
            case "analyzedmessageevidence" -> mail(data, evidence);
            case "registrykeyevidence" ->
                evidence.regKey =
                        Artifacts.regKey(Members.text(data, "registryHive"), Members.text(data, "registryKey"));
            case "registryvalueevidence" -> registryValue(data, evidence);
            case "networkconnectionevidence" -> connection(data, evidence);
            case "securitygroupevidence" ->
                evidence.resource = resource(data, "displayName", "securityGroupId", "Security group");
            case "cloudapplicationevidence" ->
                evidence.resource = resource(data, "displayName", "appId", "Cloud application");
            case "oauthapplicationevidence" ->
                evidence.resource = resource(data, "displayName", "objectId", "OAuth application");
            case "azureresourceevidence" ->
                evidence.resource = resource(data, "resourceName", "resourceId", "Azure resource");
            default -> {}
        }
        return evidence.finish();
    }

    static boolean isDevice(JsonNode data) {
        String type = Members.text(data, "@odata.type");
        return type != null && Words.plain(type).endsWith("." + DEVICE);
    }

    private static @Nullable Device seenOn(JsonNode data, JsonNode all) {
        String deviceId = Members.text(data, "mdeDeviceId");
        if (deviceId == null) {
            return null;
        }
        for (JsonNode other : all) {
            if (isDevice(other) && deviceId.equals(Members.text(other, "mdeDeviceId"))) {
                return Artifacts.deviceReference(deviceId, Members.text(other, "deviceDnsName"));
            }
        }
        return Artifacts.deviceReference(deviceId, null);
    }

    private static @Nullable Device device(JsonNode data) {
        String id = Members.text(data, "mdeDeviceId");
        String hostname = Members.text(data, "deviceDnsName");
        String name = Members.text(data, "hostName");
        if (id == null && hostname == null && name == null) {
            return null;
        }
        Os os = Artifacts.os(
                Members.text(data, "osPlatform"), Members.text(data, "version"), Members.id(data, "osBuild"));
        String risk = Members.text(data, "riskScore");
        String groupId = Members.id(data, "rbacGroupId");
        String groupName = Members.text(data, "rbacGroupName");
        String ip = Members.text(data, "lastIpAddress");
        SourceTime firstSeen = Members.time(data, "firstSeenDateTime");
        return new Device(
                id,
                Members.text(data, "azureAdDeviceId"),
                hostname,
                name,
                Artifacts.deviceType(os),
                Artifacts.deviceType(os).caption(),
                ip != null && Addresses.isIp(ip) ? ip : null,
                Members.text(Members.object(data, "vmMetadata"), "vmId"),
                os,
                risk,
                Words.riskLevel(risk),
                firstSeen == null ? null : firstSeen.epochMillis(),
                firstSeen == null ? null : firstSeen.text(),
                "onboarded".equals(Words.plain(Members.text(data, "onboardingStatus"))) ? true : null,
                groupId == null && groupName == null
                        ? List.of()
                        : List.of(new Group(groupName, groupId, "Device group")));
    }

    private static @Nullable User user(JsonNode account) {
        return Artifacts.user(
                Members.text(account, "accountName"),
                Members.text(account, "domainName"),
                Members.text(account, "userSid"),
                Members.text(account, "azureAdUserId"),
                Members.text(account, "userPrincipalName"),
                Members.text(account, "displayName"));
    }

    private static @Nullable File file(JsonNode details) {
        return Artifacts.file(
                Members.text(details, "fileName"),
                Members.text(details, "filePath"),
                Artifacts.hashes(
                        Members.text(details, "md5"), Members.text(details, "sha1"), Members.text(details, "sha256")),
                Members.integer(details, "fileSize"),
                Members.text(details, "filePublisher"));
    }

    private static void process(JsonNode data, EvidenceDraft evidence) {
        File file = file(Members.object(data, "imageFile"));
        User user = user(Members.object(data, "userAccount"));
        Process process = process(
                Members.integer(data, "processId"),
                Members.time(data, "processCreationDateTime"),
                Members.text(data, "processCommandLine"),
                file,
                user,
                process(
                        Members.integer(data, "parentProcessId"),
                        Members.time(data, "parentProcessCreationDateTime"),
                        null,
                        file(Members.object(data, "parentProcessImageFile")),
                        null,
                        null));
        evidence.process = process;
        if (process == null) {
            evidence.file = file;
            evidence.user = user;
        }
    }

    private static @Nullable Process process(
            @Nullable Long pid,
            @Nullable SourceTime created,
            @Nullable String commandLine,
            @Nullable File file,
            @Nullable User user,
            @Nullable Process parent) {
        if (pid == null) {
            return null;
        }
        return new Process(
                pid,
                file == null ? null : file.name(),
                file == null ? null : file.path(),
                commandLine,
                created == null ? null : created.epochMillis(),
                created == null ? null : created.text(),
                file,
                user,
                parent);
    }

    private static @Nullable User mailboxOwner(JsonNode data) {
        String address = Members.text(data, "primaryAddress");
        String principal = Members.text(data, "upn");
        String entraId = Members.text(Members.object(data, "userAccount"), "azureAdUserId");
        String name = principal != null ? principal : address;
        if (name == null && entraId == null) {
            return null;
        }
        return new User(
                name,
                entraId,
                null,
                null,
                Addresses.emailOrNothing(address != null ? address : principal),
                Members.text(data, "displayName"),
                address == null
                        ? null
                        : new Account(address, null, AccountType.EMAIL_ACCOUNT.caption(), AccountType.EMAIL_ACCOUNT));
    }

    private static void mail(JsonNode data, EvidenceDraft evidence) {
        String from = Members.text(Members.object(data, "p2Sender"), "emailAddress");
        String envelope = Members.text(Members.object(data, "p1Sender"), "emailAddress");
        evidence.uid = Members.text(data, "networkMessageId");
        evidence.srcEndpoint = Addresses.endpoint(Members.text(data, "senderIp"));
        evidence.email = Artifacts.email(
                from != null ? from : envelope,
                Members.text(data, "recipientEmailAddress"),
                envelope,
                Members.text(data, "subject"),
                Members.text(data, "internetMessageId"));
    }

    private static void registryValue(JsonNode data, EvidenceDraft evidence) {
        String hive = Members.text(data, "registryHive");
        String key = Members.text(data, "registryKey");
        evidence.regKey = Artifacts.regKey(hive, key);
        evidence.regValue = Artifacts.regValue(
                hive,
                key,
                Members.text(data, "registryValueName"),
                Members.text(data, "registryValueType"),
                data.get("registryValue"));
    }

    private static void connection(JsonNode data, EvidenceDraft evidence) {
        evidence.srcEndpoint =
                Addresses.endpoint(address(data.get("sourceAddress")), Members.integer(data, "sourcePort"));
        evidence.dstEndpoint =
                Addresses.endpoint(address(data.get("destinationAddress")), Members.integer(data, "destinationPort"));
    }

    /** An address comes as IP evidence of its own. */
    private static @Nullable String address(@Nullable JsonNode ipEvidence) {
        return ipEvidence == null ? null : Members.text(ipEvidence, "ipAddress");
    }

    private static @Nullable ResourceDetails resource(JsonNode data, String name, String id, String type) {
        String named = Members.text(data, name);
        String identified = Members.id(data, id);
        return named == null && identified == null ? null : new ResourceDetails(named, identified, type);
    }
}
