package io.sluice.polling.finding;

import io.sluice.contracts.ocsf.Device;
import io.sluice.contracts.ocsf.DeviceType;
import io.sluice.contracts.ocsf.Email;
import io.sluice.contracts.ocsf.File;
import io.sluice.contracts.ocsf.FileType;
import io.sluice.contracts.ocsf.Fingerprint;
import io.sluice.contracts.ocsf.HashAlgorithm;
import io.sluice.contracts.ocsf.Os;
import io.sluice.contracts.ocsf.OsType;
import io.sluice.contracts.ocsf.RegKey;
import io.sluice.contracts.ocsf.RegValue;
import io.sluice.contracts.ocsf.RegValueType;
import io.sluice.contracts.ocsf.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * OCSF's objects from what Microsoft says about users, files, devices and so on. Where it says less than the standard
 * demands of an object (a process without an id, a mail without a valid address) there is no object.
 */
public final class Artifacts {

    private Artifacts() {}

    public static @Nullable User user(
            @Nullable String accountName,
            @Nullable String domain,
            @Nullable String sid,
            @Nullable String entraId,
            @Nullable String principalName,
            @Nullable String displayName) {
        String name = accountName != null ? accountName : principalName;
        String uid = entraId != null ? entraId : sid;
        if (name == null && uid == null) {
            return null;
        }
        return new User(
                name,
                uid,
                entraId != null ? sid : null,
                domain,
                Addresses.emailOrNothing(principalName),
                displayName,
                null);
    }

    /** An assignee, who is a principal name or a display name such as {@code Automation}. */
    public static User assignee(String name) {
        return new User(name, null, null, null, Addresses.emailOrNothing(name), null, null);
    }

    public static List<Fingerprint> hashes(@Nullable String md5, @Nullable String sha1, @Nullable String sha256) {
        if (md5 == null && sha1 == null && sha256 == null) {
            return List.of();
        }
        List<Fingerprint> hashes = new ArrayList<>(3);
        add(hashes, HashAlgorithm.MD5, md5);
        add(hashes, HashAlgorithm.SHA_1, sha1);
        add(hashes, HashAlgorithm.SHA_256, sha256);
        return hashes;
    }

    private static void add(List<Fingerprint> hashes, HashAlgorithm algorithm, @Nullable String value) {
        if (value != null) {
            hashes.add(Fingerprint.of(algorithm, value));
        }
    }

    /** A file; Microsoft's file path usually is the folder, now and then folder and name. */
    public static @Nullable File file(
            @Nullable String fileName,
            @Nullable String filePath,
            List<Fingerprint> hashes,
            @Nullable Long size,
            @Nullable String publisher) {
        String path = filePath;
        String folder = filePath;
        String name = fileName;
        if (filePath != null) {
            int lastSeparator = Math.max(filePath.lastIndexOf('\\'), filePath.lastIndexOf('/'));
            String last = filePath.substring(lastSeparator + 1);
            if (name == null || last.equalsIgnoreCase(name)) {
                name = name == null ? last : name;
                folder = lastSeparator > 0 ? filePath.substring(0, lastSeparator) : null;
            } else {
                char separator = filePath.indexOf('\\') < 0 && filePath.indexOf('/') >= 0 ? '/' : '\\';
                path = last.isEmpty() ? filePath + name : filePath + separator + name;
            }
        }
        if (name == null || name.isEmpty()) {
            return null;
        }
        return new File(name, FileType.REGULAR_FILE, path, folder, size, publisher, hashes);
    }

    public static @Nullable Email email(
            @Nullable String from,
            @Nullable String to,
            @Nullable String envelopeSender,
            @Nullable String subject,
            @Nullable String internetMessageId) {
        String validFrom = Addresses.emailOrNothing(from);
        String validTo = Addresses.emailOrNothing(to);
        if (validFrom == null && validTo == null) {
            return null;
        }
        return new Email(
                validFrom,
                validTo == null ? List.of() : List.of(validTo),
                Addresses.emailOrNothing(envelopeSender),
                subject,
                internetMessageId);
    }

    public static @Nullable RegKey regKey(@Nullable String hive, @Nullable String key) {
        String path = registryPath(hive, key);
        return path == null ? null : new RegKey(path);
    }

    public static @Nullable RegValue regValue(
            @Nullable String hive,
            @Nullable String key,
            @Nullable String name,
            @Nullable String type,
            com.fasterxml.jackson.databind.@Nullable JsonNode data) {
        String path = registryPath(hive, key);
        if (path == null || name == null) {
            return null;
        }
        return new RegValue(path, name, type, type == null ? null : registryType(type), data);
    }

    private static @Nullable String registryPath(@Nullable String hive, @Nullable String key) {
        if (hive != null && key != null) {
            return hive + "\\" + key;
        }
        return key != null ? key : hive;
    }

    private static RegValueType registryType(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "REG_BINARY", "BINARY" -> RegValueType.REG_BINARY;
            case "REG_DWORD", "DWORD" -> RegValueType.REG_DWORD;
            case "REG_EXPAND_SZ", "EXPANDSTRING" -> RegValueType.REG_EXPAND_SZ;
            case "REG_MULTI_SZ", "MULTISTRING" -> RegValueType.REG_MULTI_SZ;
            case "REG_NONE", "NONE" -> RegValueType.REG_NONE;
            case "REG_QWORD", "QWORD" -> RegValueType.REG_QWORD;
            case "REG_SZ", "STRING" -> RegValueType.REG_SZ;
            case "UNKNOWN" -> RegValueType.UNKNOWN;
            default -> RegValueType.OTHER;
        };
    }

    public static @Nullable Os os(@Nullable String platform, @Nullable String version, @Nullable String build) {
        if (platform == null) {
            return null;
        }
        String word = platform.toLowerCase(Locale.ROOT);
        OsType type;
        if (word.startsWith("windows")) {
            type = OsType.WINDOWS;
        } else if (word.startsWith("macos")) {
            type = OsType.MACOS;
        } else if (word.startsWith("ios")) {
            type = OsType.IOS;
        } else if (word.startsWith("ipados")) {
            type = OsType.IPADOS;
        } else if (word.startsWith("android")) {
            type = OsType.ANDROID;
        } else if (word.startsWith("linux") || LINUX_DISTRIBUTIONS.contains(word)) {
            type = OsType.LINUX;
        } else {
            type = OsType.OTHER;
        }
        return new Os(platform, type, type.caption(), version, build);
    }

    private static final List<String> LINUX_DISTRIBUTIONS =
            List.of("ubuntu", "debian", "redhatenterpriselinux", "centos", "suse", "oraclelinux", "fedora");

    public static DeviceType deviceType(@Nullable Os os) {
        if (os == null) {
            return DeviceType.UNKNOWN;
        }
        if (os.typeId() == OsType.ANDROID || os.typeId() == OsType.IOS) {
            return DeviceType.MOBILE;
        }
        return os.name().toLowerCase(Locale.ROOT).startsWith("windowsserver") ? DeviceType.SERVER : DeviceType.UNKNOWN;
    }

    /** A device of which only the id, and perhaps the name, is known: the one that some evidence was seen on. */
    public static Device deviceReference(String uid, @Nullable String hostname) {
        return new Device(
                uid,
                null,
                hostname,
                null,
                DeviceType.UNKNOWN,
                DeviceType.UNKNOWN.caption(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }
}
