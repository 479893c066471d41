package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.Hop;
import io.sluice.quarantine.mail.CommentedText.Kind;
import io.sluice.quarantine.mail.CommentedText.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of a message, and where on it the receiving service begins. Servers add their headers on top. So all that
 * stands above the Received header with which the message entered the receiving service was written by that service,
 * and all below may be the sender's invention.
 *
 * @param hops newest first
 * @param border the position of that header among all fields; -1 if there is no such thing
 */
record ReceivedPath(List<Hop> hops, int border) {

    private static final int HOST = 255;
    private static final int WORD = 200;
    private static final Set<String> KEYWORDS = Set.of("from", "by", "with", "id", "for", "via");

    /** The names under which Microsoft's servers receive. */
    private static final List<String> MICROSOFT = List.of(
            "outlook.com", "office365.com", "office365.us", "exchangelabs.com", "outlook.cn", "outlook.office.de");

    /** A Received header and where it stands. */
    private record Stop(
            int position,
            @Nullable String from,
            @Nullable String fromIp,
            @Nullable String by,
            @Nullable String with,
            @Nullable String id,
            @Nullable String recipient,
            @Nullable Instant time) {}

    /**
     * Reads the Received headers of a message.
     *
     * @param connectingIp the address from which the receiving service says to have got the message, where it says so
     */
    static ReceivedPath of(Header header, @Nullable String connectingIp, Findings findings) {
        List<Stop> stops = stops(header, findings);
        return of(stops, entry(stops, connectingIp), findings);
    }

    /** Reads the Received headers of a message in a message: all of it is what the sender attached. */
    static ReceivedPath untrusted(Header header, Findings findings) {
        return of(stops(header, findings), -1, findings);
    }

    private static List<Stop> stops(Header header, Findings findings) {
        List<Stop> stops = new ArrayList<>();
        for (Header.Field field : header.fields()) {
            if (field.name().equals("received")) {
                if (stops.size() == findings.limits().hops()) {
                    findings.limit(null, "hops", findings.limits().hops());
                    break;
                }
                stops.add(stop(field));
            }
        }
        return stops;
    }

    private static ReceivedPath of(List<Stop> stops, int entry, Findings findings) {
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < stops.size() && findings.hasRoom(); i++) {
            Stop stop = stops.get(i);
            hops.add(new Hop(
                    findings.keepOrNothing(stop.from(), HOST),
                    stop.fromIp(),
                    findings.keepOrNothing(stop.by(), HOST),
                    findings.keepOrNothing(stop.with(), WORD),
                    findings.keepOrNothing(stop.id(), WORD),
                    findings.keepOrNothing(stop.recipient(), HOST),
                    stop.time(),
                    delay(stops, i),
                    i <= entry));
        }
        return new ReceivedPath(hops, entry < 0 ? -1 : stops.get(entry).position());
    }

    /** Returns whether the receiving service wrote the field at a position. */
    boolean trusts(int position) {
        return position < border;
    }

    /** The hop with which the message came in, where it is known. */
    @Nullable
    Hop entry() {
        Hop entry = null;
        for (Hop hop : hops) {
            if (hop.trusted()) {
                entry = hop;
            }
        }
        return entry;
    }

    private static int entry(List<Stop> stops, @Nullable String connectingIp) {
        String service = stops.isEmpty() ? null : service(stops.getFirst().by());
        if (service == null) {
            return -1;
        }
        for (int i = 0; connectingIp != null && i < stops.size(); i++) {
            if (!service.equals(service(stops.get(i).by()))) {
                break;
            } else if (connectingIp.equals(stops.get(i).fromIp())) {
                return i;
            }
        }
        // the name behind "from" is what the peer called himself: only the topmost header is surely the service's
        return 0;
    }

    /** Returns what the servers of one service have in common: Microsoft's, or the domain that a server is in. */
    static @Nullable String service(@Nullable String host) {
        if (host == null || host.indexOf('.') < 0) {
            return null;
        }
        String name = host.toLowerCase(Locale.ROOT);
        for (String suffix : MICROSOFT) {
            if (name.equals(suffix) || name.endsWith("." + suffix)) {
                return "microsoft";
            }
        }
        String parent = name.substring(name.indexOf('.') + 1);
        return parent.indexOf('.') < 0 ? name : parent;
    }

    private static @Nullable Duration delay(List<Stop> stops, int i) {
        Instant time = stops.get(i).time();
        Instant before = i + 1 < stops.size() ? stops.get(i + 1).time() : null;
        return time == null || before == null ? null : Duration.between(before, time);
    }

    private static Stop stop(Header.Field field) {
        String value = field.value();
        int semicolon = value.lastIndexOf(';');
        Map<String, String> words = new HashMap<>();
        String ip = null;
        String keyword = "";
        for (Token token : CommentedText.tokens(semicolon < 0 ? value : value.substring(0, semicolon))) {
            String text = token.text();
            String lower = text.toLowerCase(Locale.ROOT);
            if (token.kind() == Kind.WORD && KEYWORDS.contains(lower)) {
                keyword = lower;
            } else if (token.kind() == Kind.WORD) {
                if (keyword.equals("from") && !words.containsKey("from") && ip == null) {
                    ip = Ip.of(text);
                }
                words.merge(keyword, text, (one, more) -> one.length() > WORD ? one : one + " " + more);
            } else if (token.kind() == Kind.COMMENT && keyword.equals("from")) {
                String inComment = ip(text);
                ip = inComment == null ? ip : inComment;
            }
        }
        String recipient = words.get("for");
        return new Stop(
                field.position(),
                words.get("from"),
                ip,
                words.get("by"),
                words.get("with"),
                words.get("id"),
                recipient == null ? null : recipient.replace("<", "").replace(">", ""),
                MailDate.of(semicolon < 0 ? value : value.substring(semicolon + 1)));
    }

    /** Returns the IP address in a comment: the bracketed one, or the only one. */
    private static @Nullable String ip(String comment) {
        int open = comment.lastIndexOf('[');
        String bracketed = open < 0 ? null : Ip.of(comment.substring(open, Math.min(comment.length(), open + 60)));
        if (bracketed != null) {
            return bracketed;
        }
        for (String word : comment.split("[\\s,;()=]+", 20)) {
            String ip = Ip.of(word);
            if (ip != null) {
                return ip;
            }
        }
        return null;
    }
}
