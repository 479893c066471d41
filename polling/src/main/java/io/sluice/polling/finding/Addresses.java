package io.sluice.polling.finding;

import io.sluice.contracts.ocsf.NetworkEndpoint;
import io.sluice.contracts.ocsf.Url;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Addresses whose form OCSF prescribes. What does not have the form is not put into a typed attribute; it stays in the
 * evidence's data.
 */
public final class Addresses {

    private static final int MAX_IP_LENGTH = 40;

    private Addresses() {}

    public static @Nullable NetworkEndpoint endpoint(@Nullable String ip) {
        return ip != null && isIp(ip) ? new NetworkEndpoint(ip, null) : null;
    }

    public static @Nullable NetworkEndpoint endpoint(@Nullable String ip, @Nullable Long port) {
        if (ip == null || !isIp(ip)) {
            return null;
        }
        return new NetworkEndpoint(ip, port != null && port >= 0 && port <= 65_535 ? port.intValue() : null);
    }

    /** Whether a text is an IPv4 address in four decimal parts or an IPv6 address. */
    public static boolean isIp(String text) {
        if (text.isEmpty() || text.length() > MAX_IP_LENGTH) {
            return false;
        }
        return text.indexOf(':') < 0 ? isIpv4(text) : isIpv6(text);
    }

    private static boolean isIpv4(String text) {
        int parts = 1;
        int value = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && digits > 0) {
                parts++;
                value = 0;
                digits = 0;
            } else if (c >= '0' && c <= '9' && (digits == 0 || value > 0)) {
                value = value * 10 + (c - '0');
                digits++;
            } else {
                return false;
            }
            if (value > 255) {
                return false;
            }
        }
        return parts == 4 && digits > 0;
    }

    private static boolean isIpv6(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                return false;
            }
        }
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    /** Whether a text has the form that OCSF wants of an e-mail address. */
    public static boolean isEmail(String text) {
        int at = text.indexOf('@');
        int dot = text.indexOf('.', at + 1);
        if (at <= 0 || dot <= at + 1 || dot == text.length() - 1) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = isLetterOrDigit(c)
                    || (i < at ? "!#$%&'*+,-./=?^_`{|}~".indexOf(c) >= 0 : c == '-' || c == '.' || i == at);
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    public static @Nullable String emailOrNothing(@Nullable String text) {
        return text != null && isEmail(text) ? text : null;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Takes a URL apart as far as it has the usual form; URLs in alerts are often broken on purpose. */
    public static @Nullable Url url(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int schemeEnd = text.indexOf("://");
        if (schemeEnd <= 0) {
            return new Url(text, null, null, null, null, null);
        }
        int start = schemeEnd + 3;
        int end = firstOf(text, start, "/?#");
        int userEnd = text.lastIndexOf('@', end - 1);
        int hostStart = userEnd >= start ? userEnd + 1 : start;
        int bracket = hostStart < end && text.charAt(hostStart) == '[' ? text.indexOf(']', hostStart) : -1;
        int colon = text.indexOf(':', Math.max(hostStart, bracket));
        int hostEnd = colon >= 0 && colon < end ? colon : end;
        String host = bracket > 0 && bracket < end
                ? text.substring(hostStart + 1, bracket)
                : text.substring(hostStart, hostEnd);
        int pathEnd = firstOf(text, end, "?#");
        String path = text.substring(end, pathEnd);
        String query = null;
        if (pathEnd < text.length() && text.charAt(pathEnd) == '?') {
            query = text.substring(pathEnd + 1, firstOf(text, pathEnd, "#"));
        }
        return new Url(
                text,
                text.substring(0, schemeEnd),
                host.isEmpty() ? null : host,
                hostEnd < end ? port(text, hostEnd + 1, end) : null,
                path.isEmpty() ? null : path,
                query == null || query.isEmpty() ? null : query);
    }

    private static @Nullable Integer port(String text, int start, int end) {
        int port = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || port > 65_535) {
                return null;
            }
            port = port * 10 + (c - '0');
        }
        return start < end && port <= 65_535 ? port : null;
    }

    private static int firstOf(String text, int from, String characters) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
