package io.sluice.enrichment.entity;

import io.sluice.contracts.correlation.EntityKind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What never is an entity, made ready to be looked up; entries need not be in canonical form. */
final class IgnoreList {

    private static final class Network {
        private final byte[] address;
        private final int bits;

        Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        boolean has(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || (address[whole] ^ other[whole]) >> (8 - rest) == 0;
        }
    }

    private final Map<EntityKind, Set<String>> values = new EnumMap<>(EntityKind.class);
    private final Map<EntityKind, Set<String>> domains = new EnumMap<>(EntityKind.class);
    private final List<Network> networks = new ArrayList<>();

    IgnoreList(EntitySettings settings) {
        for (EntityKind kind : EntityKind.values()) {
            Set<String> known = new HashSet<>();
            Set<String> parents = new HashSet<>();
            for (String entry : settings.ignored().getOrDefault(kind, Set.of())) {
                add(kind, entry.strip(), known, parents);
            }
            values.put(kind, Set.copyOf(known));
            domains.put(kind, Set.copyOf(parents));
        }
    }

    private void add(EntityKind kind, String entry, Set<String> known, Set<String> parents) {
        switch (kind) {
            case IP -> {
                Network network = network(entry);
                if (network != null) {
                    networks.add(network);
                }
            }
            case URL -> {
                WebAddress address = WebAddress.of(entry);
                boolean host = entry.indexOf('/') < 0;
                if (address != null && host) {
                    parents.add(address.host());
                } else if (address != null) {
                    address.values().forEach(value -> known.add(value.text()));
                }
            }
            case DOMAIN, USER, MAILBOX -> {
                String lower = entry.toLowerCase(Locale.ROOT);
                boolean whole = lower.indexOf('@') > 0 || lower.indexOf('\\') >= 0 || lower.indexOf(':') >= 0;
                String host = whole ? null : WebAddress.host(lower.startsWith("@") ? lower.substring(1) : lower);
                if (host != null) {
                    parents.add(host);
                } else {
                    known.add(
                            lower.startsWith("sid:")
                                    ? "sid:" + lower.substring(4).toUpperCase(Locale.ROOT)
                                    : lower);
                }
            }
            case MESSAGE -> known.add(entry);
            case INCIDENT, FILE, DEVICE, RESOURCE -> known.add(entry.toLowerCase(Locale.ROOT));
        }
    }

    private static @Nullable Network network(String entry) {
        int slash = entry.indexOf('/');
        InetAddress address = IpAddresses.parse(slash < 0 ? entry : entry.substring(0, slash));
        if (address == null) {
            return null;
        }
        byte[] bytes = address.getAddress();
        try {
            int bits = slash < 0 ? 8 * bytes.length : Integer.parseInt(entry.substring(slash + 1));
            return bits < 0 || bits > 8 * bytes.length ? null : new Network(bytes, bits);
        } catch (NumberFormatException noNetwork) {
            return null;
        }
    }

    /** Returns whether any of an entity's values is listed. */
    boolean has(EntityKind kind, Collection<Value> entity) {
        Set<String> known = known(values, kind);
        Set<String> parents = known(domains, kind);
        for (Value value : entity) {
            if (known.contains(value.text())
                    || (kind == EntityKind.IP && isInNetwork(value.text()))
                    || (!parents.isEmpty() && isBelow(host(kind, value.text()), parents))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> known(Map<EntityKind, Set<String>> lists, EntityKind kind) {
        return lists.getOrDefault(kind, Set.of());
    }

    private boolean isInNetwork(String text) {
        InetAddress address = networks.isEmpty() ? null : IpAddresses.parse(text);
        if (address == null) {
            return false;
        }
        byte[] bytes = address.getAddress();
        for (Network network : networks) {
            if (network.has(bytes)) {
                return true;
            }
        }
        return false;
    }

    /** The host of a canonical URL or address; a domain is one. */
    private static String host(EntityKind kind, String value) {
        if (kind == EntityKind.URL) {
            int start = value.indexOf("://") + 3;
            int end = start;
            while (end < value.length() && value.charAt(end) != '/' && value.charAt(end) != ':') {
                end++;
            }
            return value.substring(start, end);
        }
        return value.substring(value.lastIndexOf('@') + 1);
    }

    private static boolean isBelow(String host, Set<String> parents) {
        int at = 0;
        while (at >= 0) {
            if (parents.contains(at == 0 ? host : host.substring(at))) {
                return true;
            }
            at = host.indexOf('.', at) + 1;
            at = at == 0 ? -1 : at;
        }
        return false;
    }
}
