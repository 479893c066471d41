package io.sluice.simulator.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/**
 * The header block of a message, as far as it goes.
 *
 * @param text the block as it was received, line ends included, up to the empty line
 */
public record Head(String text) {

    private static final int LARGEST = 1024 * 1024;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;:\"()\\[\\]]+@[^\\s<>,;:\"()]+");

    /** Reads the block at the beginning of a message, of which at most 1 MB. */
    public static Head of(MailBytes message) throws IOException {
        try (InputStream in = message.open()) {
            return new Head(text(block(in)));
        }
    }

    private static byte[] block(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        boolean lineEmpty = true;
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            for (int i = 0; i < length; i++) {
                out.write(chunk[i]);
                if (chunk[i] == '\n') {
                    if (lineEmpty || out.size() > LARGEST) {
                        return out.toByteArray();
                    }
                    lineEmpty = true;
                } else if (chunk[i] != '\r') {
                    lineEmpty = false;
                }
            }
        }
        return out.toByteArray();
    }

    private static String text(byte[] block) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(block))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(block, StandardCharsets.ISO_8859_1);
        }
    }

    /** The first field of this name, unfolded and decoded; empty if there is none. */
    public String first(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        String unfolded = text.replaceAll("\r?\n[ \t]+", " ");
        return unfolded.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .findFirst()
                .map(line -> decoded(line.substring(prefix.length()).strip()))
                .orElse("");
    }

    private static String decoded(String value) {
        try {
            return DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT);
        } catch (RuntimeException e) {
            // A charset that is none, for instance.
            return value;
        }
    }

    /** The addresses in the first field of this name. */
    public List<String> addresses(String name) {
        return ADDRESS.matcher(first(name))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }
}
