package io.sluice.simulator.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.simulator.sentinel.SentinelEntity.Account;
import io.sluice.simulator.sentinel.SentinelEntity.File;
import io.sluice.simulator.sentinel.SentinelEntity.FileHash;
import io.sluice.simulator.sentinel.SentinelEntity.Host;
import io.sluice.simulator.sentinel.SentinelEntity.Ip;
import io.sluice.simulator.sentinel.SentinelEntity.MailCluster;
import io.sluice.simulator.sentinel.SentinelEntity.MailMessage;
import io.sluice.simulator.sentinel.SentinelEntity.Mailbox;
import io.sluice.simulator.sentinel.SentinelEntity.ProcessSeen;
import io.sluice.simulator.sentinel.SentinelEntity.RegistryKey;
import io.sluice.simulator.sentinel.SentinelEntity.RegistryValue;
import io.sluice.simulator.sentinel.SentinelEntity.SecurityGroup;
import io.sluice.simulator.sentinel.SentinelEntity.Url;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the evidence of an alert of Defender XDR as Sentinel takes it over. */
final class DefenderEntities {

    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Set<SentinelEntity> entities = new LinkedHashSet<>();

    private DefenderEntities() {}

    /** The entities of an alert, in the form of the incidents API. */
    static List<SentinelEntity> of(JsonNode alert) {
        DefenderEntities reading = new DefenderEntities();
        alert.path("devices").forEach(reading::device);
        alert.path("entities").forEach(reading::evidence);
        return List.copyOf(reading.entities);
    }

    private void device(JsonNode device) {
        String name = text(device, "deviceDnsName");
        if (name.isEmpty()) {
            return;
        }
        int dot = name.indexOf('.');
        String os = text(device, "osPlatform");
        Host host = new Host(
                dot < 0 ? name : name.substring(0, dot),
                dot < 0 ? "" : name.substring(dot + 1),
                os.startsWith("Windows") ? "Windows" : os.startsWith("Linux") ? "Linux" : "Unknown",
                text(device, "version"),
                text(device, "mdatpDeviceId"));
        hosts.put(host.mdatpDeviceId(), host);
        entities.add(host);
    }

    /** Sentinel leaves out what it has no entity for. */
    private void evidence(JsonNode item) {
        switch (text(item, "entityType")) {
            case "User" -> entities.add(account(item));
            case "Ip" -> entities.add(new Ip(text(item, "ipAddress")));
            case "Url" -> entities.add(new Url(text(item, "url")));
            case "File" -> entities.add(file(item));
            case "Process" -> entities.add(process(item));
            case "MailMessage" ->
                entities.add(new MailMessage(
                        text(item, "networkMessageId"),
                        text(item, "internetMessageId"),
                        text(item, "recipient"),
                        text(item, "sender"),
                        text(item, "subject"),
                        text(item, "deliveryAction")));
            case "MailBox", "Mailbox" ->
                entities.add(new Mailbox(
                        text(item, "mailboxAddress"), text(item, "mailboxDisplayName"), text(item, "aadUserId")));
            case "MailCluster" ->
                entities.add(new MailCluster(
                        item.path("emailCount").asInt(),
                        text(item, "clusterBy") + " : \"" + text(item, "clusterByValue") + "\""));
            case "Registry", "RegistryValue" ->
                entities.add(new RegistryValue(
                        new RegistryKey(text(item, "registryHive"), text(item, "registryKey")),
                        text(item, "registryValueType"),
                        text(item, "registryValue")));
            case "SecurityGroup" ->
                entities.add(new SecurityGroup(text(item, "securityGroupId"), text(item, "securityGroupName")));
            default -> {
                // Nothing that Sentinel knows.
            }
        }
    }

    private static Account account(JsonNode item) {
        String principal = text(item, "userPrincipalName");
        int at = principal.indexOf('@');
        String name = text(item, "accountName");
        return new Account(
                name.isEmpty() && at > 0 ? principal.substring(0, at) : name,
                at < 0 ? "" : principal.substring(at + 1),
                text(item, "domainName"),
                text(item, "aadUserId"),
                text(item, "userSid"));
    }

    private static File file(JsonNode item) {
        List<FileHash> hashes = new ArrayList<>();
        for (String algorithm : List.of("sha1", "sha256")) {
            if (!text(item, algorithm).isEmpty()) {
                hashes.add(new FileHash(algorithm.toUpperCase(java.util.Locale.ROOT), text(item, algorithm)));
            }
        }
        return new File(text(item, "fileName"), text(item, "filePath"), List.copyOf(hashes));
    }

    private ProcessSeen process(JsonNode item) {
        return new ProcessSeen(
                text(item, "processId"),
                text(item, "processCommandLine"),
                time(text(item, "processCreationTime")),
                text(item, "fileName").isEmpty() ? null : file(item),
                text(item, "accountName").isEmpty() ? null : account(item),
                hosts.get(text(item, "deviceId")));
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String text(JsonNode item, String member) {
        return item.path(member).asText("");
    }
}
