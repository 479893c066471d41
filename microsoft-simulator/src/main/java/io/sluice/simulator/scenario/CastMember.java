package io.sluice.simulator.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
 * @param carries for a message: the files attached to it and the URLs in it
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
        @Nullable List<String> carries,
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

    /** Checks that the type has what it needs. */
    public CastMember {
        Objects.requireNonNull(type, "A cast member needs a type");
        switch (type) {
            case MESSAGE -> need(to != null && hasValues(values), "A message needs to and values");
            case CLUSTER -> need(of != null, "A cluster needs of");
            case PROCESS ->
                need(
                        user != null && (from != null || image != null) && hasValues(values),
                        "A process needs user, values, and from or image");
            case FILE, URL, GROUP ->
                need(hasValues(values), "A " + type.name().toLowerCase(Locale.ROOT) + " needs values");
            case REGISTRY -> need(key != null && hasValues(values), "A registry value needs key and values");
            case PERSON, DEVICE, IP -> {
                // Drawn from the organisation, or from the internet.
            }
        }
    }

    private static boolean hasValues(@Nullable List<String> values) {
        return values != null && !values.isEmpty();
    }

    private static void need(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The cast members that this one refers to, with the type that each must have. */
    Map<String, Type> references() {
        Map<String, Type> references = new LinkedHashMap<>();
        if (of != null) {
            references.put(of, type == Type.CLUSTER ? Type.MESSAGE : Type.PERSON);
        }
        if (to != null) {
            references.put(to, Type.PERSON);
        }
        if (user != null) {
            references.put(user, Type.PERSON);
        }
        if (on != null) {
            references.put(on, Type.DEVICE);
        }
        if (from != null && type == Type.PROCESS) {
            references.put(from, Type.FILE);
        }
        return references;
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
