package io.sluice.quarantine.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes link protections off: Microsoft Safe Links in all clouds, Proofpoint URL Defense (versions 1 to 3) and
 * Barracuda Link Protection, also when they are wrapped in each other. It only reads the URL; nobody is asked.
 */
final class LinkProtection {

    private static final int WRAPS = 6;
    private static final Pattern SAFE_LINKS = Pattern.compile(
            "(?:.{1,200}\\.)?safelinks\\.protection\\.(?:outlook\\.com|office365\\.us|office365\\.cn|(?:partner\\.)?outlook\\.cn|outlook\\.de)");
    private static final Pattern V3 = Pattern.compile("/v3/__(.+?)__;([A-Za-z0-9+/_-]*={0,2})!.*", Pattern.DOTALL);

    private LinkProtection() {}

    /**
     * Where a URL leads to.
     *
     * @param target the last URL, the URL itself if it is not wrapped
     * @param wraps the protections, outermost first
     */
    record Unwrapped(String target, List<String> wraps) {}

    static Unwrapped unwrap(String url) {
        String target = url;
        List<String> wraps = new ArrayList<>();
        while (wraps.size() < WRAPS) {
            WebAddress address = WebAddress.of(target);
            String host = address == null ? null : address.host();
            if (address == null || host == null) {
                break;
            }
            String inside = null;
            String wrap = "safelinks";
            boolean teams = host.endsWith(".teams.cdn.office.net")
                    && address.rest().toLowerCase(Locale.ROOT).contains("safelinks");
            if (teams || SAFE_LINKS.matcher(host).matches()) {
                inside = parameter(address, "url");
            } else if (host.equals("urldefense.proofpoint.com")
                    || host.equals("urldefense.com")
                    || host.equals("urldefense.us")) {
                wrap = "urldefense";
                inside = proofpoint(address);
            } else if (host.equals("linkprotect.cudasvc.com")) {
                wrap = "linkprotect";
                inside = parameter(address, "a");
            }
            if (inside == null || inside.isBlank()) {
                break;
            }
            wraps.add(wrap);
            target = inside.strip();
        }
        return new Unwrapped(target, List.copyOf(wraps));
    }

    private static @Nullable String proofpoint(WebAddress address) {
        String path = address.path() == null ? "" : address.path();
        if (path.startsWith("/v1/")) {
            return parameter(address, "u");
        } else if (path.startsWith("/v2/")) {
            String query = address.query();
            String raw = query == null ? null : rawParameter(query, "u");
            return raw == null ? null : percentDecoded(raw.replace('-', '%').replace('_', '/'));
        }
        Matcher v3 = V3.matcher(address.rest());
        return v3.matches() ? v3(v3.group(1), v3.group(2)) : null;
    }

    /** In version 3 each star stands for a byte that is told behind, and two with a letter for several of them. */
    private static String v3(String url, String encoded) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(encoded.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException broken) {
            bytes = new byte[0];
        }
        String replaced = new String(bytes, StandardCharsets.UTF_8);
        String lengths = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        StringBuilder decoded = new StringBuilder(url.length());
        int next = 0;
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c != '*') {
                decoded.append(c);
                continue;
            }
            int run = 1;
            if (i + 2 < url.length() && url.charAt(i + 1) == '*' && lengths.indexOf(url.charAt(i + 2)) >= 0) {
                run = lengths.indexOf(url.charAt(i + 2)) + 2;
                i += 2;
            }
            int end = Math.min(replaced.length(), next + run);
            decoded.append(next < end ? replaced.substring(next, end) : "*");
            next = end;
        }
        return decoded.toString();
    }

    private static @Nullable String parameter(WebAddress address, String name) {
        String query = address.query();
        String raw = query == null ? null : rawParameter(query, name);
        return raw == null ? null : percentDecoded(raw);
    }

    private static @Nullable String rawParameter(String query, String name) {
        for (String pair : query.replace("&amp;", "&").split("&", 50)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equalsIgnoreCase(name)) {
                return pair.substring(equals + 1);
            }
        }
        return null;
    }

    /** Decodes percent signs as UTF-8; what is malformed stays. */
    static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
