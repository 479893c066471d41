package io.sluice.enrichment.entity;

import io.sluice.contracts.ocsf.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of a device: {@code mde:} and its id in Defender for Endpoint, its DNS name, {@code id:} and what other id
 * it has (of Entra ID, of a virtual machine, of an agent), an Azure resource, and {@code host:} with the host name
 * alone, by which an alert that knows no more than that meets one that knows the DNS name.
 */
final class DeviceNames {

    private static final int DEFENDER_ID = 0;
    private static final int DNS_NAME = 1;
    private static final int OTHER_ID = 2;

    /** Defender for Endpoint's ids are SHA-1 digests. */
    private static final int DEFENDER_ID_LENGTH = 40;

    private static final int MAX_NAME = 253;

    /** Host names that many devices have, and those of phones as sign-ins show them. */
    private static final Set<String> ANYBODY = Set.of(
            "localhost",
            "unknown",
            "n/a",
            "iphone",
            "ipad",
            "ios",
            "android",
            "macbook",
            "desktop",
            "laptop",
            "windows");

    private static final int MAX_ID = 200;

    private DeviceNames() {}

    /** Returns the names of a device; none if it has none that says which it is. */
    static List<Value> of(Device device) {
        List<Value> values = of(device.uid(), device.hostname());
        addId(values, device.uidAlt());
        addId(values, device.instanceUid());
        addName(values, device.name());
        return values;
    }

    /** Returns the names of a device of which only an id and a name are known; a list to be added to. */
    static List<Value> of(@Nullable String id, @Nullable String name) {
        List<Value> values = new ArrayList<>(4);
        addId(values, id);
        addName(values, name);
        return values;
    }

    private static void addId(List<Value> values, @Nullable String text) {
        String id = text == null ? null : CanonicalText.lower(text);
        if (id == null || id.length() > CanonicalText.MAX_VALUE) {
            return;
        }
        String guid = CanonicalText.guid(id);
        if (guid != null) {
            add(values, OTHER_ID, "id:" + guid);
        } else if (isDefenderId(id)) {
            add(values, DEFENDER_ID, "mde:" + id);
        } else if (id.startsWith("/subscriptions/")) {
            String resource = ResourceIds.azure(id);
            if (resource != null) {
                add(values, OTHER_ID, resource);
            }
        } else if (id.length() <= MAX_ID && isPlain(id) && !isZero(id)) {
            add(values, OTHER_ID, "id:" + id);
        }
    }

    private static void addName(List<Value> values, @Nullable String text) {
        String name = hostname(text);
        if (name == null) {
            return;
        }
        int dot = name.indexOf('.');
        String host = dot > 0 ? name.substring(0, dot) : name;
        boolean anybody = ANYBODY.contains(host);
        if (dot > 0 && !host.equals("localhost")) {
            add(values, DNS_NAME, name);
        }
        if (!anybody) {
            add(values, Value.LAST_RESORT, "host:" + host);
        }
    }

    /** Returns a host's name in lower case; nothing if it has not the form of one, or is an address. */
    private static @Nullable String hostname(@Nullable String text) {
        if (text == null || text.length() > 2 * MAX_NAME) {
            return null;
        }
        String name = text.strip().toLowerCase(Locale.ROOT);
        name = name.substring(name.lastIndexOf('\\') + 1);
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == '$')) {
            end--;
        }
        name = name.substring(0, end);
        if (name.isEmpty() || name.length() > MAX_NAME || name.charAt(0) == '.' || IpAddresses.parse(name) != null) {
            return null;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed =
                    c == '.' ? name.charAt(i - 1) != '.' : c == '-' || c == '_' || Character.isLetterOrDigit(c);
            if (!allowed) {
                return null;
            }
        }
        return name;
    }

    private static boolean isDefenderId(String id) {
        if (id.length() != DEFENDER_ID_LENGTH || isZero(id)) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!CanonicalText.isHex(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) != '0' && id.charAt(i) != '-') {
                return false;
            }
        }
        return true;
    }

    private static void add(List<Value> values, int rank, String text) {
        Value value = new Value(rank, text);
        if (!values.contains(value)) {
            values.add(value);
        }
    }
}
