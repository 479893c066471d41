package io.sluice.simulator.mail;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.SplittableRandom;

/** Messages of any size, made while they are read. */
final class WeightyMail {

    /** The smallest size in bytes: headers, text and an attachment worth the name. */
    static final long LEAST = 8 * 1024;

    private static final String BOUNDARY = "----=_weighty_5a1ce000";
    private static final String END = "\r\n--" + BOUNDARY + "--\r\n";
    /** Bytes of an attachment to a line of base64, and the bytes of that line. */
    private static final int PLAIN = 57;

    private static final int LINE = 78;

    private WeightyMail() {}

    /** The bytes of such a message. */
    static InputStream open(Letter letter, long size) {
        byte[] begin = begin(letter);
        long left = size - begin.length - END.length();
        if (left < 0) {
            throw new IllegalArgumentException("The headers alone have more than " + size + " bytes");
        }
        long lines = left / LINE;
        // What does not fill a line follows the last boundary, where nobody reads it.
        byte[] end = (END + " ".repeat((int) (left % LINE))).getBytes(StandardCharsets.US_ASCII);
        List<InputStream> parts = List.of(
                new ByteArrayInputStream(begin), new Lines(letter.seed(), lines), new ByteArrayInputStream(end));
        Enumeration<InputStream> all = Collections.enumeration(parts);
        return new SequenceInputStream(all);
    }

    private static byte[] begin(Letter letter) {
        SplittableRandom random = new SplittableRandom(letter.seed());
        return new Bytes()
                .raw(Transport.above(letter, random))
                .line("From: \"" + letter.senderName() + "\" <" + letter.sender() + ">")
                .line("To: " + String.join(",\r\n\t", letter.recipients()))
                .line("Subject: " + Encodings.words(letter.subject(), StandardCharsets.UTF_8, "utf-8", false))
                .line("Date: " + Transport.date(letter.received()))
                .line("Message-ID: " + letter.internetMessageId())
                .line("MIME-Version: 1.0")
                .raw(Transport.below(letter, random))
                .line("Content-Type: multipart/mixed; boundary=\"" + BOUNDARY + "\"")
                .line("")
                .line("--" + BOUNDARY)
                .line("Content-Type: text/plain; charset=utf-8")
                .line("")
                .line("Dear customer,")
                .line("the recordings are attached. More at https://" + letter.senderDomain() + "/recordings")
                .line("")
                .line("--" + BOUNDARY)
                .line("Content-Type: application/octet-stream")
                .line("Content-Disposition: attachment; filename=\"recording.bin\"")
                .line("Content-Transfer-Encoding: base64")
                .line("")
                .done();
    }

    /** Lines of base64 of random bytes that follow from a seed. */
    private static final class Lines extends InputStream {

        private static final int LINES_AT_ONCE = 512;

        private final SplittableRandom random;
        private final byte[] plain = new byte[PLAIN * LINES_AT_ONCE];
        private byte[] encoded = new byte[0];
        private int at;
        private long left;

        private Lines(long seed, long lines) {
            this.random = new SplittableRandom(seed);
            this.left = lines;
        }

        private boolean more() {
            if (at < encoded.length) {
                return true;
            }
            if (left == 0) {
                return false;
            }
            int lines = (int) Math.min(LINES_AT_ONCE, left);
            left -= lines;
            random.nextBytes(plain);
            byte[] text = Base64.getEncoder().encode(plain);
            byte[] cut = new byte[lines * LINE];
            for (int i = 0; i < lines; i++) {
                System.arraycopy(text, i * (LINE - 2), cut, i * LINE, LINE - 2);
                cut[i * LINE + LINE - 2] = '\r';
                cut[i * LINE + LINE - 1] = '\n';
            }
            encoded = cut;
            at = 0;
            return true;
        }

        @Override
        public int read() {
            return more() ? encoded[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (!more()) {
                return -1;
            }
            int part = Math.min(length, encoded.length - at);
            System.arraycopy(encoded, at, into, from, part);
            at += part;
            return part;
        }
    }
}
