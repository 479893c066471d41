package io.sluice.polling.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A piece of JSON, byte for byte as Microsoft wrote it. Two pieces are equal only if all their bytes are. */
public final class JsonPiece {

    private final byte[] utf8;

    /** Takes over these bytes; the caller does not change them afterwards. */
    public JsonPiece(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Returns the bytes themselves, not a copy: nobody changes them. */
    public byte[] utf8() {
        return utf8;
    }

    /** Returns the first 16 bytes of the SHA-256 digest of these bytes and of more words. */
    byte[] digest(String... words) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
        sha256.update(utf8);
        for (String word : words) {
            sha256.update((byte) 0);
            sha256.update(word.getBytes(UTF_8));
        }
        return Arrays.copyOf(sha256.digest(), 16);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonPiece that && Arrays.equals(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    /** Returns its size only: what Microsoft says about a tenant does not belong into logs. */
    @Override
    public String toString() {
        return "JsonPiece[" + utf8.length + " bytes]";
    }
}
