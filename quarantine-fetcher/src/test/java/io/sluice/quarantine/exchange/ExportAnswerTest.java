package io.sluice.quarantine.exchange;

import static io.sluice.quarantine.exchange.ExchangeStub.IDENTITY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportAnswerTest {

    private static final String JSON_IDENTITY = IDENTITY.replace("\\", "\\\\");
    private static final int MEGABYTE = 1024 * 1024;

    @Property(tries = 300)
    void anyBytesComeOutAsTheyWentInWhereverTheNetworkCutsThem(
            @ForAll byte[] bytes, @ForAll boolean encodingFirst, @ForAll boolean inLines, @ForAll long seed)
            throws Exception {
        String text = (inLines ? Base64.getMimeEncoder(8, "\r\n".getBytes(US_ASCII)) : Base64.getEncoder())
                .encodeToString(bytes);

        if (bytes.length == 0) {
            assertThatThrownBy(() -> export(answer(text, "Base64", encodingFirst, seed), seed, null))
                    .isInstanceOf(IOException.class);
        } else {
            assertThat(export(answer(text, "Base64", encodingFirst, seed), seed, null))
                    .isEqualTo(bytes);
        }
    }

    @Property(tries = 300)
    void anyTextOfBytesComesOutAsItWentIn(
            @ForAll @IntRange(max = 3000) int length, @ForAll boolean encodingFirst, @ForAll long seed)
            throws Exception {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        String text = "Subject: " + new String(bytes, ISO_8859_1);

        assertThat(export(answer(text, "binary", encodingFirst, seed), seed, null))
                .isEqualTo(text.getBytes(ISO_8859_1));
    }

    @Property(tries = 300)
    void anyTextOfOtherCharactersComesOutAsUtf8(@ForAll String any, @ForAll long seed) throws Exception {
        String text = "Subject: \u20ac" + any.replaceAll("[\\ud800-\\udfff]", "?") + "\ud83d\ude00";

        assertThatThrownBy(() -> export(answer(text, "8bit", true, seed), seed, null))
                .isInstanceOfSatisfying(
                        ExportStopped.class,
                        stopped -> assertThat(stopped.rightForm()).isEqualTo(EmlForm.UTF_8));
        assertThat(export(answer(text, "8bit", true, seed), seed, EmlForm.UTF_8))
                .isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void escapesThatNobodyNeedsAreUnderstood() throws Exception {
        assertThat(export(row("\"Eml\":\"QU\\u0049\\u002B\\/w==\\r\\n\",\"BodyEncoding\":\"base64\""), 1, null))
                .isEqualTo(Base64.getDecoder().decode("QUI+/w=="));
    }

    @Test
    void aTextWhoseEncodingIsNotToldIsTakenForWhatItLooksLike() throws Exception {
        assertThat(export(row("\"Eml\":\"QUJD\""), 1, null)).isEqualTo("ABC".getBytes(US_ASCII));
        assertThat(export(row("\"Eml\":\"From: a\\r\\n\\r\\nb\",\"BodyEncoding\":null"), 1, null))
                .isEqualTo("From: a\r\n\r\nb".getBytes(US_ASCII));
    }

    @Test
    void theMessageThatWasAskedForIsTakenOfSeveral() throws Exception {
        String other = "{\"Identity\":\"" + JSON_IDENTITY.replace("0f0e", "1f0e") + "\",\"Eml\":\"T1RIRVI=\"}";
        String asked = "{\"Eml\":\"QUJD\",\"BodyEncoding\":\"Base64\",\"Identity\":\"" + JSON_IDENTITY + "\"}";

        for (String rows :
                List.of(asked, asked + "," + other, other + "," + asked, other + "," + asked + "," + other)) {
            assertThat(export("{\"value\":[" + rows + "]}", 7, null)).isEqualTo("ABC".getBytes(US_ASCII));
        }
        assertThatThrownBy(() -> export("{\"value\":[" + other + "]}", 7, null)).isInstanceOf(IOException.class);
    }

    @Test
    void theFormThatWasTakenIsTold() throws Exception {
        assertThat(formOf(row("\"Eml\":\"QUJD\",\"BodyEncoding\":\"Base64\""), null))
                .isEqualTo(EmlForm.BASE64);
        assertThat(formOf(row("\"Eml\":\"Subject: caf\u00e9\",\"BodyEncoding\":\"8bit\""), null))
                .isEqualTo(EmlForm.BYTES);
        assertThat(formOf(row("\"Eml\":\"Subject: \u20ac\",\"BodyEncoding\":\"8bit\""), EmlForm.UTF_8))
                .isEqualTo(EmlForm.UTF_8);
    }

    private static EmlForm formOf(String answer, @Nullable EmlForm form) throws Exception {
        return ExportAnswer.read(
                        new ByteArrayInputStream(answer.getBytes(UTF_8)),
                        IDENTITY,
                        form,
                        OutputStream::nullOutputStream,
                        Long.MAX_VALUE,
                        new VirtualTime())
                .orElseThrow()
                .form();
    }

    @Test
    void noRowMeansThatTheMessageIsGone() throws Exception {
        assertThat(read("{\"@adminapi.warnings\":[],\"value\":[]}", OutputStream.nullOutputStream()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":[{\"Eml\":\"QUJD",
                "{\"value\":[{\"Eml\":\"QUJD\"",
                "{\"value\":[{\"Eml\":\"QUJD\\",
                "{\"value\":[{\"Eml\":\"QUJD\"}]",
                "{\"value\":[{\"Eml\":\"QUJD\"}]}x",
                "{\"value\":[{\"Eml\":\"QUJD\\x\"}]}",
                "{\"value\":[{\"Eml\":\"QUJD\\u00g0\"}]}",
                "{\"value\":[{\"Eml\":\"QUJDR\",\"BodyEncoding\":\"Base64\"}]}",
                "{\"value\":[{\"Eml\":\"QU=D\",\"BodyEncoding\":\"Base64\"}]}",
                "{\"value\":[{\"Eml\":\"QUJ*\",\"BodyEncoding\":\"Base64\"}]}",
                "{\"value\":[{\"Eml\":\"\",\"BodyEncoding\":\"Base64\"}]}",
                "{\"value\":[{\"Eml\":null,\"BodyEncoding\":\"Base64\"}]}",
                "{\"value\":[{\"BodyEncoding\":\"Base64\"}]}",
                "{\"value\":[7]}",
                "<html>"
            })
    void halfOrWrongAnswersAreMalformed(String answer) {
        assertThatThrownBy(() -> read(answer, OutputStream.nullOutputStream())).isInstanceOf(IOException.class);
    }

    @Test
    void aTextOfThatNameElsewhereStaysWhereItIs() throws Exception {
        assertThat(export(
                        "{\"Eml\":\"a\",\"value\":[{\"x\":[\"Eml\",\"b\"],\"y\":{\"Eml\":\"c\"},\"Eml\":\"QUJD\"}]}",
                        3,
                        null))
                .isEqualTo("ABC".getBytes(US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Base64", "7bit"})
    void twoHundredMegabytesPassThroughLittleMemory(String bodyEncoding) throws Exception {
        boolean isBase64 = bodyEncoding.equals("Base64");
        byte[] line = (isBase64
                        ? "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY".repeat(2) + "\\r\\n"
                        : "Subject: x".repeat(6) + "\\r\\n")
                .getBytes(US_ASCII);
        long lines = 200L * MEGABYTE / line.length;
        InputStream body = new SequenceInputStream(
                new SequenceInputStream(
                        new ByteArrayInputStream("{\"value\":[{\"Eml\":\"".getBytes(US_ASCII)),
                        new Repeated(line, lines)),
                new ByteArrayInputStream(("\",\"BodyEncoding\":\"" + bodyEncoding + "\"}]}").getBytes(US_ASCII)));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        Optional<ExportedMessage> exported = ExportAnswer.read(
                body, IDENTITY, null, OutputStream::nullOutputStream, Long.MAX_VALUE, new VirtualTime());
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(exported)
                .hasValueSatisfying(
                        message -> assertThat(message.size()).isEqualTo(isBase64 ? lines * 48 : lines * 62));
        assertThat(allocated).isLessThan(4 * MEGABYTE);
    }

    private static String row(String members) {
        return "{\"value\":[{\"Identity\":\"" + JSON_IDENTITY + "\"," + members + "}]}";
    }

    private static String answer(String text, String bodyEncoding, boolean encodingFirst, long seed) {
        String eml = "\"Eml\" : \"" + escaped(text, seed) + "\"";
        String encoding = "\"BodyEncoding\":\"" + bodyEncoding + "\"";
        return row(encodingFirst ? encoding + "," + eml : eml + "," + encoding);
    }

    /** Escapes what must be, and at times what need not be. */
    private static String escaped(String text, long seed) {
        Random random = new Random(seed);
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean isPair = Character.isHighSurrogate(text.charAt(i));
            if (random.nextInt(10) == 0 && isPair) {
                escaped.append(String.format("\\u%04x\\u%04x", (int) text.charAt(i), (int) text.charAt(++i)));
            } else if (random.nextInt(10) == 0 && !isPair) {
                escaped.append(String.format("\\u%04x", (int) text.charAt(i)));
            } else if (isPair) {
                escaped.append(text, i, i + 2);
                i++;
            } else {
                escaped.append(JsonStringEncoder.getInstance().quoteAsString(text.substring(i, i + 1)));
            }
        }
        return escaped.toString();
    }

    private static byte[] export(String answer, long seed, @Nullable EmlForm form) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportAnswer.read(
                new Chopped(answer.getBytes(UTF_8), new Random(seed)),
                IDENTITY,
                form,
                () -> {
                    out.reset();
                    return out;
                },
                Long.MAX_VALUE,
                new VirtualTime());
        return out.toByteArray();
    }

    private static Optional<ExportedMessage> read(String answer, OutputStream out) throws Exception {
        return ExportAnswer.read(
                new ByteArrayInputStream(answer.getBytes(UTF_8)),
                IDENTITY,
                null,
                () -> out,
                Long.MAX_VALUE,
                new VirtualTime());
    }

    /** Gives its bytes in pieces, as a network does. */
    private static final class Chopped extends ByteArrayInputStream {

        private final Random random;

        Chopped(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(20)));
        }
    }

    /** Gives the same bytes many times. */
    private static final class Repeated extends InputStream {

        private final byte[] bytes;
        private long left;
        private int position;

        Repeated(byte[] bytes, long times) {
            this.bytes = bytes;
            this.left = times * bytes.length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int taken = (int) Math.min(left, Math.min(length, bytes.length - position));
            if (taken == 0) {
                return length == 0 ? 0 : -1;
            }
            System.arraycopy(bytes, position, target, offset, taken);
            left -= taken;
            position = (position + taken) % bytes.length;
            return taken;
        }
    }
}
