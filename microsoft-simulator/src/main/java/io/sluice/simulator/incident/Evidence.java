package io.sluice.simulator.incident;

import io.sluice.simulator.mail.FileContent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that an alert is about. One and the same evidence appears in all alerts of an attack that saw it.
 *
 * <p>Types and properties after Microsoft Learn: "List incidents API in Microsoft Defender XDR".
 */
public sealed interface Evidence {

    /** The discriminator on the wire. */
    String entityType();

    /** The properties on the wire, without the common ones. Times are {@link Instant}s. */
    Map<String, Object> properties();

    /** A user account. */
    record User(String accountName, String domainName, String sid, String aadUserId, String principalName)
            implements Evidence {
        @Override
        public String entityType() {
            return "User";
        }

        @Override
        public Map<String, Object> properties() {
            return Map.of(
                    "accountName",
                    accountName,
                    "domainName",
                    domainName,
                    "userSid",
                    sid,
                    "aadUserId",
                    aadUserId,
                    "userPrincipalName",
                    principalName);
        }
    }

    /** A mailbox. */
    record Mailbox(String displayName, String address, String aadUserId) implements Evidence {
        @Override
        public String entityType() {
            return "MailBox";
        }

        @Override
        public Map<String, Object> properties() {
            return Map.of(
                    "mailboxDisplayName",
                    displayName,
                    "mailboxAddress",
                    address,
                    "userPrincipalName",
                    address,
                    "aadUserId",
                    aadUserId);
        }
    }

    /** An IP address. */
    record Ip(String address) implements Evidence {
        @Override
        public String entityType() {
            return "Ip";
        }

        @Override
        public Map<String, Object> properties() {
            return Map.of("ipAddress", address);
        }
    }

    /** A URL. */
    record Url(String url) implements Evidence {
        @Override
        public String entityType() {
            return "Url";
        }

        @Override
        public Map<String, Object> properties() {
            return Map.of("url", url);
        }
    }

    /**
     * A file by its hashes.
     *
     * @param content what its bytes follow from, where the simulator can make them; nothing else about it is random
     */
    record FileSeen(
            String sha1,
            String sha256,
            String name,
            String folder,
            @Nullable FileContent content) implements Evidence {
        @Override
        public String entityType() {
            return "File";
        }

        @Override
        public Map<String, Object> properties() {
            return Map.of("sha1", sha1, "sha256", sha256, "fileName", name, "filePath", folder);
        }
    }

    /** A process that ran a file for a user. */
    record ProcessSeen(FileSeen image, int processId, String commandLine, Instant started, int parentId, User user)
            implements Evidence {
        @Override
        public String entityType() {
            return "Process";
        }

        @Override
        public Map<String, Object> properties() {
            Map<String, Object> all = new LinkedHashMap<>(image.properties());
            all.putAll(user.properties());
            all.put("processId", processId);
            all.put("processCommandLine", commandLine);
            all.put("processCreationTime", started);
            all.put("parentProcessId", parentId);
            all.put("parentProcessCreationTime", started.minusSeconds(41));
            return all;
        }
    }

    /**
     * A message. The network message id is what joins it with mail traces and the quarantine.
     *
     * @param received when it came in
     * @param carries the files that are attached to it and the addresses that it links to, which alerts list apart
     */
    record MailMessage(
            String sender,
            User recipient,
            String subject,
            String deliveryAction,
            String internetMessageId,
            String networkMessageId,
            Instant received,
            List<Evidence> carries)
            implements Evidence {
        @Override
        public String entityType() {
            return "MailMessage";
        }

        @Override
        public Map<String, Object> properties() {
            Map<String, Object> all = new LinkedHashMap<>(recipient.properties());
            all.put("sender", sender);
            all.put("recipient", recipient.principalName());
            all.put("subject", subject);
            all.put("deliveryAction", deliveryAction);
            all.put("internetMessageId", internetMessageId);
            all.put("networkMessageId", networkMessageId);
            return all;
        }
    }

    /**
     * Similar messages.
     *
     * @param first the one among them that the alert is about
     */
    record MailCluster(String clusterBy, String value, int count, MailMessage first) implements Evidence {
        @Override
        public String entityType() {
            return "MailCluster";
        }

        @Override
        public Map<String, Object> properties() {
            return Map.of("clusterBy", clusterBy, "clusterByValue", value, "emailCount", count);
        }
    }

    /** A value in the registry. */
    record RegistryValue(String hive, String key, String type, String value) implements Evidence {
        @Override
        public String entityType() {
            return "Registry";
        }

        @Override
        public Map<String, Object> properties() {
            return Map.of("registryHive", hive, "registryKey", key, "registryValueType", type, "registryValue", value);
        }
    }

    /** A security group. */
    record SecurityGroup(String id, String name) implements Evidence {
        @Override
        public String entityType() {
            return "SecurityGroup";
        }

        @Override
        public Map<String, Object> properties() {
            return Map.of("securityGroupId", id, "securityGroupName", name);
        }
    }

    /** A process with a very long encoded command line, made when it is written: weight for load tests. */
    record Bulk(int bytes, int number) implements Evidence {

        private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

        @Override
        public String entityType() {
            return "Process";
        }

        @Override
        public Map<String, Object> properties() {
            StringBuilder line = new StringBuilder(bytes + 32).append("powershell.exe -enc ");
            int state = number * 0x9E3779B9 + 1;
            while (line.length() < bytes) {
                state = state * 1664525 + 1013904223;
                line.append(LETTERS.charAt(state >>> 26));
            }
            return Map.of("fileName", "powershell.exe", "processId", 4000 + number % 30000, "processCommandLine", line);
        }
    }
}
