package io.sluice.sentinel.normalize;

import io.sluice.polling.finding.Words;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Links to alerts in the Defender portal and its predecessor. */
final class PortalLink {

    private static final String SCHEME = "https://";
    private static final int MAX_ID = 128;
    private static final Set<String> HOSTS = Set.of(
            "security.microsoft.com",
            "security.microsoft.us",
            "security.apps.mil",
            "securitycenter.microsoft.com",
            "securitycenter.windows.com");

    private PortalLink() {}

    /**
     * Returns the id of the alert that a link leads to, in lower case; nothing if it leads elsewhere or names it by a
     * product's own id.
     */
    static @Nullable String alertId(String link) {
        String plain = Words.plain(link);
        int path = plain.startsWith(SCHEME) ? plain.indexOf('/', SCHEME.length()) : -1;
        if (path < 0 || !HOSTS.contains(plain.substring(SCHEME.length(), path))) {
            return null;
        }
        int start = path;
        for (String folder : new String[] {"/alerts/", "/alert/"}) {
            if (plain.startsWith(folder, path)) {
                start = path + folder.length();
            }
        }
        int end = start;
        while (end < plain.length() && isOfAnId(plain.charAt(end))) {
            end++;
        }
        boolean whole = end == plain.length() || "/?#".indexOf(plain.charAt(end)) >= 0;
        if (start == path || !whole || end - start > MAX_ID) {
            return null;
        }
        String id = plain.substring(start, end);
        return DefenderAlertId.beginsLikeOne(id) && !DefenderAlertId.isBare(id) ? id : null;
    }

    private static boolean isOfAnId(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
