package io.sluice.simulator.telemetry;

import io.sluice.simulator.incident.Alert;
import io.sluice.simulator.incident.Device;
import io.sluice.simulator.incident.Evidence;
import io.sluice.simulator.incident.EvidenceItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Alerts and their evidence, as advanced hunting has them. */
final class AlertLog {

    private AlertLog() {}

    private static Map<String, @Nullable Object> cells(Alert alert) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("AlertId", alert.alertId());
        cells.put("Title", alert.title());
        cells.put("Category", alert.category());
        cells.put("Categories", List.of(alert.category()));
        cells.put("Severity", alert.severity());
        cells.put("ServiceSource", source(alert.serviceSource()));
        cells.put("DetectionSource", source(alert.serviceSource()));
        cells.put("AttackTechniques", alert.techniques().isEmpty() ? "" : alert.techniques());
        return cells;
    }

    private static String source(String service) {
        return switch (service) {
            case "MicrosoftDefenderForEndpoint" -> "Microsoft Defender for Endpoint";
            case "MicrosoftDefenderForOffice365" -> "Microsoft Defender for Office 365";
            case "MicrosoftDefenderForIdentity" -> "Microsoft Defender for Identity";
            case "MicrosoftCloudAppSecurity" -> "Microsoft Defender for Cloud Apps";
            case "AADIdentityProtection" -> "AAD Identity Protection";
            default -> "Microsoft 365 Defender";
        };
    }

    static Stream<Event> alerts(World world) {
        return world.alerts().stream().map(alert -> new Event(alert.creation(), () -> cells(alert)));
    }

    static Stream<Event> evidence(World world) {
        return world.alerts().stream()
                .flatMap(alert -> Stream.concat(
                        alert.devices().stream()
                                .map(device -> new Event(alert.creation(), () -> device(alert, device))),
                        alert.entities().stream()
                                .map(item -> new Event(item.created(), () -> item(world, alert, item)))));
    }

    private static Map<String, @Nullable Object> device(Alert alert, Device device) {
        Map<String, @Nullable Object> cells = cells(alert);
        cells.put("EntityType", "Machine");
        cells.put("EvidenceRole", "Impacted");
        cells.put("DeviceId", device.mdatpId());
        cells.put("DeviceName", device.dnsName());
        return cells;
    }

    private static Map<String, @Nullable Object> item(World world, Alert alert, EvidenceItem item) {
        Map<String, @Nullable Object> cells = cells(alert);
        cells.put("EvidenceRole", "Related");
        world.device(item.deviceId()).ifPresent(device -> {
            cells.put("DeviceId", device.mdatpId());
            cells.put("DeviceName", device.dnsName());
        });
        switch (item.what()) {
            case Evidence.User user -> user(cells, user);
            case Evidence.Mailbox mailbox -> {
                cells.put("EntityType", "Mailbox");
                cells.put("AccountUpn", mailbox.address());
                cells.put("AccountObjectId", mailbox.aadUserId());
            }
            case Evidence.Ip ip -> {
                cells.put("EntityType", "Ip");
                cells.put("RemoteIP", ip.address());
            }
            case Evidence.Url url -> {
                cells.put("EntityType", "Url");
                cells.put("RemoteUrl", url.url());
            }
            case Evidence.FileSeen file -> file(cells, "File", file);
            case Evidence.ProcessSeen process -> {
                file(cells, "Process", process.image());
                cells.put("ProcessCommandLine", process.commandLine());
                cells.put("AccountName", process.user().accountName());
                cells.put("AccountSid", process.user().sid());
            }
            case Evidence.MailMessage message -> {
                cells.put("EntityType", "MailMessage");
                cells.put("NetworkMessageId", message.networkMessageId());
                cells.put("EmailSubject", message.subject());
                cells.put("AccountUpn", message.recipient().principalName());
            }
            case Evidence.MailCluster cluster -> cells.put("EntityType", "MailCluster");
            case Evidence.RegistryValue registry -> {
                cells.put("EntityType", "RegistryValue");
                cells.put("RegistryKey", registry.hive() + "\\" + registry.key());
                cells.put("RegistryValueData", registry.value());
            }
            case Evidence.SecurityGroup group -> cells.put("EntityType", "SecurityGroup");
            case Evidence.Bulk bulk -> cells.put("EntityType", "Process");
        }
        cells.put("AdditionalFields", Map.of("Type", item.what().entityType()));
        return cells;
    }

    private static void user(Map<String, @Nullable Object> cells, Evidence.User user) {
        cells.put("EntityType", "User");
        cells.put("AccountName", user.accountName());
        cells.put("AccountDomain", user.domainName());
        cells.put("AccountSid", user.sid());
        cells.put("AccountObjectId", user.aadUserId());
        cells.put("AccountUpn", user.principalName());
    }

    private static void file(Map<String, @Nullable Object> cells, String type, Evidence.FileSeen file) {
        cells.put("EntityType", type);
        cells.put("FileName", file.name());
        cells.put("FolderPath", file.folder());
        cells.put("SHA1", file.sha1());
        cells.put("SHA256", file.sha256());
    }
}
