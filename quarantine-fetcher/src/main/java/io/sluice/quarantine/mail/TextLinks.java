package io.sluice.quarantine.mail;

import java.util.EnumSet;
import java.util.Locale;
import java.util.regex.Pattern;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/** Finds URLs in plain text, and those that people have made harmless: {@code hxxps://evil[.]test}. */
final class TextLinks {

    private static final LinkExtractor LINKS = LinkExtractor.builder()
            .linkTypes(EnumSet.of(LinkType.URL, LinkType.WWW))
            .build();

    private static final String[] MARKS = {"xxp", "[.", "(.", "{.", "[dot", "(dot", "[:", "[/", "meow:"};
    private static final Pattern DOT = Pattern.compile("[\\[({]\\s?(?:\\.|dot)\\s?[\\])}]", Pattern.CASE_INSENSITIVE);
    private static final Pattern COLON = Pattern.compile("\\[:\\]|\\[:(?=//)");
    private static final Pattern SLASHES = Pattern.compile("\\[/{1,2}\\]|(?<=:)//\\]");
    private static final Pattern SCHEME =
            Pattern.compile("\\b(?:hxxp|h\\*\\*p|meow|hXXp|htxp|hxtp)(s?)(?=:)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST =
            Pattern.compile("[\\p{Alnum}-]{1,63}(?:\\.[\\p{Alnum}-]{1,63}){1,10}(?:[:/?#].*)?");
    private static final int WORD = 3_000;

    private final UrlCollector urls;

    TextLinks(UrlCollector urls) {
        this.urls = urls;
    }

    void find(CharSequence text, String part, String how) {
        for (LinkSpan link : LINKS.extractLinks(text)) {
            CharSequence found = text.subSequence(link.getBeginIndex(), link.getEndIndex());
            if (!isMarked(found)) {
                String url = found.toString();
                urls.add(link.getType() == LinkType.WWW ? "http://" + url : url, part, how, null, false);
            }
        }
        if (isMarked(text)) {
            defanged(text, part, how);
        }
    }

    private static boolean isMarked(CharSequence text) {
        String lower = text.toString().toLowerCase(Locale.ROOT);
        for (String mark : MARKS) {
            if (lower.contains(mark)) {
                return true;
            }
        }
        return false;
    }

    private void defanged(CharSequence text, String part, String how) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isEnd(text.charAt(i))) {
                if (i - start > 3 && i - start < WORD) {
                    word(text.subSequence(start, i).toString(), part, how);
                }
                start = i + 1;
            }
        }
    }

    private static boolean isEnd(char c) {
        return Character.isWhitespace(c) || c == '<' || c == '>' || c == '"' || c == ',' || c == ';';
    }

    private void word(String word, String part, String how) {
        if (!isMarked(word) || !urls.mayRefang()) {
            return;
        }
        String dots = DOT.matcher(word).replaceAll(".");
        String refanged = SCHEME.matcher(
                        SLASHES.matcher(COLON.matcher(dots).replaceAll(":")).replaceAll("//"))
                .replaceAll("http$1");
        if (refanged.equals(word)) {
            return;
        }
        boolean found = false;
        for (LinkSpan link : LINKS.extractLinks(refanged)) {
            String url = refanged.substring(link.getBeginIndex(), link.getEndIndex());
            urls.add(link.getType() == LinkType.WWW ? "http://" + url : url, part, how, null, true);
            found = true;
        }
        if (!found
                && !dots.equals(word)
                && refanged.indexOf('@') < 0
                && HOST.matcher(refanged).matches()) {
            urls.add("http://" + refanged, part, how, null, true);
        }
    }
}
