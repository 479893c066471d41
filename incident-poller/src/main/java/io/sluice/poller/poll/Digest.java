package io.sluice.poller.poll;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells whether something is what it was: 16 bytes of SHA-256. */
final class Digest {

    private final byte[] bytes;

    Digest(byte[] bytes) {
        this.bytes = bytes;
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
