package io.sluice.quarantine.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes encoded words (RFC 2047) in headers as mail programs do, not as the standard allows: also inside quotes, with
 * spaces or raw bytes in them, without padding, and with a character split between two words.
 */
final class EncodedWords {

    /** Words in one value that are decoded; more are no name and no subject. */
    private static final int WORDS = 200;

    private EncodedWords() {}

    /** A decoded word, and where it ends. */
    private static final class Word {
        private final String charset;
        private final byte[] bytes;
        private final int end;

        Word(String charset, byte[] bytes, int end) {
            this.charset = charset;
            this.bytes = bytes;
            this.end = end;
        }
    }

    static String decode(String text) {
        int next = text.indexOf("=?");
        if (next < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        String charset = null;
        int done = 0;
        for (int words = 0; next >= 0 && words < WORDS; words++) {
            Word word = word(text, next);
            if (word == null) {
                next = text.indexOf("=?", next + 2);
                continue;
            }
            String between = text.substring(done, next);
            boolean adjacent = charset != null && between.isBlank();
            if (!adjacent || !word.charset.equals(charset)) {
                flush(pending, charset, decoded);
            }
            if (!adjacent) {
                decoded.append(between);
            }
            pending.writeBytes(word.bytes);
            charset = word.charset;
            done = word.end;
            next = text.indexOf("=?", done);
        }
        flush(pending, charset, decoded);
        return decoded.append(text, done, text.length()).toString();
    }

    private static void flush(ByteArrayOutputStream pending, @Nullable String charset, StringBuilder decoded) {
        if (pending.size() > 0) {
            decoded.append(Charsets.decode(pending.toByteArray(), charset));
            pending.reset();
        }
    }

    private static @Nullable Word word(String text, int start) {
        int charsetEnd = text.indexOf('?', start + 2);
        if (charsetEnd < 0 || charsetEnd - start > 62 || charsetEnd + 2 >= text.length()) {
            return null;
        }
        String charset = text.substring(start + 2, charsetEnd);
        int language = charset.indexOf('*'); // RFC 2231
        charset = (language < 0 ? charset : charset.substring(0, language)).toLowerCase(Locale.ROOT);
        char encoding = Character.toLowerCase(text.charAt(charsetEnd + 1));
        if (text.charAt(charsetEnd + 2) != '?' || charset.isBlank() || (encoding != 'b' && encoding != 'q')) {
            return null;
        }
        int from = charsetEnd + 3;
        int end = text.indexOf("?=", from);
        if (end < 0) {
            return null;
        }
        byte[] bytes = encoding == 'b' ? base64(text, from, end) : quotedPrintable(text, from, end);
        return new Word(charset, bytes, end + 2);
    }

    private static byte[] base64(String text, int from, int end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((end - from) * 3 / 4);
        int held = 0;
        int bits = 0;
        for (int i = from; i < end; i++) {
            int sextet = sextet(text.charAt(i));
            if (sextet >= 0) {
                held = held << 6 | sextet;
                bits += 6;
                if (bits >= 8) {
                    bits -= 8;
                    bytes.write(held >>> bits);
                    held &= (1 << bits) - 1;
                }
            }
        }
        return bytes.toByteArray();
    }

    private static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        } else if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        } else if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }

    private static byte[] quotedPrintable(String text, int from, int end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - from);
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '_') {
                bytes.write(' ');
            } else if (c == '=' && i + 2 < end && hex(text.charAt(i + 1)) >= 0 && hex(text.charAt(i + 2)) >= 0) {
                bytes.write(hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2)));
                i += 2;
            } else if (c < 0x100) {
                bytes.write(c);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static int hex(char c) {
        return Character.digit(c, 16);
    }
}
