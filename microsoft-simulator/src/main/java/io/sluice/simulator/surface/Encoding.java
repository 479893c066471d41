package io.sluice.simulator.surface;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Content codings that the API offers. */
enum Encoding {
    GZIP("gzip"),
    DEFLATE("deflate"),
    IDENTITY("identity");

    private static final int BUFFER = 16 * 1024;

    private final String token;

    Encoding(String token) {
        this.token = token;
    }

    /** Name in Content-Encoding. */
    String token() {
        return token;
    }

    /** The first coding offered here that a client accepts. */
    static Encoding accepted(String acceptEncoding) {
        for (Encoding encoding : new Encoding[] {GZIP, DEFLATE}) {
            for (String part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
                String plain = part.replace(" ", "");
                if (plain.equals(encoding.token)
                        || (plain.startsWith(encoding.token + ";q=") && !plain.matches(".*;q=0(\\.0*)?"))) {
                    return encoding;
                }
            }
        }
        return IDENTITY;
    }

    /** A stream that encodes into another. */
    OutputStream over(OutputStream out) throws IOException {
        return switch (this) {
            case GZIP -> new GZIPOutputStream(out, BUFFER);
            case DEFLATE -> new DeflaterOutputStream(out, new java.util.zip.Deflater(), BUFFER);
            case IDENTITY -> out;
        };
    }
}
