package io.sluice.polling.poll;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells whether something is what it was: 16 bytes of SHA-256. */
public final class Digest {

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the digest of a piece and of more words. */
    public static Digest of(JsonPiece piece, String... words) {
        return new Digest(piece.digest(words));
    }

    /** Returns the bytes to keep. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns whether these bytes were kept of the same content. */
    boolean isSameAs(byte @Nullable [] kept) {
        return Arrays.equals(bytes, kept);
    }

    /** Returns the digest's first half in hexadecimal, short enough for an event id. */
    String hex() {
        return java.util.HexFormat.of().formatHex(bytes, 0, 8);
    }
}
