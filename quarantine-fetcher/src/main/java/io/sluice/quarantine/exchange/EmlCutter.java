package io.sluice.quarantine.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Cuts the text {@code Eml} out of each row of an answer while it arrives and gives it to a decoder, so that the JSON
 * that is left is small: a JSON parser would hold the text, of up to 200 MB, in memory. Reading ends early behind each
 * row, so that whoever reads knows of the row before the next one is begun.
 */
final class EmlCutter extends InputStream {

    private static final int BLOCK = 64 * 1024;

    /** How deep the members of a row are: {@code {"value":[{"Eml":…}]}}. */
    private static final int DEPTH = 3;

    private static final String NAME = "Eml";

    private final InputStream body;
    private final Supplier<EmlDecoder> decoders;
    private final byte[] block = new byte[BLOCK];
    private final byte[] text = new byte[BLOCK];
    private final StringBuilder escape = new StringBuilder(5);
    private final StringBuilder string = new StringBuilder(NAME.length() + 1);

    private int position;
    private int limit;
    private int textLength;
    private int depth;
    private State state = State.BETWEEN;
    private boolean isName;
    private boolean isValue;
    private char highSurrogate;
    private EmlDecoder decoder;

    private enum State {
        /** Outside of all texts. */
        BETWEEN,
        /** In a text that stays. */
        STRING,
        /** Behind a backslash in such a text. */
        STRING_ESCAPE,
        /** In the text that is cut out. */
        EML,
        /** Behind a backslash in it. */
        EML_ESCAPE
    }

    /**
     * Cuts an answer.
     *
     * @param decoders gives a decoder for each text
     */
    EmlCutter(InputStream body, Supplier<EmlDecoder> decoders) {
        this.body = body;
        this.decoders = decoders;
        this.decoder = decoders.get();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int written = 0;
        while (written < length) {
            if (position == limit && !fill()) {
                return written == 0 ? endOfBody() : written;
            }
            if (state == State.EML && takeRun()) {
                continue;
            }
            boolean inEml = state == State.EML || state == State.EML_ESCAPE;
            byte one = block[position++];
            if (inEml) {
                cut(one);
                if (state != State.BETWEEN) {
                    continue;
                }
            }
            target[offset + written++] = one;
            if (!inEml && follow(one)) {
                return written;
            }
            if (position == limit && written > 0) {
                return written; // what there is may be enough: the next block may be long in coming
            }
        }
        return written;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, body.read(block, 0, BLOCK));
        return limit > 0;
    }

    private int endOfBody() throws IOException {
        if (state != State.BETWEEN) {
            throw new IOException("it breaks off");
        }
        return -1;
    }

    /** Follows the JSON that stays, and says whether a row ends here. */
    private boolean follow(byte one) {
        switch (state) {
            case STRING -> {
                if (one == '"') {
                    state = State.BETWEEN;
                    isName = depth == DEPTH && NAME.contentEquals(string);
                } else {
                    if (one == '\\') {
                        state = State.STRING_ESCAPE;
                    }
                    if (string.length() <= NAME.length()) {
                        string.append((char) (one & 0xff));
                    }
                }
            }
            case STRING_ESCAPE -> state = State.STRING;
            default -> {
                return between(one);
            }
        }
        return false;
    }

    private boolean between(byte one) {
        switch (one) {
            case '"' -> {
                if (isValue) {
                    begin();
                } else {
                    state = State.STRING;
                    string.setLength(0);
                }
                isName = false;
                isValue = false;
            }
            case ' ', '\t', '\r', '\n' -> {}
            case ':' -> {
                isValue = isName;
                isName = false;
            }
            default -> {
                isName = false;
                isValue = false;
                if (one == '{' || one == '[') {
                    depth++;
                } else if (one == '}' || one == ']') {
                    depth--;
                    return one == '}' && depth == DEPTH - 1;
                }
            }
        }
        return false;
    }

    private void begin() {
        state = State.EML;
        decoder = decoders.get();
        highSurrogate = 0;
        textLength = 0;
    }

    /** Takes all of the text that has neither its end nor an escape, which is nearly all there is. */
    private boolean takeRun() {
        if (highSurrogate != 0) {
            return false;
        }
        int end = position;
        int room = Math.min(limit, position + BLOCK - textLength);
        while (end < room && block[end] != '"' && block[end] != '\\') {
            end++;
        }
        int length = end - position;
        System.arraycopy(block, position, text, textLength, length);
        textLength += length;
        position = end;
        if (textLength == BLOCK) {
            writeText();
        }
        return length > 0;
    }

    /** Takes a byte of the text; behind its end the state is between texts again. */
    private void cut(byte one) throws IOException {
        if (state == State.EML_ESCAPE) {
            escape.append((char) (one & 0xff));
            if (escape.charAt(0) != 'u' || escape.length() == 5) {
                state = State.EML;
                put(unescaped());
                escape.setLength(0);
            }
        } else if (one == '\\') {
            state = State.EML_ESCAPE;
        } else if (one == '"') {
            dropHighSurrogate();
            writeText();
            decoder.end();
            state = State.BETWEEN;
        } else {
            dropHighSurrogate();
            putByte(one);
        }
    }

    private char unescaped() throws IOException {
        return switch (escape.charAt(0)) {
            case '"', '\\', '/' -> escape.charAt(0);
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw new IOException("it has an escape that JSON does not know");
        };
    }

    private char hex() throws IOException {
        try {
            return (char) Integer.parseUnsignedInt(escape, 1, 5, 16);
        } catch (NumberFormatException noHex) {
            throw new IOException("it has an escape that JSON does not know");
        }
    }

    private void put(char unit) {
        if (Character.isLowSurrogate(unit) && highSurrogate != 0) {
            int codePoint = Character.toCodePoint(highSurrogate, unit);
            highSurrogate = 0;
            putByte((byte) (0xf0 | (codePoint >> 18)));
            putByte((byte) (0x80 | ((codePoint >> 12) & 0x3f)));
            putByte((byte) (0x80 | ((codePoint >> 6) & 0x3f)));
            putByte((byte) (0x80 | (codePoint & 0x3f)));
            return;
        }
        dropHighSurrogate();
        if (Character.isHighSurrogate(unit)) {
            highSurrogate = unit;
        } else if (Character.isLowSurrogate(unit)) {
            putCharacter('\ufffd');
        } else {
            putCharacter(unit);
        }
    }

    /** Half a character that its other half does not follow is none. */
    private void dropHighSurrogate() {
        if (highSurrogate != 0) {
            highSurrogate = 0;
            putCharacter('\ufffd');
        }
    }

    private void putCharacter(char unit) {
        if (unit < 0x80) {
            putByte((byte) unit);
        } else if (unit < 0x800) {
            putByte((byte) (0xc0 | (unit >> 6)));
            putByte((byte) (0x80 | (unit & 0x3f)));
        } else {
            putByte((byte) (0xe0 | (unit >> 12)));
            putByte((byte) (0x80 | ((unit >> 6) & 0x3f)));
            putByte((byte) (0x80 | (unit & 0x3f)));
        }
    }

    private void putByte(byte one) {
        text[textLength++] = one;
        if (textLength == BLOCK) {
            writeText();
        }
    }

    private void writeText() {
        decoder.write(text, textLength);
        textLength = 0;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
