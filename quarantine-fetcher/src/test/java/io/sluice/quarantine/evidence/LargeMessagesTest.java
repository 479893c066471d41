package io.sluice.quarantine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four messages of 150 MB at once in a heap of 40 MB: memory does not grow with the size of a message. */
class LargeMessagesTest {

    private static final String HEAP = "40m";

    @TempDir
    private Path directory;

    @Test
    void passThroughAFolder() throws IOException {
        assertThat(LargeMessages.run(
                        HEAP,
                        Map.of(
                                "folder", directory.resolve("evidence").toString(),
                                "keyset.file", directory.resolve("keyset.json").toString(),
                                "keyset.create", "true")))
                .isEqualTo("passed: " + LargeMessages.AT_ONCE);
    }

    @Test
    void passThroughABucket() throws IOException {
        assertThat(LargeMessages.run(
                        HEAP,
                        Map.of(
                                "store", "s3",
                                "s3.endpoint", S3Mock.endpoint().toString(),
                                "s3.bucket", S3Mock.BUCKET,
                                "s3.prefix", "large/",
                                "s3.access-key", "test",
                                "s3.secret-key", "test",
                                "s3.spool", directory.resolve("spool").toString(),
                                "keyset.file", directory.resolve("keyset.json").toString(),
                                "keyset.create", "true")))
                .isEqualTo("passed: " + LargeMessages.AT_ONCE);
    }
}
