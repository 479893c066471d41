package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.MailUrl;
import io.sluice.contracts.mail.UrlPlace;
import io.sluice.contracts.ocsf.Url;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the URLs of a message, each once with the first places where it was found. */
final class UrlCollector {

    private static final int PLACES = 5;
    private static final int VISIBLE = 150;
    private static final int SCRIPT = 100;

    /** How many URLs beyond the limit are remembered, to count each once. */
    private static final int REMEMBERED = 20_000;

    /** Words of a message that are looked at for whether they were a URL before somebody made it harmless. */
    private static final int REFANGED = 10_000;

    /** What leads nowhere, and what is of the web and yet has no host. Programs can be behind any other scheme. */
    private static final Set<String> NOT_WITHOUT_HOST = Set.of(
            "cid", "mid", "mailto", "tel", "about", "clsid", "http", "https", "ftp", "ftps", "ws", "wss", "smb", "ldap",
            "ldaps");

    /** What a reader takes for the name of a host. */
    private static final Pattern HOST_SHOWN = Pattern.compile(
            "(?<![@\\p{L}\\p{N}.-])(?:[a-z]{2,10}://)?((?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.){1,8}[a-z]{2,24})(?![\\p{L}\\p{N}@])");

    private final Findings findings;
    private final Map<String, Found> found = new LinkedHashMap<>();
    private final Set<Integer> leftOut = new HashSet<>();
    private final List<Url> standard = new ArrayList<>();
    private int refanged;

    private static final class Found {
        private final String url;
        private final Set<String> flags = new LinkedHashSet<>();
        private final List<UrlPlace> places = new ArrayList<>();
        private @Nullable String visibleText;
        private int count;

        Found(String url) {
            this.url = url;
        }
    }

    UrlCollector(Findings findings) {
        this.findings = findings;
    }

    /** Notes a URL; one without a scheme, or of a scheme that leads nowhere, such as cid or mailto, is none. */
    void add(String url, String part, String how, @Nullable String visibleText, boolean defanged) {
        WebAddress address = WebAddress.of(cut(url));
        if (address == null || (address.host() == null && NOT_WITHOUT_HOST.contains(address.scheme()))) {
            return;
        }
        int inside = address.scheme().startsWith("ms-") ? indexOfWeb(url) : -1;
        if (inside > 0) { // ms-word:ofe|u|https://...
            add(url.substring(inside), part, how, visibleText, defanged);
        }
        String canonical = address.canonical();
        Found known = found.get(canonical);
        if (known == null) {
            if (found.size() >= findings.limits().urls()) {
                findings.limit(null, "urls", findings.limits().urls());
                if (leftOut.size() < REMEMBERED) {
                    leftOut.add(canonical.hashCode());
                }
                return;
            }
            known = new Found(shortened(url, address));
            known.flags.addAll(address.flags());
            if (url.length() > findings.limits().urlLength()) {
                known.flags.add("truncated");
                findings.limit(part, "urlLength", findings.limits().urlLength());
            }
            found.put(canonical, known);
        }
        known.count++;
        if (known.places.size() < PLACES) {
            UrlPlace place = new UrlPlace(part, how);
            if (!known.places.contains(place)) {
                known.places.add(place);
            }
        }
        if (defanged) {
            known.flags.add("defanged");
        }
        if (visibleText != null
                && !visibleText.isBlank()
                && !visibleText.strip().equals(url.strip())) {
            known.visibleText =
                    known.visibleText == null ? Printable.text(visibleText.strip(), VISIBLE) : known.visibleText;
            if (showsOtherHost(visibleText, canonical)) {
                known.visibleText = Printable.text(visibleText.strip(), VISIBLE);
                known.flags.add("textShowsOtherHost");
            }
        }
    }

    private static int indexOfWeb(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        int http = lower.indexOf("http://");
        int https = lower.indexOf("https://");
        return http < 0 ? https : https < 0 ? http : Math.min(http, https);
    }

    /** Returns whether one word more may be looked at; each costs more than finding it. */
    boolean mayRefang() {
        if (refanged >= REFANGED) {
            findings.limit(null, "defangedWords", REFANGED);
            return false;
        }
        refanged++;
        return true;
    }

    private String cut(String url) {
        return url.substring(0, Math.min(url.length(), findings.limits().urlLength()));
    }

    /** The content of data URLs and scripts is the message's content, and not kept. */
    private String shortened(String url, WebAddress address) {
        String plain = WebAddress.withoutBreaks(url);
        if (address.flags().contains("data")) {
            int comma = plain.indexOf(',');
            return Printable.text(plain, comma < 0 ? SCRIPT : Math.min(SCRIPT, comma + 1));
        }
        return address.flags().contains("script") ? Printable.text(plain, SCRIPT) : beginning(plain);
    }

    /** Twice the limit is enough to take off link protections, and no message fills the memory with it. */
    private String beginning(String url) {
        return url.substring(0, Math.min(url.length(), 2 * findings.limits().urlLength()));
    }

    private static boolean showsOtherHost(String text, String url) {
        Matcher shown = HOST_SHOWN.matcher(Printable.text(text, VISIBLE).toLowerCase(Locale.ROOT));
        if (!shown.find()) {
            return false;
        }
        WebAddress seen = WebAddress.of("http://" + shown.group(1));
        String shownHost = seen == null ? null : seen.host();
        return shownHost != null
                && FileName.extension(shownHost) != null
                && !isSameHost(shownHost, hostOf(url))
                && !isSameHost(shownHost, hostOf(LinkProtection.unwrap(url).target()))
                && !looksLikeFile(shownHost);
    }

    /** Returns whether what looks like a host is the name of a document. */
    private static boolean looksLikeFile(String host) {
        String extension = FileName.extension(host);
        return extension != null
                && Set.of(
                                "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "jpg", "png", "htm", "html",
                                "csv", "eml")
                        .contains(extension);
    }

    private static @Nullable String hostOf(String url) {
        WebAddress address = WebAddress.of(url);
        return address == null ? null : address.host();
    }

    private static boolean isSameHost(String shown, @Nullable String real) {
        if (real == null) {
            return false;
        }
        String one = shown.startsWith("www.") ? shown.substring(4) : shown;
        String other = real.startsWith("www.") ? real.substring(4) : real;
        return one.equals(other) || other.endsWith("." + one) || one.endsWith("." + other);
    }

    /** Returns the URLs in the order in which they were found. */
    List<MailUrl> urls() {
        List<MailUrl> urls = new ArrayList<>(found.size());
        standard.clear();
        found.forEach((canonical, one) -> {
            if (!findings.hasRoom()) {
                leftOut.add(canonical.hashCode());
                return;
            }
            int longest = findings.limits().urlLength();
            WebAddress address = WebAddress.of(cut(one.url));
            LinkProtection.Unwrapped unwrapped = LinkProtection.unwrap(one.url);
            boolean wrapped = !unwrapped.wraps().isEmpty();
            boolean opaque = one.flags.contains("data") || one.flags.contains("script");
            String url = findings.keep(one.url, longest);
            if (wrapped) {
                String inside = hostOf(unwrapped.target());
                WebAddress target = WebAddress.of(unwrapped.target());
                if (target != null && inside != null) {
                    one.flags.addAll(target.flags());
                }
            }
            urls.add(new MailUrl(
                    url,
                    findings.keep(WebAddress.defanged(url), longest),
                    opaque || address == null ? null : findings.keepOrNothing(canonical, longest),
                    address == null ? null : findings.keepOrNothing(address.host(), longest),
                    wrapped ? findings.keepOrNothing(unwrapped.target(), longest) : null,
                    wrapped ? findings.keepOrNothing(hostOf(unwrapped.target()), longest) : null,
                    unwrapped.wraps(),
                    findings.keepOrNothing(one.visibleText, VISIBLE),
                    List.copyOf(one.flags),
                    one.places,
                    one.count));
            if (address != null) {
                standard.add(new Url(
                        url,
                        address.scheme(),
                        findings.keepOrNothing(address.host(), longest),
                        address.port() < 0 ? null : address.port(),
                        opaque ? null : findings.keepOrNothing(address.path(), longest),
                        opaque ? null : findings.keepOrNothing(address.query(), longest)));
            }
        });
        return urls;
    }

    /** Returns the same URLs as the standard has them, after {@link #urls()}. */
    List<Url> standard() {
        return standard;
    }

    int leftOut() {
        return leftOut.size();
    }
}
