package io.sluice.quarantine.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.mail.ArchiveEntry;
import io.sluice.contracts.mail.ArchiveListing;
import io.sluice.contracts.mail.MailAnalysis;
import io.sluice.contracts.mail.MailPart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;

class ArchivesTest {

    private static final byte[] EXE = "MZ this program cannot be run".getBytes(StandardCharsets.US_ASCII);

    private static MailAnalysis attached(byte[] content) {
        return Mails.analyze(("From: a@b.example\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Disposition: attachment; filename=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(content))
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static ArchiveListing listing(MailAnalysis analysis) {
        return Objects.requireNonNull(Mails.part(analysis, "1").archive());
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void aZipIsListedWithTheZipInIt() throws IOException {
        MailAnalysis analysis = attached(zip("inner.zip", zip("../invoice.pdf.exe", EXE)));

        ArchiveListing listing = listing(analysis);
        assertThat(listing.format()).isEqualTo("zip");
        assertThat(listing.complete()).isTrue();
        assertThat(listing.entries()).extracting(ArchiveEntry::name).containsExactly("inner.zip");
        ArchiveListing inner = Objects.requireNonNull(listing.nested().get("inner.zip"));
        assertThat(inner.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo("../invoice.pdf.exe");
            assertThat(entry.size()).isEqualTo(EXE.length);
            assertThat(entry.flags()).containsExactly("pathTraversal", "doubleExtension", "executable");
        });
        assertThat(Mails.part(analysis, "1").detectedType()).isEqualTo("application/zip");
    }

    @Test
    void anEncryptedZipIsListedByItsDirectory() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var zip = new net.lingala.zip4j.io.outputstream.ZipOutputStream(bytes, "infected".toCharArray())) {
            for (String name : List.of("one.exe", "two.js")) {
                ZipParameters parameters = new ZipParameters();
                parameters.setFileNameInZip(name);
                parameters.setEncryptFiles(true);
                parameters.setEncryptionMethod(EncryptionMethod.AES);
                zip.putNextEntry(parameters);
                zip.write(EXE);
                zip.closeEntry();
            }
        }

        MailAnalysis analysis = attached(bytes.toByteArray());

        assertThat(listing(analysis).encrypted()).isTrue();
        assertThat(listing(analysis).entries()).extracting(ArchiveEntry::name).containsExactly("one.exe", "two.js");
        assertThat(listing(analysis).entries()).allMatch(ArchiveEntry::encrypted);
        assertThat(Mails.part(analysis, "1").flags()).contains("encrypted");
    }

    @Test
    void tarInGzipAndSevenZipAreListed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            TarArchiveEntry entry = new TarArchiveEntry("dir/a.exe");
            entry.setSize(EXE.length);
            tar.putArchiveEntry(entry);
            tar.write(EXE);
            tar.closeArchiveEntry();
        }
        ArchiveListing tar = listing(attached(bytes.toByteArray()));
        assertThat(tar.format()).isEqualTo("gz");
        assertThat(tar.entries()).extracting(ArchiveEntry::name).containsExactly("dir/a.exe");

        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (SevenZOutputFile sevenZip = new SevenZOutputFile(channel)) {
            SevenZArchiveEntry entry = new SevenZArchiveEntry();
            entry.setName("b.exe");
            sevenZip.putArchiveEntry(entry);
            sevenZip.write(new byte[700_000]);
            sevenZip.closeArchiveEntry();
            sevenZip.finish();
        }
        byte[] content = Arrays.copyOf(channel.array(), (int) channel.size());
        assertThat(listing(attached(content)).entries())
                .extracting(ArchiveEntry::name)
                .containsExactly("b.exe");
    }

    @Test
    void aBombEndsAtTheBudgetAndIsListedAllTheSame() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            byte[] zeros = new byte[1024 * 1024];
            for (String name : List.of("a", "b", "c")) {
                zip.putNextEntry(new ZipEntry(name));
                for (int i = 0; i < 100; i++) {
                    zip.write(zeros);
                }
            }
        }

        MailAnalysis analysis = attached(bytes.toByteArray());

        assertThat(listing(analysis).entries()).extracting(ArchiveEntry::name).containsExactly("a", "b", "c");
        assertThat(listing(analysis).decompressedBytes())
                .isEqualTo(MailLimits.defaults().decompressedBytes());
        assertThat(listing(analysis).complete()).isFalse();
        assertThat(Mails.limits(analysis)).containsExactly("decompressedBytes");
    }

    @Test
    void aGzipBombAndBrokenArchivesAreNoHarm() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 200; i++) {
                gzip.write(zeros);
            }
        }
        byte[] bomb = bytes.toByteArray();

        assertThat(Mails.limits(attached(bomb))).containsExactly("decompressedBytes");
        assertThat(listing(attached(Arrays.copyOf(bomb, 5_000))).complete()).isFalse();
        byte[] zip = zip("a.txt", new byte[5_000]);
        for (int length = 1; length < zip.length; length++) {
            assertThat(attached(Arrays.copyOf(zip, length)).parts()).hasSize(1);
        }
    }

    @Test
    void aFileThatTheDirectoryHidesAndASizeThatItLiesAboutAreTold() throws IOException {
        byte[] zip = zip("a.txt", new byte[5_000]);
        byte[] hidden = zip("b.exe", EXE);
        int directory = indexOf(hidden, new byte[] {'P', 'K', 1, 2});
        byte[] both = new byte[directory + zip.length];
        System.arraycopy(hidden, 0, both, 0, directory);
        System.arraycopy(zip, 0, both, directory, zip.length);
        int size = indexOf(both, new byte[] {'P', 'K', 1, 2}) + 24;
        both[size] = 1;

        ArchiveListing listing = listing(attached(both));

        assertThat(listing.entries())
                .extracting(entry -> entry.name() + " " + entry.flags())
                .containsExactly("a.txt [sizeDiffers]", "b.exe [executable, notListed]");
    }

    @Test
    void officeFilesAreToldByTheirContentAndMacrosAreTold() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
            }
        }

        MailPart part = Mails.part(attached(bytes.toByteArray()), "1");

        assertThat(part.flags()).contains("macros");
        assertThat(part.size()).isEqualTo(bytes.size());
        assertThat(part.sha256()).isEqualTo(sha256(bytes.toByteArray()));
    }

    private static String sha256(byte[] bytes) throws IOException {
        Measured measured = new Measured(new ByteArrayInputStream(bytes));
        measured.drain();
        return measured.digests().sha256();
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
