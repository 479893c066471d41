package io.sluice.quarantine.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Turns one {@code Eml} text back into the message's bytes, block by block. Its form is told only beside it, perhaps
 * behind it, so that where it is not known before it is guessed from the beginning. Whether that was right shows at the
 * end: a text that is not of this form is read on to its end, and not written.
 */
final class EmlDecoder {

    /**
     * How many bytes are looked at for a guess. A message begins with a field's name and a colon, which Base64 does not
     * have.
     */
    private static final int GUESSED_FROM = 1024;

    private static final int BLOCK = 48 * 1024;

    private static final int NONE = -1;
    private static final int BLANK = -2;
    private static final int PADDING = -3;
    private static final byte[] BASE64 = base64();

    private final Destination destination;
    private final long maxBytes;
    private final byte[] guessed = new byte[GUESSED_FROM];
    private final byte[] block = new byte[BLOCK];
    private final byte[] decoded = new byte[BLOCK];

    private @Nullable EmlForm form;
    private @Nullable OutputStream out;
    private int guessedLength;
    private int blockLength;
    private int padding;
    private int pendingLead;
    private boolean contradicted;
    private long size;

    /**
     * Makes a decoder of one text.
     *
     * @param form what is known of it
     */
    EmlDecoder(@Nullable EmlForm form, Destination destination, long maxBytes) {
        this.form = form;
        this.destination = destination;
        this.maxBytes = maxBytes;
    }

    private static byte[] base64() {
        byte[] kinds = new byte[256];
        Arrays.fill(kinds, (byte) NONE);
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
            kinds[c] = 0;
        }
        for (char c : " \t\r\n".toCharArray()) {
            kinds[c] = BLANK;
        }
        kinds['='] = PADDING;
        return kinds;
    }

    /** Returns the form that the text was taken for; none where it is empty. */
    @Nullable
    EmlForm form() {
        return form;
    }

    /** Returns whether the text cannot be of the form that it was taken for. */
    boolean isContradicted() {
        return contradicted;
    }

    /** Returns how many bytes were written. */
    long size() {
        return size;
    }

    /**
     * Takes the next bytes of the text, in UTF-8, without JSON's escapes.
     *
     * @throws ExportStopped if the destination fails, or gets too much
     */
    void write(byte[] utf8, int length) {
        if (form != null) {
            decode(form, utf8, length);
            return;
        }
        int taken = Math.min(length, GUESSED_FROM - guessedLength);
        System.arraycopy(utf8, 0, guessed, guessedLength, taken);
        guessedLength += taken;
        if (guessedLength == GUESSED_FROM) {
            decodeGuessed();
            if (taken < length) {
                write(Arrays.copyOfRange(utf8, taken, length), length - taken);
            }
        }
    }

    /**
     * Takes the end of the text.
     *
     * @throws ExportStopped if the destination fails
     */
    void end() {
        if (form == null && guessedLength > 0) {
            decodeGuessed();
        }
        if (form == EmlForm.BASE64) {
            decodeBlock();
        }
        if (pendingLead != 0) {
            contradicted = true;
        }
        flush();
    }

    private void decodeGuessed() {
        EmlForm guess = EmlForm.BASE64;
        for (int i = 0; i < guessedLength; i++) {
            if (BASE64[guessed[i] & 0xff] == NONE) {
                guess = EmlForm.BYTES;
                break;
            }
        }
        form = guess;
        decode(guess, guessed, guessedLength);
    }

    private void decode(EmlForm known, byte[] utf8, int length) {
        switch (known) {
            case BASE64 -> decodeBase64(utf8, length);
            case BYTES -> decodeBytes(utf8, length);
            case UTF_8 -> put(utf8, length);
        }
    }

    private void decodeBase64(byte[] text, int length) {
        for (int i = 0; i < length && !contradicted; i++) {
            switch (BASE64[text[i] & 0xff]) {
                case BLANK -> {}
                case PADDING -> contradicted = ++padding > 2;
                case NONE -> contradicted = true;
                default -> {
                    contradicted = padding > 0; // nothing comes behind the end
                    block[blockLength++] = text[i];
                    if (blockLength == BLOCK) {
                        decodeBlock();
                    }
                }
            }
        }
    }

    private void decodeBlock() {
        if (contradicted || blockLength == 0) {
            return;
        }
        // A full block is a multiple of four; only at the end there can be less, and one character alone is no byte.
        if (blockLength % 4 == 1 || (padding > 0 && (blockLength + padding) % 4 != 0)) {
            contradicted = true;
            return;
        }
        byte[] text = blockLength == BLOCK ? block : Arrays.copyOf(block, blockLength);
        int length = Base64.getDecoder().decode(text, decoded);
        blockLength = 0;
        put(decoded, length);
    }

    /**
     * Of UTF-8, the characters up to U+00FF begin with C2 or C3 or are ASCII; all else says that these are no bytes.
     */
    private void decodeBytes(byte[] utf8, int length) {
        for (int i = 0; i < length && !contradicted; i++) {
            int one = utf8[i] & 0xff;
            if (pendingLead != 0) {
                contradicted = (one & 0xc0) != 0x80;
                put((byte) (((pendingLead & 0x03) << 6) | (one & 0x3f)));
                pendingLead = 0;
            } else if (one < 0x80) {
                put((byte) one);
            } else if (one == 0xc2 || one == 0xc3) {
                pendingLead = one;
            } else {
                contradicted = true;
            }
        }
        putDecoded();
    }

    private void put(byte one) {
        decoded[blockLength++] = one;
        if (blockLength == BLOCK) {
            putDecoded();
        }
    }

    private void putDecoded() {
        if (!contradicted) {
            put(decoded, blockLength);
        }
        blockLength = 0;
    }

    private void put(byte[] bytes, int length) {
        size += length;
        if (size > maxBytes) {
            throw ExportStopped.tooLarge(maxBytes);
        }
        try {
            OutputStream target = out;
            if (target == null) {
                target = destination.begin();
                out = target;
            }
            target.write(bytes, 0, length);
        } catch (IOException destinationFailed) {
            throw new ExportStopped(destinationFailed);
        }
    }

    private void flush() {
        OutputStream target = out;
        if (target != null && !contradicted) {
            try {
                target.flush();
            } catch (IOException destinationFailed) {
                throw new ExportStopped(destinationFailed);
            }
        }
    }
}
