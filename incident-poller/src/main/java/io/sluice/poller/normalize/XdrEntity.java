package io.sluice.poller.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.ocsf.Account;
import io.sluice.contracts.ocsf.AccountType;
import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.Evidence;
import io.sluice.contracts.ocsf.File;
import io.sluice.contracts.ocsf.Process;
import io.sluice.contracts.ocsf.ResourceDetails;
import io.sluice.contracts.ocsf.User;
import io.sluice.polling.finding.Addresses;
import io.sluice.polling.finding.Artifacts;
import io.sluice.polling.finding.EvidenceDraft;
import io.sluice.polling.finding.Members;
import io.sluice.polling.finding.SourceTime;
import io.sluice.polling.finding.Words;
import org.jspecify.annotations.Nullable;

/**
 * Reads an entity of an alert (Microsoft Learn: List incidents API, entity format). The kind is told by
 * {@code entityType}, whose capitals differ between payloads; of a kind that is not listed here only the data is kept.
 */
final class XdrEntity {

    private XdrEntity() {}

    static Evidence read(JsonNode entity, JsonNode devices) {
        String type = Members.text(entity, "entityType");
        EvidenceDraft evidence = new EvidenceDraft(entity, type, Members.text(entity, "verdict"));
        evidence.device = seenOn(entity, devices);
        switch (Words.plain(type)) {
            case "user" -> evidence.user = user(entity);
            case "ip" -> evidence.srcEndpoint = Addresses.endpoint(Members.text(entity, "ipAddress"));
            case "url" -> evidence.url = Addresses.url(Members.text(entity, "url"));
            case "file" -> {
                evidence.file = file(entity);
                evidence.user = user(entity);
            }
            case "process" -> process(entity, evidence);
            case "mailbox" -> evidence.user = mailboxOwner(entity);
            case "mailmessage" -> mail(entity, evidence);
            case "registry", "registrykey", "registryvalue" -> registry(entity, evidence);
            case "securitygroup" ->
                evidence.resource = resource(entity, "securityGroupName", "securityGroupId", "Security group");
            case "cloudapplication" -> evidence.resource = resource(entity, "name", "appId", "Cloud application");
            default -> {}
        }
        return evidence.finish();
    }

    private static @Nullable Device seenOn(JsonNode entity, JsonNode devices) {
        String deviceId = Members.text(entity, "deviceId");
        if (deviceId == null) {
            return null;
        }
        for (JsonNode device : devices) {
            if (deviceId.equals(Members.text(device, XdrDevice.ID))) {
                return Artifacts.deviceReference(deviceId, Members.text(device, XdrDevice.HOSTNAME));
            }
        }
        return Artifacts.deviceReference(deviceId, null);
    }

    private static @Nullable User user(JsonNode entity) {
        return Artifacts.user(
                Members.text(entity, "accountName"),
                Members.text(entity, "domainName"),
                Members.text(entity, "userSid"),
                Members.text(entity, "aadUserId"),
                Members.text(entity, "userPrincipalName"),
                null);
    }

    private static @Nullable File file(JsonNode entity) {
        return Artifacts.file(
                Members.text(entity, "fileName"),
                Members.text(entity, "filePath"),
                Artifacts.hashes(
                        Members.text(entity, "md5"), Members.text(entity, "sha1"), Members.text(entity, "sha256")),
                Members.integer(entity, "fileSize"),
                null);
    }

    private static void process(JsonNode entity, EvidenceDraft evidence) {
        Long pid = Members.integer(entity, "processId");
        File file = file(entity);
        User user = user(entity);
        if (pid == null) {
            evidence.file = file;
            evidence.user = user;
            return;
        }
        SourceTime created = Members.time(entity, "processCreationTime");
        evidence.process = new Process(
                pid,
                file == null ? null : file.name(),
                file == null ? null : file.path(),
                Members.text(entity, "processCommandLine"),
                created == null ? null : created.epochMillis(),
                created == null ? null : created.text(),
                file,
                user,
                parent(entity));
    }

    private static @Nullable Process parent(JsonNode entity) {
        Long pid = Members.integer(entity, "parentProcessId");
        if (pid == null) {
            return null;
        }
        SourceTime created = Members.time(entity, "parentProcessCreationTime");
        return new Process(
                pid,
                Members.text(entity, "parentProcessFileName"),
                null,
                null,
                created == null ? null : created.epochMillis(),
                created == null ? null : created.text(),
                null,
                null,
                null);
    }

    private static @Nullable User mailboxOwner(JsonNode entity) {
        String address = Members.text(entity, "mailboxAddress");
        String principal = Members.text(entity, "userPrincipalName");
        String entraId = Members.text(entity, "aadUserId");
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
                Members.text(entity, "mailboxDisplayName"),
                address == null
                        ? null
                        : new Account(address, null, AccountType.EMAIL_ACCOUNT.caption(), AccountType.EMAIL_ACCOUNT));
    }

    private static void mail(JsonNode entity, EvidenceDraft evidence) {
        evidence.uid = Members.text(entity, "networkMessageId");
        evidence.user = user(entity);
        evidence.srcEndpoint = Addresses.endpoint(Members.text(entity, "senderIp"));
        evidence.email = Artifacts.email(
                Members.text(entity, "sender"),
                Members.text(entity, "recipient"),
                null,
                Members.text(entity, "subject"),
                Members.text(entity, "internetMessageId"));
    }

    private static void registry(JsonNode entity, EvidenceDraft evidence) {
        String hive = Members.text(entity, "registryHive");
        String key = Members.text(entity, "registryKey");
        evidence.regKey = Artifacts.regKey(hive, key);
        evidence.regValue = Artifacts.regValue(
                hive,
                key,
                Members.text(entity, "registryValueName"),
                Members.text(entity, "registryValueType"),
                entity.get("registryValue"));
    }

    private static @Nullable ResourceDetails resource(JsonNode entity, String name, String id, String type) {
        String named = Members.text(entity, name);
        String identified = Members.id(entity, id);
        return named == null && identified == null ? null : new ResourceDetails(named, identified, type);
    }
}
