package io.sluice.sentinel.investigation;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The form of IP addresses that Microsoft writes: IPv6 as RFC 5952 has it, in lower case and as short as can be. */
final class IpAddress {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final int GROUPS = 8;

    private IpAddress() {}

    /** Returns an address in the usual form; null if it is none. Nothing is looked up. */
    @Nullable
    static String canonical(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            // IPv4 within IPv6 (::ffff:203.0.113.7) becomes IPv4.
            return address instanceof Inet4Address ? address.getHostAddress() : shortest(address.getAddress());
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private static String shortest(byte[] bytes) {
        int[] groups = IntStream.range(0, GROUPS)
                .map(i -> Byte.toUnsignedInt(bytes[2 * i]) << 8 | Byte.toUnsignedInt(bytes[2 * i + 1]))
                .toArray();
        int start = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        // One group of zeros alone is written out.
        return length < 2
                ? text(groups, 0, GROUPS)
                : text(groups, 0, start) + "::" + text(groups, start + length, GROUPS);
    }

    private static String text(int[] groups, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Integer.toHexString(groups[i]))
                .collect(Collectors.joining(":"));
    }
}
