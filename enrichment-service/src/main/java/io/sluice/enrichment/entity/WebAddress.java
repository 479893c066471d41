package io.sluice.enrichment.entity;

import java.net.IDN;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A URL in one form for all ways to write it, much as browsers read it (url.spec.whatwg.org): scheme and host in lower
 * case, the host in ASCII (IDNA 2003, as Java has it), addresses in their usual form, no user, no default port, no
 * fragment; in the path no dot segments; bytes that need no percent sign have none, and the others have capital digits.
 * What made it harmless ({@code hxxp}, {@code [.]}) and Safe Links is taken off. It is never visited or resolved.
 *
 * @param host in lower case and ASCII; an address of version 6 without brackets
 * @param scheme nothing if the text had none
 * @param rest port, path and query
 */
record WebAddress(@Nullable String scheme, String host, String rest) {

    /** How much of a URL counts. */
    private static final int MAX_LENGTH = 2_048;

    /** How long it can be with Safe Links around it. */
    private static final int MAX_WRAPPED = 8_192;

    private static final int WRAPS = 6;
    private static final int MAX_HOST = 253;
    private static final int MAX_LABEL = 63;
    private static final String DIGITS = "0123456789ABCDEF";

    private static final String[] DEFANGED = {"[.]", ".", "(.)", ".", "{.}", ".", "[dot]", ".", "(dot)", ".", "[:]", ":"
    };

    /** Reads a URL; nothing if it is none of the web, or its host cannot be one. */
    static @Nullable WebAddress of(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String url = withoutBreaks(text.length() > MAX_WRAPPED ? text.substring(0, MAX_WRAPPED) : text);
        for (int wraps = 0; wraps < WRAPS; wraps++) {
            Parts parts = Parts.of(url);
            if (parts == null) {
                return null;
            }
            String inside = isSafeLinks(parts.host()) ? target(url) : null;
            if (inside == null) {
                return parts.canonical(url);
            }
            url = withoutBreaks(inside);
        }
        return null;
    }

    /** Returns the canonical values: one, or one for each scheme of the web if the text had none. */
    List<Value> values() {
        if (scheme != null) {
            return List.of(Value.best(scheme + "://" + bracketed() + rest));
        }
        return List.of(
                new Value(1, "https://" + bracketed() + withoutPort(":443")),
                new Value(1, "http://" + bracketed() + withoutPort(":80")));
    }

    /** Which port is the default one, only the scheme says. */
    private String withoutPort(String usual) {
        return rest.startsWith(usual + '/') ? rest.substring(usual.length()) : rest;
    }

    private String bracketed() {
        return host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    }

    /**
     * Where the parts of a URL are.
     *
     * @param scheme nothing if there is none
     * @param port -1 if none is named, or the default one
     * @param end where path, query or fragment begin
     */
    private record Parts(@Nullable String scheme, String host, int port, int end) {

        static @Nullable Parts of(String url) {
            int letters = 0;
            while (letters < url.length() && letters < 6 && isLetter(url.charAt(letters))) {
                letters++;
            }
            String scheme = null;
            int start = 0;
            int colon = colon(url, letters);
            if (colon > 0) {
                scheme = ofWeb(url.substring(0, letters).toLowerCase(Locale.ROOT));
                if (scheme == null) {
                    return null;
                }
                start = colon;
            }
            while (start < url.length() && isSlash(url.charAt(start))) {
                start++;
            }
            int end = start;
            while (end < url.length() && !endsAuthority(url.charAt(end))) {
                end++;
            }
            int user = url.lastIndexOf('@', end - 1);
            return authority(scheme, refanged(url.substring(Math.max(start, user + 1), end)), end);
        }

        private static @Nullable Parts authority(@Nullable String scheme, String authority, int end) {
            boolean bracket = authority.startsWith("[");
            int hostEnd = bracket ? authority.indexOf(']') + 1 : authority.lastIndexOf(':');
            hostEnd = hostEnd < 0 ? authority.length() : hostEnd;
            if (hostEnd == 0) {
                return null;
            }
            int port = -1;
            if (hostEnd < authority.length()) {
                if (authority.charAt(hostEnd) != ':') {
                    return null;
                }
                port = WebAddress.port(authority, hostEnd + 1);
                if (port == Integer.MIN_VALUE) {
                    return null;
                }
            }
            String host;
            if (bracket) {
                InetAddress address = IpAddresses.parse(authority.substring(0, hostEnd));
                host = address == null ? null : IpAddresses.text(address);
            } else {
                host = WebAddress.host(authority.substring(0, hostEnd));
            }
            if (host == null || (scheme == null && host.indexOf('.') < 0)) {
                return null;
            }
            return new Parts(scheme, host, isDefault(scheme, port) ? -1 : port, end);
        }

        WebAddress canonical(String url) {
            String counted = url.length() > MAX_LENGTH ? url.substring(0, Math.max(MAX_LENGTH, end)) : url;
            StringBuilder rest = new StringBuilder(counted.length() - end + 8);
            if (port >= 0) {
                rest.append(':').append(port);
            }
            int fragment = counted.indexOf('#', end);
            int stop = fragment < 0 ? counted.length() : fragment;
            int mark = counted.indexOf('?', end);
            int pathEnd = mark < 0 || mark > stop ? stop : mark;
            path(counted, end, pathEnd, rest);
            if (pathEnd < stop - 1) {
                rest.append('?');
                encode(counted, pathEnd + 1, stop, rest);
            }
            return new WebAddress(scheme, host, rest.toString());
        }

        /** Where the authority begins behind a scheme's colon, which may be made harmless; 0 without a scheme. */
        private static int colon(String url, int letters) {
            if (letters < 2 || letters >= url.length()) {
                return 0;
            }
            if (url.charAt(letters) == ':') {
                return letters + 1;
            }
            if (url.startsWith("[://]", letters)) {
                return letters + 5;
            }
            if (url.startsWith("[:]", letters)) {
                return letters + 3;
            }
            return 0;
        }
    }

    private static @Nullable String ofWeb(String word) {
        return switch (word) {
            case "http", "hxxp", "htxp", "hxtp", "httpx" -> "http";
            case "https", "hxxps", "htxps", "hxtps" -> "https";
            case "ftp", "fxp" -> "ftp";
            case "ftps", "ws", "wss" -> word;
            default -> null;
        };
    }

    private static boolean isDefault(@Nullable String scheme, int port) {
        return scheme != null
                && switch (scheme) {
                    case "http", "ws" -> port == 80;
                    case "https", "wss" -> port == 443;
                    case "ftp" -> port == 21;
                    default -> false;
                };
    }

    /** Returns the port in a text from a place on; -1 if it is empty, the least number if it is none. */
    private static int port(String text, int from) {
        if (from == text.length()) {
            return -1;
        }
        int port = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!CanonicalText.isDigit(c) || port > 65_535) {
                return Integer.MIN_VALUE;
            }
            port = port * 10 + (c - '0');
        }
        return port > 65_535 ? Integer.MIN_VALUE : port;
    }

    private static String refanged(String authority) {
        if (authority.indexOf('[') < 0 && authority.indexOf('(') < 0 && authority.indexOf('{') < 0) {
            return authority;
        }
        String host = authority;
        for (int i = 0; i < DEFANGED.length; i += 2) {
            host = host.replace(DEFANGED[i], DEFANGED[i + 1]);
        }
        return host;
    }

    /** Returns a host's name in lower case and ASCII, or its address; nothing if it cannot be one. */
    static @Nullable String host(String written) {
        if (written.isEmpty() || written.length() > 4 * MAX_HOST) {
            return null;
        }
        String host = written.indexOf('%') < 0 ? written : percentDecoded(written);
        if (!isAscii(host)) {
            try {
                host = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
            } catch (IllegalArgumentException | IndexOutOfBoundsException noName) {
                return null;
            }
        }
        host = host.toLowerCase(Locale.ROOT);
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (!isName(host)) {
            return null;
        }
        int last = host.lastIndexOf('.') + 1;
        return CanonicalText.isDigit(host.charAt(last)) ? numbered(host, last) : host;
    }

    private static boolean isAscii(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String host) {
        if (host.isEmpty() || host.length() > MAX_HOST) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    return false;
                }
                label = 0;
            } else if ((c >= 'a' && c <= 'z') || CanonicalText.isDigit(c) || c == '-' || c == '_') {
                if (++label > MAX_LABEL) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return label > 0;
    }

    /** The address that a host with a number at its end is, in the forms that browsers take: 0x7f.1, 2130706433. */
    private static @Nullable String numbered(String host, int lastLabel) {
        if (number(host, lastLabel, host.length()) < 0) {
            // A name such as example.3com; one of digits alone is an address or nothing.
            return isNumber(host, lastLabel) ? null : host;
        }
        long address = 0;
        int parts = 0;
        int start = 0;
        while (start <= host.length()) {
            int dot = host.indexOf('.', start);
            int end = dot < 0 ? host.length() : dot;
            long part = number(host, start, end);
            boolean last = dot < 0;
            long most = last ? (1L << (8 * (4 - parts))) - 1 : 255;
            if (part < 0 || parts > 3 || part > most) {
                return null;
            }
            address = (address << (last ? 8 * (4 - parts) : 8)) | part;
            parts++;
            start = end + 1;
        }
        return IpAddresses.text(IpAddresses.ofNumber(address));
    }

    private static boolean isNumber(String host, int from) {
        for (int i = from; i < host.length(); i++) {
            if (!CanonicalText.isDigit(host.charAt(i))) {
                return host.startsWith("0x", from);
            }
        }
        return true;
    }

    /** Returns the decimal, octal or hexadecimal number that a label is; -1 if it is none. */
    private static long number(String host, int from, int to) {
        int radix = 10;
        int start = from;
        if (to - from > 1 && host.charAt(from) == '0') {
            boolean hex = host.charAt(from + 1) == 'x';
            radix = hex ? 16 : 8;
            start += hex ? 2 : 1;
        }
        if (to == from) {
            return -1;
        }
        long number = 0;
        for (int i = start; i < to; i++) {
            int digit = Character.digit(host.charAt(i), radix);
            if (digit < 0 || number > 0xffff_ffffL) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number > 0xffff_ffffL ? -1 : number;
    }

    private static void path(String url, int from, int to, StringBuilder out) {
        int base = out.length();
        int at = from;
        while (at < to) {
            int start = isSlash(url.charAt(at)) ? at + 1 : at;
            int end = start;
            while (end < to && !isSlash(url.charAt(end))) {
                end++;
            }
            int before = out.length();
            out.append('/');
            encode(url, start, end, out);
            int written = out.length() - before - 1;
            boolean up = written == 2 && out.charAt(before + 1) == '.' && out.charAt(before + 2) == '.';
            if (up || (written == 1 && out.charAt(before + 1) == '.')) {
                out.setLength(before);
                if (up) {
                    int parent = out.lastIndexOf("/");
                    out.setLength(Math.max(base, parent));
                }
                if (end == to) {
                    out.append('/');
                }
            }
            at = end;
        }
        if (out.length() == base) {
            out.append('/');
        }
    }

    /** Writes a part of a URL with exactly those percent signs that it needs. */
    private static void encode(String url, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            char c = url.charAt(i);
            if (c == '%') {
                int high = i + 2 < to ? Character.digit(url.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(url.charAt(i + 2), 16);
                if (low < 0 || url.charAt(i + 1) > 0x7f || url.charAt(i + 2) > 0x7f) {
                    out.append("%25");
                } else {
                    byteOf((high << 4) | low, out);
                    i += 2;
                }
            } else if (c > 0x7e) {
                int point = url.codePointAt(i);
                i += Character.charCount(point) - 1;
                for (byte one : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    percent(one & 0xff, out);
                }
            } else if (c <= ' ' || "\"<>`{}|^\\".indexOf(c) >= 0) {
                percent(c, out);
            } else {
                out.append(c);
            }
        }
    }

    private static void byteOf(int value, StringBuilder out) {
        if (isLetter((char) value) || CanonicalText.isDigit((char) value) || "-._~".indexOf(value) >= 0) {
            out.append((char) value);
        } else {
            percent(value, out);
        }
    }

    private static void percent(int value, StringBuilder out) {
        out.append('%').append(DIGITS.charAt(value >> 4)).append(DIGITS.charAt(value & 15));
    }

    /** Safe Links of all clouds (Microsoft Learn: "Safe Links in Microsoft Defender for Office 365"). */
    private static boolean isSafeLinks(String host) {
        int at = host.indexOf("safelinks.protection.");
        return at == 0 || (at > 0 && host.charAt(at - 1) == '.');
    }

    /** Returns where a safe link leads to; nothing if it does not say. */
    private static @Nullable String target(String url) {
        int at = url.indexOf('?') + 1;
        while (at > 0 && at < url.length()) {
            int end = url.indexOf('&', at);
            end = end < 0 ? url.length() : end;
            if (url.startsWith("amp;", at)) {
                at += 4;
            }
            if (url.regionMatches(true, at, "url=", 0, 4) && at + 4 < end) {
                return percentDecoded(url.substring(at + 4, end));
            }
            at = end + 1;
        }
        return null;
    }

    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[encoded.length];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            int high = encoded[i] == '%' && i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
            if (low >= 0) {
                bytes[length++] = (byte) ((high << 4) | low);
                i += 2;
            } else {
                bytes[length++] = encoded[i];
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** As browsers read it: line breaks and tabs are nothing, and neither is space around it. */
    private static String withoutBreaks(String text) {
        int breaks = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t' || c == '\r' || c == '\n') {
                breaks++;
            }
        }
        String url = text;
        if (breaks > 0) {
            List<String> lines = new ArrayList<>(breaks + 1);
            int start = 0;
            for (int i = 0; i <= text.length(); i++) {
                if (i == text.length() || text.charAt(i) == '\t' || text.charAt(i) == '\r' || text.charAt(i) == '\n') {
                    lines.add(text.substring(start, i));
                    start = i + 1;
                }
            }
            url = String.join("", lines);
        }
        return url.strip();
    }

    private static boolean endsAuthority(char c) {
        return isSlash(c) || c == '?' || c == '#';
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
