package io.sluice.quarantine.mail;

import io.sluice.contracts.mail.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists of addresses (RFC 5322) as mail programs show them: names decoded, groups, routes and comments
 * understood, and something sensible made of what is malformed. Never fails.
 */
final class Addresses {

    private static final int ADDRESS = 320;
    private static final int NAME = 300;

    /** After so many quotes and brackets that nothing closes, none is looked for: each costs a walk to the end. */
    private static final int UNCLOSED = 20;

    /** An address in the eyes of OCSF ({@code email_t}). */
    private static final Pattern STANDARD =
            Pattern.compile("[a-zA-Z0-9!#$%&'*+-/=?^_`{|}~.]{1,256}@[a-zA-Z0-9-]{1,255}\\.[a-zA-Z0-9-.]{1,255}");

    private static final Pattern SHOWN =
            Pattern.compile("[\\p{Alnum}._+-]{1,64}@(?:[\\p{Alnum}-]{1,63}\\.){1,8}[\\p{Alpha}]{2,24}");

    private final Findings findings;

    Addresses(Findings findings) {
        this.findings = findings;
    }

    /** Returns whether an address is one by the standard of the OCSF. */
    static boolean isStandard(@Nullable String address) {
        return address != null && STANDARD.matcher(address).matches();
    }

    List<Mailbox> parse(@Nullable String part, @Nullable String header) {
        List<Mailbox> mailboxes = new ArrayList<>();
        if (header == null) {
            return mailboxes;
        }
        String group = null;
        int most = findings.limits().addresses();
        for (Piece piece : pieces(header)) {
            if (piece.end() == ':') {
                group = name(piece.text());
            } else if (!piece.text().isBlank()) {
                if (mailboxes.size() >= most) {
                    findings.limit(part, "addresses", most);
                    break;
                } else if (!findings.hasRoom()) {
                    break;
                }
                mailboxes.add(mailbox(piece, group));
            }
            if (piece.end() == ';') {
                group = null;
            }
        }
        return mailboxes;
    }

    /** A piece of the header between separators outside of quotes, comments and angle brackets. */
    private record Piece(
            String text, @Nullable String angle, @Nullable String comment, char end) {}

    private static List<Piece> pieces(String header) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String angle = null;
        StringBuilder comment = new StringBuilder();
        int unclosed = 0;
        int i = 0;
        while (i < header.length()) {
            char c = header.charAt(i);
            if (c == '"') {
                int close = unclosed > UNCLOSED ? -1 : closing(header, i + 1, '"');
                if (close > 0) {
                    text.append(header, i, close + 1);
                    i = close + 1;
                    continue;
                }
                unclosed++;
                text.append(c);
            } else if (c == '(') {
                int close = unclosed > UNCLOSED ? -1 : closing(header, i + 1, ')');
                if (close > 0) {
                    comment.append(comment.isEmpty() ? "" : " ").append(header, i + 1, close);
                    i = close + 1;
                    continue;
                }
                unclosed++;
                text.append(c);
            } else if (c == '<') {
                int close = header.indexOf('>', i);
                int next = header.indexOf('<', i + 1);
                if (close > 0) {
                    // <<a@b>> and <x <a@b>: the innermost counts
                    int open = next > 0 && next < close ? header.lastIndexOf('<', close) : i;
                    angle = header.substring(open + 1, close);
                    i = close + 1;
                    while (i < header.length() && header.charAt(i) == '>') {
                        i++;
                    }
                    continue;
                }
                angle = header.substring(i + 1);
                i = header.length();
                continue;
            } else if (c == ',' || c == ';' || (c == ':' && text.indexOf("@") < 0 && angle == null)) {
                pieces.add(new Piece(text.toString(), angle, comment.isEmpty() ? null : comment.toString(), c));
                text.setLength(0);
                comment.setLength(0);
                angle = null;
            } else {
                text.append(c);
            }
            i++;
        }
        pieces.add(new Piece(text.toString(), angle, comment.isEmpty() ? null : comment.toString(), ','));
        return pieces.stream()
                .map(piece -> piece.text().isBlank() && piece.angle() != null
                        ? new Piece("<" + piece.angle() + ">", piece.angle(), piece.comment(), piece.end())
                        : piece)
                .toList();
    }

    private static int closing(String text, int from, char end) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == end && --depth == 0) {
                return i;
            } else if (c == '(' && end == ')') {
                depth++;
            }
        }
        return -1;
    }

    private Mailbox mailbox(Piece piece, @Nullable String group) {
        String address;
        String name;
        if (piece.angle() != null) {
            address = piece.angle();
            name = piece.text().startsWith("<") ? "" : piece.text();
        } else {
            address = EncodedWords.decode(piece.text()).strip();
            name = "";
            if (address.indexOf('@') < 0) {
                name = piece.text();
                address = "";
            } else if (address.indexOf(' ') >= 0) {
                // name address@host, without the brackets
                int at = address.lastIndexOf('@');
                int start = address.lastIndexOf(' ', at) + 1;
                int end = address.indexOf(' ', at);
                name = address.substring(0, start);
                address = address.substring(start, end < 0 ? address.length() : end);
            }
        }
        if (name.isBlank() && piece.comment() != null) {
            name = piece.comment();
        } else if (piece.comment() != null) {
            name = name.strip().replace("  ", " ") + " (" + piece.comment() + ")";
        }
        String shownName = name(name);
        String shownAddress = address(address);
        return new Mailbox(
                findings.keepOrNothing(shownAddress, ADDRESS),
                findings.keepOrNothing(shownName, NAME),
                findings.keepOrNothing(group, NAME),
                findings.keepOrNothing(otherAddress(shownName, shownAddress), ADDRESS));
    }

    private static String address(String text) {
        String address = EncodedWords.decode(text).strip();
        int route = address.startsWith("@") ? address.indexOf(':') : -1;
        if (route > 0) {
            address = address.substring(route + 1);
        }
        if (address.regionMatches(true, 0, "mailto:", 0, 7)) {
            address = address.substring(7);
        }
        return address.indexOf('"') < 0 ? address.replace(" ", "") : address;
    }

    /** Returns a display name without its quotes and escapes, decoded. */
    static String name(String text) {
        String name = text.strip();
        StringBuilder plain = new StringBuilder(name.length());
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && i + 1 < name.length()) {
                plain.append(name.charAt(++i));
            } else {
                plain.append(c);
            }
        }
        String decoded = EncodedWords.decode(plain.toString()).strip();
        boolean single = decoded.length() > 1 && decoded.startsWith("'") && decoded.endsWith("'");
        return single ? decoded.substring(1, decoded.length() - 1) : decoded;
    }

    private static @Nullable String otherAddress(String name, String address) {
        Matcher shown = SHOWN.matcher(Printable.text(name, NAME));
        if (shown.find()) {
            String other = shown.group().toLowerCase(Locale.ROOT);
            return other.equals(address.toLowerCase(Locale.ROOT)) ? null : other;
        }
        return null;
    }
}
