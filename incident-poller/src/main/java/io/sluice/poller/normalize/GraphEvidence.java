package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Account;
import io.sluice.contracts.ocsf.AccountType;
import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.DeviceType;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.File;
import io.sluice.contracts.ocsf.Fingerprint;
import io.sluice.contracts.ocsf.Group;
import io.sluice.contracts.ocsf.Os;
import io.sluice.contracts.ocsf.Process;
import io.sluice.contracts.ocsf.User;
import io.sluice.polling.finding.Addresses;
import io.sluice.polling.finding.Artifacts;
import io.sluice.polling.finding.EvidenceDraft;
import io.sluice.polling.finding.Members;
import io.sluice.polling.finding.SourceTime;
import io.sluice.polling.finding.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a piece of evidence of Microsoft Graph (Microsoft Learn: alertEvidence resource type and those derived from
 * it). The kind is told by {@code @odata.type}; of a kind that is not listed here only the data is kept.
 */
final class GraphEvidence {

    private static final String DEVICE = "Device";

    private GraphEvidence() {}

    static Evidence read(JsonNode data, JsonNode all) {
        String kind = GraphWords.kind(Members.text(data, "@odata.type"));
        String verdict = Members.text(data, "verdict");
        // The Defender XDR API has no verdict on devices; that Graph knows none either is nothing more.
        EvidenceDraft evidence = new EvidenceDraft(
                data, kind, DEVICE.equals(kind) ? GraphWords.decision(verdict) : GraphWords.word(verdict));
        evidence.device = seenOn(data, all);
        switch (kind == null ? "" : kind) {
            case DEVICE -> evidence.device = device(data);
            case "User" -> evidence.user = user(data);
            case "Ip" -> evidence.srcEndpoint = Addresses.endpoint(Members.text(data, "ipAddress"));
            case "Url" -> evidence.url = Addresses.url(Members.text(data, "url"));
            case "File" -> evidence.file = file(Members.object(data, "fileDetails"));
            case "Process" -> process(data, evidence);
            case "Malware" -> malware(data, evidence);
            case "MailBox" -> evidence.user = mailboxOwner(data, "primaryAddress");
            case "MailboxConfiguration" -> evidence.user = mailboxOwner(data, "mailboxPrimaryAddress");
            case "MailMessage" -> mail(data, evidence);
            case "SubmissionMail" -> submission(data, evidence);
            case "TeamsMessage" -> teamsMessage(data, evidence);
            case "Registry" -> registry(data, evidence);
            case "Dns" -> domain(data, evidence);
            case "Nic" -> evidence.srcEndpoint = Addresses.endpoint(address(data.get("ipAddress")));
            case "NetworkConnection" -> connection(data, evidence);
            case "CloudLogonSession", "HostLogonSession" -> session(data, evidence);
            case "Blob" -> blob(data, evidence);
            case "IoTDevice" -> evidence.device = thing(data);
            case "GitHubUser" ->
                evidence.user = Artifacts.user(
                        Members.text(data, "login"),
                        null,
                        null,
                        Members.id(data, "userId"),
                        Members.text(data, "email"),
                        Members.text(data, "name"));
            case "KubernetesService" -> evidence.srcEndpoint = Addresses.endpoint(address(data.get("clusterIP")));
            case "KubernetesPod" -> evidence.srcEndpoint = Addresses.endpoint(address(data.get("podIp")));
            default -> {}
        }
        if (evidence.resource == null) {
            evidence.resource = GraphResources.of(kind, data);
        }
        return evidence.finish();
    }

    static boolean isDevice(JsonNode data) {
        String type = Members.text(data, "@odata.type");
        return DEVICE.equals(GraphWords.kind(type));
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
        String name = hostname == null ? Members.text(data, "hostName") : null;
        if (id == null && hostname == null && name == null) {
            return null;
        }
        Os os = Artifacts.os(
                Members.text(data, "osPlatform"), Members.text(data, "version"), Members.id(data, "osBuild"));
        String risk = GraphWords.word(Members.text(data, "riskScore"));
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

    /** The account of evidence that has one. */
    private static @Nullable User user(JsonNode data) {
        JsonNode account = Members.object(data, "userAccount");
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
        User user = user(data);
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

    private static @Nullable User mailboxOwner(JsonNode data, String addressMember) {
        String address = Members.text(data, addressMember);
        String principal = Members.text(data, "upn");
        String account = Members.text(Members.object(data, "userAccount"), "azureAdUserId");
        String entraId = account != null ? account : Members.text(data, "externalDirectoryObjectId");
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

    private static void registry(JsonNode data, EvidenceDraft evidence) {
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

    /** Software that several files and processes can be; what OCSF has one place for is the first of each. */
    private static void malware(JsonNode data, EvidenceDraft evidence) {
        evidence.file = file(Members.object(first(data, "files"), "fileDetails"));
        EvidenceDraft process = new EvidenceDraft(data, null, null);
        process(first(data, "processes"), process);
        evidence.process = process.process;
    }

    private static JsonNode first(JsonNode data, String array) {
        return Members.array(data, array).path(0);
    }

    private static void submission(JsonNode data, EvidenceDraft evidence) {
        evidence.uid = Members.text(data, "networkMessageId");
        evidence.srcEndpoint = Addresses.endpoint(Members.text(data, "senderIp"));
        evidence.user = Artifacts.user(null, null, null, null, Members.text(data, "submitter"), null);
        evidence.email = Artifacts.email(
                Members.text(data, "sender"),
                Members.text(data, "recipient"),
                null,
                Members.text(data, "subject"),
                null);
    }

    private static void teamsMessage(JsonNode data, EvidenceDraft evidence) {
        evidence.user = Artifacts.user(null, null, null, null, Members.text(data, "senderFromAddress"), null);
        evidence.srcEndpoint = Addresses.endpoint(Members.text(data, "senderIP"));
        evidence.url = Addresses.url(Members.text(first(data, "urls"), "url"));
    }

    private static void domain(JsonNode data, EvidenceDraft evidence) {
        evidence.srcEndpoint = Addresses.endpoint(address(data.get("hostIpAddress")));
        evidence.dstEndpoint = Addresses.endpoint(address(data.get("dnsServerIp")));
    }

    private static void session(JsonNode data, EvidenceDraft evidence) {
        evidence.user = user(Members.object(data, "account"));
        JsonNode host = Members.object(data, "host");
        if (host.isObject()) {
            evidence.device = device(host);
        }
    }

    private static void blob(JsonNode data, EvidenceDraft evidence) {
        evidence.url = Addresses.url(Members.text(data, "url"));
        List<Fingerprint> hashes = new ArrayList<>();
        for (JsonNode hash : Members.array(data, "fileHashes")) {
            String value = Members.text(hash, "value");
            switch (Words.plain(Members.text(hash, "algorithm"))) {
                case "md5" -> hashes.addAll(Artifacts.hashes(value, null, null));
                case "sha1" -> hashes.addAll(Artifacts.hashes(null, value, null));
                case "sha256" -> hashes.addAll(Artifacts.hashes(null, null, value));
                default -> {}
            }
        }
        evidence.file = Artifacts.file(Members.text(data, "name"), null, hashes, null, null);
    }

    /** A device that Defender for IoT watches. */
    private static @Nullable Device thing(JsonNode data) {
        String id = Members.text(data, "deviceId");
        String name = Members.text(data, "deviceName");
        String ip = address(data.get("ipAddress"));
        if (id == null && name == null) {
            return null;
        }
        Os os = Artifacts.os(Members.text(data, "operatingSystem"), null, null);
        return new Device(
                id,
                null,
                null,
                name,
                DeviceType.IOT,
                DeviceType.IOT.caption(),
                ip != null && Addresses.isIp(ip) ? ip : null,
                null,
                os,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }
}
