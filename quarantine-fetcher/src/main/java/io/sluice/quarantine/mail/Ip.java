package io.sluice.quarantine.mail;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes IP addresses in headers, without ever asking a name server. */
final class Ip {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern V6 =
            Pattern.compile("[0-9A-Fa-f:]{2,39}|[0-9A-Fa-f:]{2,30}(?:" + OCTET + "\\.){3}" + OCTET);

    private Ip() {}

    /** Returns the address that a text is: in brackets or not, with {@code IPv6:} or not; nothing if it is none. */
    static @Nullable String of(@Nullable String text) {
        if (text == null || text.length() > 80) {
            return null;
        }
        String address = text.strip();
        if (address.startsWith("[")) {
            int close = address.indexOf(']');
            address = address.substring(1, close < 0 ? address.length() : close);
        }
        if (address.regionMatches(true, 0, "ipv6:", 0, 5)) {
            address = address.substring(5);
        }
        int zone = address.indexOf('%');
        address = zone < 0 ? address : address.substring(0, zone);
        if (V4.matcher(address).matches()) {
            return address;
        }
        return isV6(address) ? address.toLowerCase(Locale.ROOT) : null;
    }

    private static boolean isV6(String text) {
        if (text.indexOf(':') < 0 || !V6.matcher(text).matches()) {
            return false;
        }
        boolean shortened = text.contains("::");
        if ((shortened && text.indexOf("::") != text.lastIndexOf("::")) || text.contains(":::")) {
            return false;
        }
        int groups = text.indexOf('.') < 0 ? 0 : 1;
        for (String group : text.split(":", 20)) {
            if (group.length() > 4 && group.indexOf('.') < 0) {
                return false;
            }
            groups += group.isEmpty() ? 0 : 1;
        }
        boolean loose =
                (text.startsWith(":") && !text.startsWith("::")) || (text.endsWith(":") && !text.endsWith("::"));
        return !loose && (shortened ? groups < 8 : groups == 8);
    }
}
