package io.sluice.sentinel.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.contracts.ocsf.Account;
import io.sluice.contracts.ocsf.AccountType;
import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.DeviceType;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.File;
import io.sluice.contracts.ocsf.Fingerprint;
import io.sluice.contracts.ocsf.HashAlgorithm;
import io.sluice.contracts.ocsf.NetworkEndpoint;
import io.sluice.contracts.ocsf.Os;
import io.sluice.contracts.ocsf.Process;
import io.sluice.contracts.ocsf.ResourceDetails;
import io.sluice.contracts.ocsf.User;
import io.sluice.polling.finding.Addresses;
import io.sluice.polling.finding.Artifacts;
import io.sluice.polling.finding.EvidenceDraft;
import io.sluice.polling.finding.SourceTime;
import io.sluice.polling.finding.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes evidence of an entity (Microsoft Learn: "Microsoft Sentinel entity types reference"; Azure's specification of
 * Microsoft.SecurityInsights, entities). Of a kind that is not listed here only the data is kept.
 */
final class EntityEvidence {

    /** How many hashes of a file count: each product gives one for each algorithm. */
    private static final int MAX_HASHES = 8;

    /** How many generations of processes are told. */
    private static final int MAX_GENERATIONS = 3;

    private EntityEvidence() {}

    /**
     * Returns the evidence.
     *
     * @param data what is kept of what Microsoft sent
     */
    static Evidence of(Entity entity, JsonNode data) {
        EvidenceDraft evidence = new EvidenceDraft(data, entity.type(), null);
        switch (entity.kind()) {
            case "account" -> {
                evidence.user = user(entity);
                evidence.device = seenOn(entity.entity("Host", "hostEntityId"));
            }
            case "host" -> evidence.device = host(entity);
            case "ip" -> evidence.srcEndpoint = endpoint(entity);
            case "url" -> evidence.url = Addresses.url(entity.text("Url", "url"));
            case "file" -> {
                evidence.file = file(entity);
                evidence.device = seenOn(entity.entity("Host", "hostEntityId"));
            }
            case "process" -> process(entity, evidence);
            case "mailbox" -> evidence.user = mailboxOwner(entity);
            case "mailmessage" -> mail(entity, evidence);
            case "submissionmail" -> submission(entity, evidence);
            case "registrykey" ->
                evidence.regKey = Artifacts.regKey(entity.text("Hive", "hive"), entity.text("Key", "key"));
            case "registryvalue" -> registryValue(entity, evidence);
            case "malware" -> malware(entity, evidence);
            case "dns", "dnsresolution" -> {
                evidence.resource = resource(entity.text("DomainName", "domainName"), null, "Domain name");
                evidence.srcEndpoint = endpoint(entity.entity("HostIpAddress", "hostIpAddressEntityId"));
                List<Entity> addresses = entity.entities("IpAddresses", "ipAddressEntityIds");
                evidence.dstEndpoint = addresses.isEmpty() ? null : endpoint(addresses.getFirst());
            }
            case "securitygroup" -> {
                String id = entity.text("ObjectGuid", "objectGuid");
                evidence.resource = resource(
                        entity.text("DistinguishedName", "distinguishedName"),
                        id != null ? id : entity.text("SID", "sid"),
                        "Security group");
            }
            case "cloudapplication" -> {
                String name = entity.text("Name", "appName");
                evidence.resource = resource(
                        name != null ? name : entity.text("InstanceName", "instanceName"),
                        entity.id("AppId", "appId"),
                        "Cloud application");
            }
            case "azureresource" -> {
                String id = entity.text("ResourceId", "resourceId");
                evidence.resource =
                        resource(id == null ? null : id.substring(id.lastIndexOf('/') + 1), id, "Azure resource");
            }
            case "amazonresource" ->
                evidence.resource =
                        resource(null, entity.text("AmazonResourceId", "amazonResourceId"), "Amazon resource");
            case "iotdevice" -> iotDevice(entity, evidence);
            case "cloudlogonsession", "hostlogonsession" -> {
                evidence.user = user(entity.entity("Account", "accountEntityId"));
                evidence.device = seenOn(entity.entity("Host", "hostEntityId"));
            }
            case "nic", "networkconnection" -> {
                evidence.srcEndpoint = endpoint(entity.entity("IpAddress", "ipAddressEntityId"));
                Entity source = entity.entity("SourceAddress", "sourceAddress");
                evidence.srcEndpoint = source == null ? evidence.srcEndpoint : endpoint(source);
                evidence.dstEndpoint = endpoint(entity.entity("DestinationAddress", "destinationAddress"));
            }
            default -> {}
        }
        return evidence.finish();
    }

    private static @Nullable User user(@Nullable Entity account) {
        if (account == null) {
            return null;
        }
        String name = account.text("Name", "accountName");
        String principal = account.text("UserPrincipalName", "userPrincipalName");
        String suffix = account.text("UPNSuffix", "upnSuffix");
        if (principal == null && name != null) {
            principal = name.indexOf('@') > 0 ? name : suffix == null ? null : name + '@' + suffix;
        }
        String domain = account.text("NTDomain", "ntDomain");
        return Artifacts.user(
                name,
                domain != null ? domain : account.text("DnsDomain", "dnsDomain"),
                account.text("Sid", "sid"),
                account.text("AadUserId", "aadUserId"),
                principal,
                account.text("DisplayName", "displayName"));
    }

    private static @Nullable Device host(Entity host) {
        String id = hostId(host);
        String hostname = hostname(host);
        String name = host.text("NetBiosName", "netBiosName");
        if (id == null && hostname == null && name == null) {
            return null;
        }
        Os os = Artifacts.os(host.text("OSFamily", "osFamily"), host.text("OSVersion", "osVersion"), null);
        String risk = host.text("RiskScore", "riskScore");
        NetworkEndpoint address = endpoint(host.entity("LastIpAddress", "lastIpAddress"));
        return new Device(
                id,
                host.text("AadDeviceId", "aadDeviceId"),
                hostname,
                name,
                Artifacts.deviceType(os),
                Artifacts.deviceType(os).caption(),
                address == null ? null : address.ip(),
                null,
                os,
                risk,
                Words.riskLevel(risk),
                null,
                null,
                null,
                List.of());
    }

    private static @Nullable Device seenOn(@Nullable Entity host) {
        if (host == null) {
            return null;
        }
        String id = hostId(host);
        String hostname = hostname(host);
        if (id == null && hostname == null) {
            return null;
        }
        return device(id, hostname, null, DeviceType.UNKNOWN, null, null);
    }

    /** Defender's id before those of Azure and of the agent: it is the one that Defender's alerts have. */
    private static @Nullable String hostId(Entity host) {
        String id = host.text("MdatpDeviceId", "mdatpDeviceId");
        id = id != null ? id : host.text("AzureID", "azureID");
        return id != null ? id : host.text("OMSAgentID", "omsAgentID");
    }

    private static @Nullable String hostname(Entity host) {
        String full = host.text("FQDN", "fqdn");
        String name = full != null ? full : host.text("HostName", "hostName");
        String domain = host.text("DnsDomain", "dnsDomain");
        return name == null || domain == null || name.indexOf('.') >= 0 ? name : name + '.' + domain;
    }

    private static Device device(
            @Nullable String uid,
            @Nullable String hostname,
            @Nullable String name,
            DeviceType type,
            @Nullable String ip,
            @Nullable Os os) {
        return new Device(
                uid, null, hostname, name, type, type.caption(), ip, null, os, null, null, null, null, null, List.of());
    }

    private static @Nullable NetworkEndpoint endpoint(@Nullable Entity ip) {
        return ip == null ? null : Addresses.endpoint(ip.text("Address", "address"));
    }

    private static @Nullable File file(@Nullable Entity file) {
        if (file == null) {
            return null;
        }
        return Artifacts.file(
                file.text("Name", "fileName"),
                file.text("Directory", "directory"),
                hashes(file),
                file.integer("SizeInBytes", "sizeInBytes"),
                file.text("Publisher", "publisher"));
    }

    private static List<Fingerprint> hashes(Entity file) {
        List<Fingerprint> hashes = new ArrayList<>(3);
        for (Entity hash : file.entities("FileHashes", "fileHashEntityIds")) {
            String value = hashes.size() < MAX_HASHES ? hash.text("Value", "hashValue") : null;
            if (value != null) {
                hashes.add(Fingerprint.of(algorithm(hash.text("Algorithm", "algorithm")), value));
            }
        }
        return hashes;
    }

    private static HashAlgorithm algorithm(@Nullable String word) {
        return switch (Words.plain(word)) {
            case "md5" -> HashAlgorithm.MD5;
            case "sha1" -> HashAlgorithm.SHA_1;
            case "sha256" -> HashAlgorithm.SHA_256;
            case "", "unknown" -> HashAlgorithm.UNKNOWN;
            default -> HashAlgorithm.OTHER;
        };
    }

    private static void process(Entity entity, EvidenceDraft evidence) {
        evidence.device = seenOn(entity.entity("Host", "hostEntityId"));
        evidence.process = process(entity, MAX_GENERATIONS);
        if (evidence.process == null) {
            evidence.file = file(entity.entity("ImageFile", "imageFileEntityId"));
            evidence.user = user(entity.entity("Account", "accountEntityId"));
        }
    }

    private static @Nullable Process process(@Nullable Entity entity, int generations) {
        Long pid = entity == null || generations == 0 ? null : entity.integer("ProcessId", "processId");
        if (entity == null || pid == null) {
            return null;
        }
        File file = file(entity.entity("ImageFile", "imageFileEntityId"));
        SourceTime created = entity.time("CreationTimeUtc", "creationTimeUtc");
        return new Process(
                pid,
                file == null ? null : file.name(),
                file == null ? null : file.path(),
                entity.text("CommandLine", "commandLine"),
                created == null ? null : created.epochMillis(),
                created == null ? null : created.text(),
                file,
                user(entity.entity("Account", "accountEntityId")),
                process(entity.entity("ParentProcess", "parentProcessEntityId"), generations - 1));
    }

    private static @Nullable User mailboxOwner(Entity mailbox) {
        String address = mailbox.text("MailboxPrimaryAddress", "mailboxPrimaryAddress");
        String principal = mailbox.text("Upn", "upn");
        String entraId = mailbox.text("AadId", "externalDirectoryObjectId");
        entraId = entraId != null ? entraId : mailbox.text("ExternalDirectoryObjectId", "aadId");
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
                mailbox.text("DisplayName", "displayName"),
                address == null
                        ? null
                        : new Account(address, null, AccountType.EMAIL_ACCOUNT.caption(), AccountType.EMAIL_ACCOUNT));
    }

    private static void mail(Entity message, EvidenceDraft evidence) {
        String from = message.text("P2Sender", "p2Sender");
        evidence.uid = message.text("NetworkMessageId", "networkMessageId");
        evidence.srcEndpoint = Addresses.endpoint(message.text("SenderIP", "senderIP"));
        evidence.email = Artifacts.email(
                from != null ? from : message.text("Sender", "sender"),
                message.text("Recipient", "recipient"),
                message.text("P1Sender", "p1Sender"),
                message.text("Subject", "subject"),
                message.text("InternetMessageId", "internetMessageId"));
    }

    private static void submission(Entity submission, EvidenceDraft evidence) {
        String submitter = submission.text("Submitter", "submitter");
        evidence.uid = submission.text("NetworkMessageId", "networkMessageId");
        evidence.srcEndpoint = Addresses.endpoint(submission.text("SenderIp", "senderIp"));
        evidence.user = submitter == null ? null : Artifacts.assignee(submitter);
        evidence.email = Artifacts.email(
                submission.text("Sender", "sender"),
                submission.text("Recipient", "recipient"),
                null,
                submission.text("Subject", "subject"),
                null);
    }

    private static void registryValue(Entity value, EvidenceDraft evidence) {
        Entity key = value.entity("Key", "keyEntityId");
        String hive = key == null ? null : key.text("Hive", "hive");
        String path = key == null ? null : key.text("Key", "key");
        String name = value.text("Name", "valueName");
        String data = value.id("Value", "valueData");
        evidence.regKey = Artifacts.regKey(hive, path);
        evidence.regValue = Artifacts.regValue(
                hive, path, name, value.text("ValueType", "valueType"), data == null ? null : TextNode.valueOf(data));
    }

    private static void malware(Entity malware, EvidenceDraft evidence) {
        List<Entity> files = malware.entities("Files", "fileEntityIds");
        List<Entity> processes = malware.entities("Processes", "processEntityIds");
        evidence.file = files.isEmpty() ? null : file(files.getFirst());
        evidence.process = processes.isEmpty() ? null : process(processes.getFirst(), MAX_GENERATIONS);
    }

    private static void iotDevice(Entity device, EvidenceDraft evidence) {
        NetworkEndpoint address = endpoint(device.entity("IpAddress", "ipAddressEntityId"));
        String id = device.text("DeviceId", "deviceId");
        String name = device.text("DeviceName", "deviceName");
        evidence.srcEndpoint = address;
        if (id != null || name != null) {
            Os os = Artifacts.os(device.text("OperatingSystem", "operatingSystem"), null, null);
            evidence.device = device(id, null, name, DeviceType.IOT, address == null ? null : address.ip(), os);
        }
    }

    private static @Nullable ResourceDetails resource(@Nullable String name, @Nullable String id, String type) {
        return name == null && id == null ? null : new ResourceDetails(name, id, type);
    }
}
