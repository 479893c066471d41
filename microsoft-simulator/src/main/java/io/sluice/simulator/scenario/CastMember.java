package io.sluice.simulator.scenario;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody or something that takes part in a scenario. It is drawn once for each run and the same in all its alerts.
 *
 * @param type what it is
 * @param of for a device: the person it belongs to; for a cluster: the message it is about
 * @param role for a device: {@code server}; for an ip: {@code attacker} or {@code office}
 * @param to for a message: the person who got it
 * @param from for a message: the sender; for a process: the cast member that is its file
 * @param user for a process: the person who ran it
 * @param on for a file or process: the device it is on
 * @param image for a process: the name of a Windows program, instead of {@code from}
 * @param folder for a file or process: where it lies
 * @param key for a registry value: hive and key
 * @param delivery for a message: Delivered, Blocked, Junked or Replaced
 * @param verdict Malicious, Suspicious or NoThreatsFound
 * @param values of which one is drawn: file names, URLs, subjects, command lines, group names, registry values;
 *     placeholders are filled
 */
public record CastMember(
        Type type,
        @Nullable String of,
        @Nullable String role,
        @Nullable String to,
        @Nullable String from,
        @Nullable String user,
        @Nullable String on,
        @Nullable String image,
        @Nullable String folder,
        @Nullable String key,
        @Nullable String delivery,
        @Nullable String verdict,
        @Nullable List<String> values) {

    /** What can take part. */
    public enum Type {
        /** Somebody of the organisation. */
        PERSON,
        /** A workstation or a server. */
        DEVICE,
        /** A mail. */
        MESSAGE,
        /** Similar mails. */
        CLUSTER,
        /** A file. */
        FILE,
        /** A process. */
        PROCESS,
        /** A URL. */
        URL,
        /** An IP address. */
        IP,
        /** A registry value. */
        REGISTRY,
        /** A security group. */
        GROUP
    }

    /** The verdict, or what is usual for the type. */
    public String effectiveVerdict() {
        if (verdict != null) {
            return verdict;
        }
        return switch (type) {
            case PERSON, DEVICE, GROUP, PROCESS, REGISTRY, CLUSTER -> "Suspicious";
            case MESSAGE, FILE, URL -> "Malicious";
            case IP -> "office".equals(role) ? "NoThreatsFound" : "Suspicious";
        };
    }

    /** The values, which this type must have. */
    public List<String> someValues() {
        if (values == null || values.isEmpty()) {
            throw new IllegalArgumentException("A " + type.name().toLowerCase(Locale.ROOT) + " needs values");
        }
        return values;
    }
}
