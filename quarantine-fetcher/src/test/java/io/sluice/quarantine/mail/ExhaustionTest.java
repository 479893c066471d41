package io.sluice.quarantine.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.mail.ArchiveListing;
import io.sluice.contracts.mail.MailAnalysis;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.tika.mime.MediaType;
import org.junit.jupiter.api.Test;

/** Messages that were made to use up memory or time. */
class ExhaustionTest {

    private static byte[] attached(byte[] content) {
        return ("From: a@b.example\r\nContent-Type: application/zip; name=a.zip\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(content))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static ArchiveListing listing(MailAnalysis analysis) {
        return Objects.requireNonNull(Mails.part(analysis, "1").archive());
    }

    /** Returns how much of the heap is in use after the garbage is gone, at the end of the stream. */
    private static long heldWhile(byte[] message) throws IOException {
        long[] most = {0};
        // What is loaded once and kept is not the message's.
        new MailAnalyzer(MailLimits.defaults())
                .analyze(new ByteArrayInputStream(attached(new byte[] {'P', 'K', 3, 4})));
        System.gc();
        long before = used();
        InputStream measured = new ByteArrayInputStream(message) {
            private int reads;

            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                int read = super.read(buffer, offset, length);
                if (read < 0 || ++reads % 10 == 0) {
                    System.gc();
                    most[0] = Math.max(most[0], used());
                }
                return read;
            }
        };
        new MailAnalyzer(MailLimits.defaults()).analyze(measured);
        return most[0] - before;
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void manyLongNamesInAZipInAZipAreNotKept() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("i.zip"));
            for (int i = 0; i < 950; i++) { // headers of files only, without a directory
                byte[] name = ("%06d".formatted(i) + "\u00e9".repeat(32_000)).getBytes(StandardCharsets.UTF_8);
                byte[] header = new byte[30];
                byte[] start = {'P', 'K', 3, 4, 10, 0, 0, 8};
                System.arraycopy(start, 0, header, 0, start.length);
                header[26] = (byte) name.length;
                header[27] = (byte) (name.length >> 8);
                zip.write(header);
                zip.write(name);
            }
        }
        byte[] message = attached(bytes.toByteArray());

        assertThat(message.length).isLessThan(400_000);
        assertThat(heldWhile(message)).isLessThan(12L * 1024 * 1024);
        ArchiveListing listing = listing(Mails.analyze(message));
        assertThat(listing.nested()).containsOnlyKeys("i.zip");
        assertThat(Objects.requireNonNull(listing.nested().get("i.zip")).entries())
                .allSatisfy(entry -> assertThat(entry.name()).hasSize(500));
    }

    @Test
    void typesThatSendersInventAreNotRemembered() throws ReflectiveOperationException {
        var field = MediaType.class.getDeclaredField("SIMPLE_TYPES");
        field.setAccessible(true);
        Map<?, ?> remembered = (Map<?, ?>) field.get(null);
        StringBuilder message = new StringBuilder("Content-Type: multipart/mixed; boundary=b\n\n");
        for (int i = 0; i < 400; i++) {
            message.append("--b\nContent-Type: a/x").append(i).append(i % 2 == 0 ? "" : "z".repeat(60_000));
            message.append("\n\nhello\n");
        }

        MailAnalysis analysis = Mails.analyze(message.toString());

        assertThat(analysis.parts()).hasSize(401);
        assertThat(remembered.keySet()).noneMatch(type -> type.toString().startsWith("a/x"));
    }

    @Test
    void aFolderWithContentEndsAtTheBudgetToo() throws IOException {
        byte[] zeros = new byte[1024 * 1024];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a/"));
            for (int i = 0; i < 80; i++) {
                zip.write(zeros);
            }
        }

        MailAnalysis analysis = Mails.analyze(attached(bytes.toByteArray()));

        assertThat(listing(analysis).decompressedBytes())
                .isEqualTo(MailLimits.defaults().decompressedBytes());
        assertThat(Mails.limits(analysis)).containsExactly("decompressedBytes");
    }

    @Test
    void foldersInATarCountAgainstTheBudget() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (int i = 0; i < 100; i++) {
                tar.putArchiveEntry(new TarArchiveEntry("d" + i + "/"));
                tar.closeArchiveEntry();
            }
        }

        assertThat(listing(Mails.analyze(attached(bytes.toByteArray()))).decompressedBytes())
                .isGreaterThanOrEqualTo(100L * 512);
    }

    @Test
    void aHeaderOfThousandsOfWordsIsRead() {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            message.append("ARC-Authentication-Results: ");
            for (int word = 0; word < 12_000; word++) {
                message.append(Integer.toString(word, 36)).append(' ');
            }
            message.append('\n');
        }

        assertThat(Mails.analyze(message + "From: a@b.example\n\nx")
                        .authentication()
                        .reports())
                .hasSize(7);
    }
}
