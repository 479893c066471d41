package io.sluice.quarantine.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads text and HTML for the URLs in it, in pieces: neither is ever in memory as a whole. Beyond the limits it is only
 * counted.
 */
final class BodyText {

    /** Characters of text that are looked at together; a URL that crosses two pieces is carried over. */
    private static final int TEXT_PIECE = 64 * 1024;

    /** Characters of HTML that are parsed together; a tree of one-letter elements takes sixty times its size. */
    private static final int HTML_PIECE = 64 * 1024;

    private static final int CARRY = 4 * 1024;
    private static final int UTF7 = 1024 * 1024;
    private static final Pattern META =
            Pattern.compile("charset\\s{0,10}=\\s{0,10}[\"']?([A-Za-z0-9._:-]{2,40})", Pattern.CASE_INSENSITIVE);

    /** How a file in a text begins; some programs show it as an attachment. */
    private static final Pattern UUENCODED = Pattern.compile("^begin [0-7]{3,4} ", Pattern.MULTILINE);

    private final Findings findings;
    private final UrlCollector urls;
    private final BiConsumer<String, String> listener;
    private long textLeft;
    private long htmlLeft;

    /** @param listener is told every piece of decoded text with the path of its part; in the product nobody listens */
    BodyText(Findings findings, UrlCollector urls, BiConsumer<String, String> listener) {
        this.findings = findings;
        this.urls = urls;
        this.listener = listener;
        this.textLeft = findings.limits().textCharacters();
        this.htmlLeft = findings.limits().htmlCharacters();
    }

    /** Reads a text to its end, or to the limit, and returns how many characters were read. */
    long read(String part, InputStream rest, byte[] head, @Nullable String charset, boolean html) throws IOException {
        Reader reader = reader(part, rest, head, charset, html);
        HtmlLinks htmlLinks = new HtmlLinks(urls);
        TextLinks textLinks = new TextLinks(urls);
        char[] buffer = new char[html ? HTML_PIECE : TEXT_PIECE];
        String open = "";
        int held = 0;
        long count = 0;
        while (true) {
            long left = html ? htmlLeft : textLeft;
            int most = (int) Math.min(buffer.length - held, left);
            if (most == 0) {
                findings.limit(
                        part,
                        html ? "htmlCharacters" : "textCharacters",
                        html
                                ? findings.limits().htmlCharacters()
                                : findings.limits().textCharacters());
            }
            int read = most == 0 ? -1 : fill(reader, buffer, held, most);
            boolean last = read < most;
            int length = held + Math.max(0, read);
            count += Math.max(0, read);
            if (html) {
                htmlLeft -= Math.max(0, read);
            } else {
                textLeft -= Math.max(0, read);
            }
            HtmlCut cut = html && !last ? HtmlCut.of(buffer, length) : null;
            int end = last ? length : cut != null ? cut.end() : afterBreak(buffer, length);
            String piece = new String(buffer, 0, end);
            listener.accept(part, piece);
            if (html) {
                String whole = cut == null ? piece : piece + cut.close();
                findInHtml(htmlLinks, textLinks, whole, part);
                if (!open.isEmpty()) {
                    findInHtml(htmlLinks, textLinks, whole.substring(open.length()), part);
                }
            } else {
                textLinks.find(piece, part, "text");
                if (UUENCODED.matcher(piece).find()) {
                    findings.defect(part, "uuencoded");
                }
            }
            if (last) {
                return count;
            }
            open = cut == null ? "" : cut.open();
            held = open.length() + length - end;
            System.arraycopy(buffer, end, buffer, open.length(), length - end);
            open.getChars(0, open.length(), buffer, 0);
        }
    }

    private void findInHtml(HtmlLinks htmlLinks, TextLinks textLinks, String piece, String part) {
        try {
            htmlLinks.find(piece, part);
        } catch (RuntimeException | StackOverflowError tooStrange) {
            findings.defect(part, "htmlNotUnderstood");
            textLinks.find(piece, part, "htmlText");
        }
    }

    private static int fill(Reader reader, char[] buffer, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int read = reader.read(buffer, offset + count, length - count);
            if (read < 0) {
                return count == 0 ? -1 : count;
            }
            count += read;
        }
        return count;
    }

    /** Behind the last character that no URL has, unless one has half of the piece. */
    static int afterBreak(char[] buffer, int length) {
        for (int i = length - 1; i > length / 2; i--) {
            char c = buffer[i];
            if (Character.isWhitespace(c) || c == '<' || c == '>' || c == '"') {
                return i + 1;
            }
        }
        return length;
    }

    private Reader reader(String part, InputStream rest, byte[] head, @Nullable String declared, boolean html)
            throws IOException {
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), rest);
        String name = declared == null && html ? meta(head) : declared;
        if (Charsets.isUtf7(name)) {
            findings.defect(part, "utf7");
            byte[] bytes = whole.readNBytes(UTF7);
            if (bytes.length == UTF7) {
                findings.limit(part, "utf7Bytes", UTF7);
            }
            return new StringReader(Utf7.decode(new String(bytes, StandardCharsets.ISO_8859_1)));
        }
        Charset charset = Charsets.named(name);
        if (charset == null && name != null && !name.isBlank()) {
            findings.defect(part, "unknownCharset");
        }
        Charset marked = marked(head);
        if (marked != null) {
            charset = marked;
        } else if (charset == null
                || charset.equals(StandardCharsets.US_ASCII)
                || charset.equals(StandardCharsets.UTF_8)) {
            boolean utf8 = Charsets.isUtf8(head, 0, head.length);
            if (charset != null && !utf8) {
                findings.defect(part, "wrongCharset");
            }
            charset = utf8 ? StandardCharsets.UTF_8 : Charsets.WINDOWS_1252;
        }
        return new InputStreamReader(
                whole,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    private static @Nullable Charset marked(byte[] head) {
        if (head.length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        } else if (head.length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        } else if (head.length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
            return StandardCharsets.UTF_8;
        }
        return null;
    }

    private static @Nullable String meta(byte[] head) {
        Matcher charset = META.matcher(new String(head, 0, Math.min(head.length, CARRY), StandardCharsets.ISO_8859_1));
        return charset.find() ? charset.group(1) : null;
    }
}
