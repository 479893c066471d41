package io.sluice.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void aProcessIsStartedWithItsEnvironmentAndItsOutputGoesToTheLog() throws IOException {
        Path log = folder.resolve("log");

        spawn(log, "echo \"$GREETING\"; echo trouble >&2; sleep 60");

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(Files.readString(log)).isEqualTo("hello\ntrouble\n"));
    }

    @Test
    void aProcessThatEndsWhenAskedIsNotKilled() throws IOException {
        Mark mark = spawn(folder.resolve("log"), "exec sleep 60");
        assertThat(mark.isAlive()).isTrue();

        List<Mark> killed = Ending.end(List.of(mark), LONG);

        assertThat(killed).isEmpty();
        assertThat(mark.isAlive()).isFalse();
    }

    @Test
    void aProcessThatDoesNotEndWhenAskedIsKilled() throws IOException {
        Path log = folder.resolve("log");
        Mark mark = spawn(log, "trap '' TERM; echo deaf; while :; do sleep 0.1; done");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(Files.readString(log)).contains("deaf"));

        List<Mark> killed = Ending.end(List.of(mark), Duration.ofMillis(200));

        assertThat(killed).containsExactly(mark);
        assertThat(mark.isAlive()).isFalse();
    }

    @Test
    void aStrangerThatGotTheSameProcessIdIsLeftAlone() throws IOException {
        Mark mark = spawn(folder.resolve("log"), "exec sleep 60");
        Mark earlier = new Mark(mark.pid(), mark.startedAt().minus(Duration.ofHours(1)));

        Ending.end(List.of(earlier), Duration.ZERO);

        assertThat(earlier.isAlive()).isFalse();
        assertThat(mark.isAlive()).isTrue();
        Ending.end(List.of(mark), LONG);
    }

    @Test
    void aProcessOfTheStackIsFoundByItsMarkWithoutAnyRecord() throws IOException {
        Home home = new Home(folder);
        Home neighbour = new Home(folder.resolve("neighbour"));
        Mark mark = spawn(folder.resolve("log"), "exec sleep 60 # " + home.mark());
        // A shell keeps its script as one argument; a JVM has the mark as an argument of its own.
        Mark jvm =
                Spawner.spawn(List.of("bash", "-c", "sleep 60; :", home.mark()), Map.of(), folder.resolve("other-log"));

        // Between its start and that of "sleep", the shell is there twice.
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(Leftovers.of(home)).extracting(Mark::pid).containsExactly(jvm.pid()));
        assertThat(Leftovers.of(neighbour)).isEmpty();

        Ending.end(List.of(mark, jvm), LONG);
        // A shell that was killed between the two leaves one that has not become "sleep" yet.
        await().atMost(LONG).untilAsserted(() -> assertThat(Leftovers.of(home)).isEmpty());
    }

    @Test
    void theMemoryOfNoProcessIsUnknown() {
        assertThat(Memory.residentMegabytes(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void aProcessThatNeverWasIsNotAlive() {
        assertThat(new Mark(Integer.MAX_VALUE, Instant.EPOCH).isAlive()).isFalse();
    }

    private static Mark spawn(Path log, String script) throws IOException {
        return Spawner.spawn(List.of("bash", "-c", script), Map.of("GREETING", "hello"), log);
    }
}
