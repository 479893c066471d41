package io.sluice.poller.graph;

import io.sluice.polling.poll.JsonPiece;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * Compresses pieces of JSON that are much alike, each by itself: against the first one, little is left of the others.
 */
final class PackedPieces {

    private static final int LOOKED_BACK = 32 * 1024;

    /** What others are likely to repeat; no more than can be looked back to. */
    private byte[] likely = new byte[0];

    /** A piece, compressed. */
    static final class Packed {

        private final byte[] bytes;
        private final int size;

        private Packed(byte[] bytes, int size) {
            this.bytes = bytes;
            this.size = size;
        }

        /** Returns how many bytes it takes. */
        int packedSize() {
            return bytes.length;
        }

        /** Returns how many bytes it has when it is not compressed. */
        int size() {
            return size;
        }
    }

    Packed pack(JsonPiece piece) {
        if (likely.length == 0) {
            likely = Arrays.copyOf(piece.utf8(), Math.min(piece.utf8().length, LOOKED_BACK));
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(512);
        try (Deflater deflater = new Deflater()) {
            deflater.setDictionary(likely);
            try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
                out.write(piece.utf8());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Packed(packed.toByteArray(), piece.utf8().length);
    }

    JsonPiece unpack(Packed packed) {
        byte[] piece = new byte[packed.size];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(packed.bytes);
            int length = inflater.inflate(piece);
            if (inflater.needsDictionary()) {
                inflater.setDictionary(likely);
                length = inflater.inflate(piece);
            }
            if (length != piece.length) {
                throw new IllegalStateException("A packed piece of " + piece.length + " bytes has " + length);
            }
        } catch (DataFormatException impossible) {
            throw new IllegalStateException("What was packed here is no packed piece", impossible);
        }
        return new JsonPiece(piece);
    }
}
