package io.sluice.simulator.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import net.lingala.zip4j.io.inputstream.ZipInputStream;
import net.lingala.zip4j.model.LocalFileHeader;
import org.junit.jupiter.api.Test;

class ArchiveTest {

    private static final byte[] CONTENT = "a".repeat(5000).getBytes(StandardCharsets.US_ASCII);

    @Test
    void anArchiveOpens() throws IOException {
        byte[] archive =
                new Archive().file("ä.txt", CONTENT).file("b.txt", CONTENT).done();
        try (var zip = new java.util.zip.ZipInputStream(new ByteArrayInputStream(archive))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("ä.txt");
            assertThat(zip.readAllBytes()).isEqualTo(CONTENT);
            assertThat(zip.getNextEntry().getName()).isEqualTo("b.txt");
        }
    }

    @Test
    void aLockedArchiveOpensWithItsPassword() throws IOException {
        byte[] archive = new Archive()
                .locked("a.js", CONTENT, "4711", new SplittableRandom(1))
                .done();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), "4711".toCharArray())) {
            LocalFileHeader entry = zip.getNextEntry();
            assertThat(entry.isEncrypted()).isTrue();
            assertThat(zip.readAllBytes()).isEqualTo(CONTENT);
        }
    }
}
