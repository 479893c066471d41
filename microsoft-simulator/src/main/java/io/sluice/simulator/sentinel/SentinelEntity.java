package io.sluice.simulator.sentinel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that an alert is about, as Sentinel knows it. What is not known is an empty text.
 *
 * <p>Types after Microsoft Learn: "Microsoft Sentinel entity types reference".
 */
public sealed interface SentinelEntity {

    /** An account. */
    record Account(String name, String upnSuffix, String ntDomain, String aadUserId, String sid)
            implements SentinelEntity {
        /** The user principal name. */
        public String principalName() {
            return upnSuffix.isEmpty() ? name : name + "@" + upnSuffix;
        }
    }

    /** A device. */
    record Host(String hostName, String dnsDomain, String osFamily, String osVersion, String mdatpDeviceId)
            implements SentinelEntity {
        /** The name with its domain. */
        public String fullName() {
            return dnsDomain.isEmpty() ? hostName : hostName + "." + dnsDomain;
        }
    }

    /** An address. */
    record Ip(String address) implements SentinelEntity {}

    /** A link. */
    record Url(String url) implements SentinelEntity {}

    /** The hash of a file. */
    record FileHash(String algorithm, String value) implements SentinelEntity {}

    /** A file. */
    record File(String name, String directory, List<FileHash> hashes) implements SentinelEntity {
        @Override
        public List<SentinelEntity> parts() {
            return List.copyOf(hashes);
        }
    }

    /** A process. */
    record ProcessSeen(
            String processId,
            String commandLine,
            @Nullable Instant created,
            @Nullable File image,
            @Nullable Account account,
            @Nullable Host host)
            implements SentinelEntity {
        @Override
        public List<SentinelEntity> parts() {
            List<SentinelEntity> parts = new ArrayList<>();
            for (SentinelEntity part : new @Nullable SentinelEntity[] {image, account, host}) {
                if (part != null) {
                    parts.add(part);
                }
            }
            return parts;
        }
    }

    /** A message to one recipient. */
    record MailMessage(
            String networkMessageId,
            String internetMessageId,
            String recipient,
            String sender,
            String subject,
            String deliveryAction)
            implements SentinelEntity {}

    /** Similar messages. */
    record MailCluster(int mailCount, String query) implements SentinelEntity {}

    /** A mailbox. */
    record Mailbox(String primaryAddress, String displayName, String aadUserId) implements SentinelEntity {}

    /** A key in the registry. */
    record RegistryKey(String hive, String key) implements SentinelEntity {}

    /** A value in the registry. */
    record RegistryValue(RegistryKey key, String type, String value) implements SentinelEntity {
        @Override
        public List<SentinelEntity> parts() {
            return List.of(key);
        }
    }

    /** A security group. */
    record SecurityGroup(String objectGuid, String name) implements SentinelEntity {}

    /** A cloud application. */
    record CloudApplication(int appId, String name) implements SentinelEntity {}

    /** The entities that it names. */
    default List<SentinelEntity> parts() {
        return List.of();
    }

    /** All of them and all that they name, each once, the ones that name others first. */
    static List<SentinelEntity> withParts(List<SentinelEntity> entities) {
        Set<SentinelEntity> all = new LinkedHashSet<>();
        for (SentinelEntity entity : entities) {
            all.add(entity);
            all.addAll(withParts(entity.parts()));
        }
        return List.copyOf(all);
    }
}
