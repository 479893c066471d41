package io.sluice.simulator.arm;

import io.sluice.simulator.incident.WireTime;
import io.sluice.simulator.sentinel.SentinelEntity;
import io.sluice.simulator.sentinel.SentinelEntity.Account;
import io.sluice.simulator.sentinel.SentinelEntity.CloudApplication;
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
import io.sluice.simulator.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entities in the form of Azure Resource Manager: each an object of its own, which others name by its GUID. */
final class EntityObject {

    private final Tenant tenant;

    /** Makes the objects of a tenant. */
    EntityObject(Tenant tenant) {
        this.tenant = tenant;
    }

    /** The GUID of an entity, the same in all incidents. */
    String name(SentinelEntity entity) {
        return UUID.nameUUIDFromBytes(
                        ("sentinel entity " + tenant.id() + " " + entity).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private @Nullable String nameOf(@Nullable SentinelEntity entity) {
        return entity == null ? null : name(entity);
    }

    Map<String, @Nullable Object> of(SentinelEntity entity) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        String kind = fill(entity, properties);
        properties.values().removeIf(value -> value == null || "".equals(value));
        properties.put("additionalData", Map.of());
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", AlertObject.path(tenant, name(entity)));
        object.put("name", name(entity));
        object.put("type", "Microsoft.SecurityInsights/Entities");
        object.put("kind", kind);
        object.put("properties", properties);
        return object;
    }

    private String fill(SentinelEntity entity, Map<String, @Nullable Object> properties) {
        return switch (entity) {
            case Account it -> {
                properties.put("accountName", it.name());
                properties.put("upnSuffix", it.upnSuffix());
                properties.put("ntDomain", it.ntDomain());
                properties.put("aadUserId", it.aadUserId());
                properties.put("aadTenantId", it.aadUserId().isEmpty() ? "" : tenant.id());
                properties.put("sid", it.sid());
                properties.put("friendlyName", it.principalName());
                yield "Account";
            }
            case Host it -> {
                properties.put("hostName", it.hostName());
                properties.put("dnsDomain", it.dnsDomain());
                properties.put("osFamily", it.osFamily());
                properties.put("osVersion", it.osVersion());
                properties.put("friendlyName", it.hostName());
                yield "Host";
            }
            case Ip it -> {
                properties.put("address", it.address());
                properties.put("friendlyName", it.address());
                yield "Ip";
            }
            case Url it -> {
                properties.put("url", it.url());
                properties.put("friendlyName", it.url());
                yield "Url";
            }
            case FileHash it -> {
                properties.put("algorithm", it.algorithm());
                properties.put("hashValue", it.value());
                properties.put("friendlyName", it.value() + "(" + it.algorithm() + ")");
                yield "FileHash";
            }
            case File it -> {
                properties.put("directory", it.directory());
                properties.put("fileName", it.name());
                properties.put(
                        "fileHashEntityIds",
                        it.hashes().stream().map(this::name).toList());
                properties.put("friendlyName", it.name());
                yield "File";
            }
            case ProcessSeen it -> {
                properties.put("processId", it.processId());
                properties.put("commandLine", it.commandLine());
                properties.put("creationTimeUtc", it.created() == null ? null : WireTime.text(it.created()));
                properties.put("imageFileEntityId", nameOf(it.image()));
                properties.put("accountEntityId", nameOf(it.account()));
                properties.put("hostEntityId", nameOf(it.host()));
                properties.put("friendlyName", it.commandLine());
                yield "Process";
            }
            case MailMessage it -> {
                properties.put("recipient", it.recipient());
                properties.put("networkMessageId", it.networkMessageId());
                properties.put("internetMessageId", it.internetMessageId());
                properties.put("p1Sender", it.sender());
                properties.put("p2Sender", it.sender());
                properties.put("subject", it.subject());
                properties.put("deliveryAction", it.deliveryAction());
                properties.put("friendlyName", it.subject());
                yield "MailMessage";
            }
            case MailCluster it -> {
                properties.put("mailCount", it.mailCount());
                properties.put("query", it.query());
                properties.put("friendlyName", it.query());
                yield "MailCluster";
            }
            case Mailbox it -> {
                properties.put("mailboxPrimaryAddress", it.primaryAddress());
                properties.put("displayName", it.displayName());
                properties.put("upn", it.primaryAddress());
                properties.put("externalDirectoryObjectId", it.aadUserId());
                properties.put("friendlyName", it.displayName());
                yield "Mailbox";
            }
            case RegistryKey it -> {
                properties.put("hive", it.hive());
                properties.put("key", it.key());
                properties.put("friendlyName", it.key());
                yield "RegistryKey";
            }
            case RegistryValue it -> {
                properties.put("keyEntityId", name(it.key()));
                properties.put("valueType", it.type());
                properties.put("valueData", it.value());
                properties.put("friendlyName", it.value());
                yield "RegistryValue";
            }
            case SecurityGroup it -> {
                properties.put("objectGuid", it.objectGuid());
                properties.put("distinguishedName", it.name());
                properties.put("friendlyName", it.name());
                yield "SecurityGroup";
            }
            case CloudApplication it -> {
                properties.put("appId", it.appId());
                properties.put("appName", it.name());
                properties.put("friendlyName", it.name());
                yield "CloudApplication";
            }
        };
    }

    /** How many there are of each kind. */
    static List<Map<String, Object>> counts(List<Map<String, @Nullable Object>> entities) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        entities.forEach(entity -> counts.merge(String.valueOf(entity.get("kind")), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> Map.<String, Object>of("entityKind", entry.getKey(), "count", entry.getValue()))
                .toList();
    }
}
