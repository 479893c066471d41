package io.sluice.simulator.sentinel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.http.Json;
import io.sluice.simulator.incident.WireTime;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text in the column Entities: members in Pascal case, the type in lower case at the end, and each entity with an
 * id by which others refer to it. Both ways that products have are written: an entity within the first one that names
 * it, or all of them side by side, so that a reference may point to what only comes later.
 */
public final class EntityJson {

    /** Where an entity that another one names is written. */
    public enum Style {
        /** Within the first one that names it. */
        NESTED,
        /** Next to it. */
        FLAT
    }

    private final Map<SentinelEntity, String> written = new HashMap<>();
    private int next = 2;

    private EntityJson() {}

    /** The text. */
    public static String of(List<SentinelEntity> entities, Style style) {
        EntityJson json = new EntityJson();
        List<SentinelEntity> all = SentinelEntity.withParts(entities);
        ArrayNode array = Json.MAPPER.createArrayNode();
        if (style == Style.FLAT) {
            all.forEach(entity -> json.written.put(entity, json.id()));
        }
        all.forEach(
                entity -> array.add(style == Style.FLAT ? json.object(entity, json.idOf(entity)) : json.at(entity)));
        return array.toString();
    }

    private String id() {
        return Integer.toString(next++);
    }

    private String idOf(SentinelEntity entity) {
        return java.util.Objects.requireNonNull(written.get(entity));
    }

    /** The entity itself where it comes first, otherwise a reference to it. */
    private ObjectNode at(SentinelEntity entity) {
        String known = written.get(entity);
        if (known != null) {
            return Json.MAPPER.createObjectNode().put("$ref", known);
        }
        String id = id();
        written.put(entity, id);
        return object(entity, id);
    }

    private ObjectNode object(SentinelEntity entity, String id) {
        ObjectNode object = Json.MAPPER.createObjectNode().put("$id", id);
        members(entity).forEach((name, value) -> {
            switch (value) {
                case SentinelEntity part -> object.set(name, at(part));
                case List<?> parts -> {
                    ArrayNode array = object.putArray(name);
                    parts.forEach(part -> array.add(at((SentinelEntity) part)));
                }
                case Integer number -> object.put(name, number);
                case null -> {
                    // Not known.
                }
                default -> {
                    if (!value.toString().isEmpty()) {
                        object.put(name, value.toString());
                    }
                }
            }
        });
        return object.put("Type", type(entity));
    }

    /** The type of an entity in this column. */
    static String type(SentinelEntity entity) {
        return switch (entity) {
            case Account it -> "account";
            case Host it -> "host";
            case Ip it -> "ip";
            case Url it -> "url";
            case FileHash it -> "filehash";
            case File it -> "file";
            case ProcessSeen it -> "process";
            case MailMessage it -> "mailMessage";
            case MailCluster it -> "mailCluster";
            case Mailbox it -> "mailbox";
            case RegistryKey it -> "registry-key";
            case RegistryValue it -> "registry-value";
            case SecurityGroup it -> "security-group";
            case CloudApplication it -> "cloud-application";
        };
    }

    private static Map<String, @Nullable Object> members(SentinelEntity entity) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        switch (entity) {
            case Account it -> {
                members.put("Name", it.name());
                members.put("UPNSuffix", it.upnSuffix());
                members.put("NTDomain", it.ntDomain());
                members.put("AadUserId", it.aadUserId());
                members.put("Sid", it.sid());
            }
            case Host it -> {
                members.put("HostName", it.hostName());
                members.put("DnsDomain", it.dnsDomain());
                members.put("OSFamily", it.osFamily());
                members.put("OSVersion", it.osVersion());
                members.put("MdatpDeviceId", it.mdatpDeviceId());
            }
            case Ip it -> members.put("Address", it.address());
            case Url it -> members.put("Url", it.url());
            case FileHash it -> {
                members.put("Algorithm", it.algorithm());
                members.put("Value", it.value());
            }
            case File it -> {
                members.put("Directory", it.directory());
                members.put("Name", it.name());
                members.put("FileHashes", it.hashes());
            }
            case ProcessSeen it -> {
                members.put("ProcessId", it.processId());
                members.put("CommandLine", it.commandLine());
                members.put("CreationTimeUtc", it.created() == null ? null : WireTime.text(it.created()));
                members.put("ImageFile", it.image());
                members.put("Account", it.account());
                members.put("Host", it.host());
            }
            case MailMessage it -> {
                members.put("Recipient", it.recipient());
                members.put("NetworkMessageId", it.networkMessageId());
                members.put("InternetMessageId", it.internetMessageId());
                members.put("P1Sender", it.sender());
                members.put("P2Sender", it.sender());
                members.put("Sender", it.sender());
                members.put("Subject", it.subject());
                members.put("DeliveryAction", it.deliveryAction());
            }
            case MailCluster it -> {
                members.put("MailCount", it.mailCount());
                members.put("Query", it.query());
            }
            case Mailbox it -> {
                members.put("MailboxPrimaryAddress", it.primaryAddress());
                members.put("DisplayName", it.displayName());
                members.put("Upn", it.primaryAddress());
                members.put("ExternalDirectoryObjectId", it.aadUserId());
            }
            case RegistryKey it -> {
                members.put("Hive", it.hive());
                members.put("Key", it.key());
            }
            case RegistryValue it -> {
                members.put("Key", it.key());
                members.put("ValueType", it.type());
                members.put("Value", it.value());
            }
            case SecurityGroup it -> {
                members.put("ObjectGuid", it.objectGuid());
                members.put("DistinguishedName", it.name());
            }
            case CloudApplication it -> {
                members.put("AppId", it.appId());
                members.put("Name", it.name());
            }
        }
        return members;
    }
}
