package io.sluice.simulator.mail;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** The ways in which mail squeezes bytes and letters into lines of ASCII: RFC 2045, 2047 and 2231. */
final class Encodings {

    private static final byte[] CRLF = {'\r', '\n'};
    private static final int LINE = 76;
    /** Letters to an encoded word, so that also those of three bytes fit into its 75 characters. */
    private static final int WORD = 12;

    private Encodings() {}

    /** Base64 in lines. */
    static byte[] base64(byte[] bytes) {
        return Base64.getMimeEncoder(LINE, CRLF).encode(bytes);
    }

    /** Quoted-printable; line ends stay. */
    static byte[] quotedPrintable(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length * 5 / 4);
        int column = 0;
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xFF;
            if (b == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n') {
                out.append("\r\n");
                column = 0;
                i++;
                continue;
            }
            boolean last = i + 1 == bytes.length || bytes[i + 1] == '\r';
            boolean plain = (b > 32 && b < 127 && b != '=') || (b == ' ' && !last);
            int width = plain ? 1 : 3;
            if (column + width > LINE - 1) {
                out.append("=\r\n");
                column = 0;
            }
            if (plain) {
                out.append((char) b);
            } else {
                out.append("=%02X".formatted(b));
            }
            column += width;
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A header's text: as it is when it is ASCII, else as encoded words in lines of their own. */
    static String words(String text, Charset charset, String label, boolean quoted) {
        if (text.chars().allMatch(c -> c >= 32 && c < 127)) {
            return text;
        }
        Charset used = covers(charset, text) ? charset : StandardCharsets.UTF_8;
        String name = used.equals(charset) && !label.startsWith("x-") ? label : used.name();
        List<String> words = new ArrayList<>();
        int[] letters = text.codePoints().toArray();
        for (int from = 0; from < letters.length; from += WORD) {
            String piece = new String(letters, from, Math.min(WORD, letters.length - from));
            byte[] bytes = piece.getBytes(used);
            words.add("=?" + name
                    + (quoted
                            ? "?Q?" + underQ(bytes)
                            : "?B?" + Base64.getEncoder().encodeToString(bytes))
                    + "?=");
        }
        return String.join("\r\n ", words);
    }

    private static boolean covers(Charset charset, String text) {
        try {
            charset.newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT).encode(CharBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String underQ(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            int value = b & 0xFF;
            if (value == ' ') {
                out.append('_');
            } else if (value < 128 && Character.isLetterOrDigit(value)) {
                out.append((char) value);
            } else {
                out.append("=%02X".formatted(value));
            }
        }
        return out.toString();
    }

    /** The parameter {@code filename} in one of the ways in which it is found. */
    static String fileName(String name, int way) {
        boolean ascii = name.chars().allMatch(c -> c < 128);
        return switch (Math.floorMod(way, 4)) {
            case 0 -> ascii ? "filename=\"" + name + "\"" : "filename*=utf-8''" + percent(name);
            case 1 -> "filename*=UTF-8'en'" + percent(name);
            case 2 -> continued(name);
            // Forbidden by RFC 2047 and done all the same.
            default ->
                "filename=\"=?utf-8?B?" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8))
                        + "?=\"";
        };
    }

    private static String continued(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        List<String> pieces = new ArrayList<>();
        for (int from = 0, n = 0; from < bytes.length; from += 9, n++) {
            pieces.add("filename*" + n + "*=" + (n == 0 ? "utf-8''" : "")
                    + percent(bytes, from, Math.min(9, bytes.length - from)));
        }
        return String.join(";\r\n\t", pieces);
    }

    private static String percent(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return percent(bytes, 0, bytes.length);
    }

    private static String percent(byte[] bytes, int from, int length) {
        StringBuilder out = new StringBuilder();
        IntStream.range(from, from + length).map(i -> bytes[i] & 0xFF).forEach(value -> {
            if (value < 128 && (Character.isLetterOrDigit(value) || value == '.' || value == '_' || value == '-')) {
                out.append((char) value);
            } else {
                out.append("%%%02X".formatted(value));
            }
        });
        return out.toString();
    }
}
