package io.sluice.local.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URLs that nobody follows by mistake. */
public final class Defanged {

    private static final Pattern URL = Pattern.compile("(?i)https?://[^\\s,;'\"]+");

    private Defanged() {}

    /** Returns the URL with {@code hxxp} and bracketed dots in its host. */
    public static String of(String url) {
        int host = url.indexOf("://");
        if (host < 0) {
            return url.replace(":", "[:]").replace(".", "[.]");
        }
        int path = url.indexOf('/', host + 3);
        String origin = path < 0 ? url : url.substring(0, path);
        return origin.replaceFirst("^(?i)http", "hxxp").replace(".", "[.]") + url.substring(origin.length());
    }

    /** Returns a text in which every URL is so. */
    public static String within(String text) {
        return URL.matcher(text).replaceAll(found -> Matcher.quoteReplacement(of(found.group())));
    }
}
