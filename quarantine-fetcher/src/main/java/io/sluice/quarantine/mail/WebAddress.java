package io.sluice.quarantine.mail;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A URL taken apart as browsers do: backslashes are slashes, line breaks are nothing, numbers are IP addresses. It is
 * never resolved.
 *
 * @param scheme in lower case
 * @param userInfo what stands before an at sign in front of the host
 * @param host in lower case and ASCII; IP addresses in their usual form
 * @param port the port, -1 if none is named
 * @param rest path, query and fragment
 * @param flags what is suspicious about its form
 */
record WebAddress(
        String scheme, @Nullable String userInfo, @Nullable String host, int port, String rest, List<String> flags) {

    /** Schemes whose URLs have a host. */
    private static final Set<String> SPECIAL = Set.of(
            "http",
            "https",
            "ftp",
            "ftps",
            "ws",
            "wss",
            "file",
            "smb",
            "ldap",
            "ldaps",
            "search-ms",
            "ms-appinstaller");

    private static final int SCHEME = 30;
    private static final int HOST = 255;

    /** Takes a URL apart; nothing if it has no scheme. {@code //host/path} is one with https. */
    static @Nullable WebAddress of(String text) {
        String url = withoutBreaks(text);
        if (url.startsWith("//") || url.startsWith("\\\\")) {
            url = "https:" + url;
        }
        int colon = url.indexOf(':');
        if (colon <= 0 || colon > SCHEME || !isScheme(url, colon)) {
            return null;
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        List<String> flags = new ArrayList<>();
        if (scheme.equals("data") || scheme.equals("javascript") || scheme.equals("vbscript")) {
            flags.add(scheme.equals("data") ? "data" : "script");
            return new WebAddress(scheme, null, null, -1, url.substring(colon + 1), List.copyOf(flags));
        } else if (!SPECIAL.contains(scheme)) {
            return new WebAddress(scheme, null, null, -1, url.substring(colon + 1), List.of());
        }
        int start = colon + 1;
        while (start < url.length() && isSlash(url.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < url.length() && !isSlash(url.charAt(end)) && url.charAt(end) != '?' && url.charAt(end) != '#') {
            end++;
        }
        String authority = url.substring(start, end);
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? null : authority.substring(0, at);
        if (userInfo != null) {
            flags.add("userInfo");
        }
        String hostAndPort = authority.substring(at + 1);
        int portColon = hostAndPort.endsWith("]") ? -1 : hostAndPort.lastIndexOf(':');
        String rawHost = portColon < 0 ? hostAndPort : hostAndPort.substring(0, portColon);
        String host = host(rawHost, flags);
        return new WebAddress(
                scheme,
                userInfo,
                host,
                portColon < 0 ? -1 : port(hostAndPort.substring(portColon + 1)),
                url.substring(end),
                List.copyOf(flags));
    }

    /** Returns one form for all spellings; for URLs without a host the URL itself. */
    String canonical() {
        if (host == null) {
            return scheme + ":" + rest;
        }
        boolean usual = port < 0 || (scheme.equals("http") && port == 80) || (scheme.equals("https") && port == 443);
        String after = rest.isEmpty() || !isSlash(rest.charAt(0)) ? "/" + rest : rest;
        int query = firstOf(after, "?#");
        String path = after.substring(0, query).replace('\\', '/');
        return scheme + "://" + (userInfo == null ? "" : userInfo + "@") + bracketed(host) + (usual ? "" : ":" + port)
                + path + after.substring(query);
    }

    /** Returns the path, absent if it is empty. */
    @Nullable
    String path() {
        String path = rest.substring(0, firstOf(rest, "?#"));
        return path.isEmpty() ? null : path;
    }

    /** Returns the query without the question mark, absent if there is none. */
    @Nullable
    String query() {
        int mark = firstOf(rest, "?#");
        if (mark >= rest.length() || rest.charAt(mark) != '?') {
            return null;
        }
        int fragment = rest.indexOf('#', mark);
        String query = rest.substring(mark + 1, fragment < 0 ? rest.length() : fragment);
        return query.isEmpty() ? null : query;
    }

    /** Returns a URL that nothing makes a link of: {@code hxxps://evil[.]test/}. */
    static String defanged(String url) {
        int colon = url.indexOf(':');
        if (colon < 0) {
            return url.replace(".", "[.]");
        }
        String scheme = url.substring(0, colon);
        String harmless = switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http" -> "hxxp:";
            case "https" -> "hxxps:";
            case "ftp" -> "fxp:";
            default -> scheme + "[:]";
        };
        int start = colon + 1;
        while (start < url.length() && isSlash(url.charAt(start))) {
            start++;
        }
        int end = start + firstOf(url.substring(start), "/\\?#");
        return harmless
                + url.substring(colon + 1, start)
                + url.substring(start, end).replace(".", "[.]").replace("@", "[@]")
                + url.substring(end);
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    private static int firstOf(String text, String ends) {
        for (int i = 0; i < text.length(); i++) {
            if (ends.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** Returns a URL as browsers read it: line breaks and tabs are nothing, and neither is space around it. */
    static String withoutBreaks(String text) {
        StringBuilder url = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && c != '\r' && c != '\n' && (c > ' ' || !url.isEmpty())) {
                url.append(c);
            }
        }
        return url.toString().strip();
    }

    private static boolean isScheme(String url, int colon) {
        for (int i = 0; i < colon; i++) {
            char c = url.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    private static int port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int port = Integer.parseInt(text);
        return port > 65_535 ? -1 : port;
    }

    private static @Nullable String host(String raw, List<String> flags) {
        if (raw.isEmpty() || raw.length() > HOST) {
            return null;
        }
        String host = LinkProtection.percentDecoded(raw).strip();
        String literal = Ip.of(host);
        String number = literal == null ? numericIp(host) : literal;
        if (number != null) {
            flags.add("ipHost");
            return number;
        }
        if (mixesScripts(host)) {
            flags.add("mixedScripts");
        }
        String ascii = host;
        try {
            ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException | IndexOutOfBoundsException noName) {
            flags.add("noHostName");
        }
        ascii = Printable.text(ascii.toLowerCase(Locale.ROOT), HOST);
        ascii = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (ascii.startsWith("xn--") || ascii.contains(".xn--")) {
            flags.add("punycode");
        }
        return ascii.isEmpty() ? null : ascii;
    }

    /** Returns the address that a host is in the number forms that browsers take: 0x7f.1, 2130706433, 0177.0.0.1. */
    private static @Nullable String numericIp(String host) {
        String[] parts = host.split("\\.", 6);
        if (parts.length > 4) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = number(parts[i]);
            boolean last = i == parts.length - 1;
            long most = last ? (1L << (8 * (5 - parts.length))) - 1 : 255;
            if (part < 0 || part > most) {
                return null;
            }
            address = last ? address << (8 * (5 - parts.length)) | part : address << 8 | part;
        }
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    private static long number(String text) {
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                return text.length() > 10 ? -1 : Long.parseLong("0" + text.substring(2), 16);
            } else if (text.isEmpty() || text.length() > 12 || text.charAt(0) == '-' || text.charAt(0) == '+') {
                return -1;
            }
            return Long.parseLong(text, text.length() > 1 && text.charAt(0) == '0' ? 8 : 10);
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    private static boolean mixesScripts(String host) {
        for (String label : host.split("\\.", 40)) {
            boolean latin = label.codePoints().anyMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
            boolean alike = label.codePoints().anyMatch(c -> {
                Character.UnicodeScript script = Character.UnicodeScript.of(c);
                return script == Character.UnicodeScript.CYRILLIC
                        || script == Character.UnicodeScript.GREEK
                        || script == Character.UnicodeScript.ARMENIAN
                        || script == Character.UnicodeScript.CHEROKEE;
            });
            if (latin && alike) {
                return true;
            }
        }
        return false;
    }
}
