package io.sluice.quarantine.mail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds out which character set bytes are in: what mail declares is often missing, unknown or wrong. */
final class Charsets {

    /** What text in no declared set most often is; it gives a character to nearly every byte. */
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Names that mail programs use and the platform does not know, or means otherwise: as browsers read them. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("ascii", "us-ascii"),
            Map.entry("ansi_x3.4-1968", "us-ascii"),
            Map.entry("iso-8859-8-i", "iso-8859-8"),
            Map.entry("iso-8859-8-e", "iso-8859-8"),
            Map.entry("x-unknown", "windows-1252"),
            Map.entry("unicode", "utf-16"),
            Map.entry("unicode-1-1-utf-8", "utf-8"),
            Map.entry("utf8", "utf-8"),
            Map.entry("utf-8mb4", "utf-8"),
            Map.entry("cp-850", "ibm850"),
            Map.entry("x-gbk", "gbk"),
            Map.entry("gb2312", "gb18030"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("x-mac-roman", "x-macroman"),
            Map.entry("macintosh", "x-macroman"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"));

    /** Names that are known to be unknown: the platform takes half a millisecond to find that out. */
    private static final Set<String> UNKNOWN = ConcurrentHashMap.newKeySet();

    private static final int REMEMBERED = 1_000;

    private Charsets() {}

    /** Returns a character set by its name in mail; UTF-7 is not among them, see {@link Utf7}. */
    static @Nullable Charset named(@Nullable String name) {
        if (name == null || name.isBlank() || name.length() > 40) {
            return null;
        }
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        if (UNKNOWN.contains(wanted)) {
            return null;
        }
        try {
            return Charset.forName(ALIASES.getOrDefault(wanted, wanted));
        } catch (IllegalArgumentException unknown) {
            if (UNKNOWN.size() < REMEMBERED) {
                UNKNOWN.add(wanted);
            }
            return null;
        }
    }

    /** Returns whether a name means UTF-7. */
    static boolean isUtf7(@Nullable String name) {
        return name != null
                && (name.strip().equalsIgnoreCase("utf-7") || name.strip().equalsIgnoreCase("unicode-1-1-utf-7"));
    }

    /** Returns the text of bytes in an unknown set: UTF-8 if it can be, Windows-1252 if not. */
    static String guess(byte[] bytes, int start, int length) {
        return new String(bytes, start, length, isUtf8(bytes, start, length) ? StandardCharsets.UTF_8 : WINDOWS_1252);
    }

    /** Returns the text of bytes in a set of this name, or a guess if there is none. */
    static String decode(byte[] bytes, @Nullable String name) {
        if (isUtf7(name)) {
            return Utf7.decode(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        Charset charset = named(name);
        boolean ascii = StandardCharsets.US_ASCII.equals(charset) || StandardCharsets.UTF_8.equals(charset);
        boolean wrong = charset == null || (ascii && !isUtf8(bytes, 0, bytes.length));
        return wrong ? guess(bytes, 0, bytes.length) : new String(bytes, charset);
    }

    /** Returns whether bytes are UTF-8; the last character may be cut off. */
    static boolean isUtf8(byte[] bytes, int start, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, start, length);
        CharBuffer out = CharBuffer.allocate(1024);
        while (true) {
            CoderResult result = decoder.decode(in, out, false);
            if (result.isError()) {
                return false;
            } else if (result.isUnderflow()) {
                return true;
            }
            out.clear();
        }
    }
}
