package io.sluice.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapLogTest {

    @TempDir
    private Path folder;

    @Test
    void theMostHeapIsThatBeforeACollectionSinceItWasStartedOver() throws IOException {
        HeapLog log = new HeapLog(folder.resolve("gc"), 4711);
        write("[0.5s] Using Serial\n[1.0s] GC(0) Pause Young (Allocation Failure) 240M->80M(247M) 5.2ms\n");
        log.startOver();
        assertThat(log.peakMegabytes()).isZero();

        write("[2.0s] GC(1) Pause Young (Allocation Failure) 120M->40M(247M) 5.2ms\n"
                + "[2.5s] GC(2) Pause Full (Allocation Failure) 100M->60M(247M) 50.2ms\n[3.0s] GC(3) Pause Young (Al");

        assertThat(log.peakMegabytes()).isEqualTo(120);
        assertThat(log.liveMegabytes()).isEqualTo(60);
        write("location Failure) 150M->30M(247M) 1.0ms\n");
        assertThat(log.peakMegabytes()).isEqualTo(150);
    }

    @Test
    void theOptionMakesAJvmWriteWhatIsRead() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process jvm = new ProcessBuilder(java.toString(), HeapLog.option(folder.resolve("gc")), "-Xmx16m", "-version")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        long pid = jvm.pid();

        assertThat(jvm.waitFor()).isZero();

        assertThat(folder.resolve("gc-" + pid + ".log")).isNotEmptyFile();
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("gc-4711.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
