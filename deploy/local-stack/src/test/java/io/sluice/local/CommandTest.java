package io.sluice.local;

import io.sluice.local.home.Home;
import io.sluice.local.home.Ports;
import io.sluice.local.process.Mark;
import io.sluice.local.state.StackFile;
import io.sluice.local.state.StackState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs commands as {@code ./sluice} does, in a clone where nothing runs, and keeps what they print. */
public abstract class CommandTest {

    protected final StringWriter out = new StringWriter();
    protected final StringWriter err = new StringWriter();

    /** The clone. */
    @TempDir
    protected Path folder;

    @BeforeEach
    void beInAClone() {
        System.setProperty("sluice.home", folder.toString());
    }

    /**
     * Says that a stack runs whose Kafka is at a port. Without it, commands ask at the usual port, where a stack of
     * somebody else's can be.
     */
    protected final void findKafkaAt(int port) {
        Home home = new Home(folder);
        try {
            Files.createDirectories(home.state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int offset = port - new Ports(0).kafka();
        new StackFile(home)
                .write(new StackState(
                        StackState.Phase.READY, "", new Mark(1, Instant.EPOCH), Instant.EPOCH, offset, List.of()));
    }

    /** Says that a stack runs, although nobody is there. */
    protected final void findNobody() {
        findKafkaAt(65_534); // above the ports that systems give to whoever asks for any
    }

    @AfterEach
    void leave() {
        System.clearProperty("sluice.home");
    }

    /** Runs a command and returns its exit code. */
    protected final int sluice(String... arguments) {
        CommandLine line = Sluice.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
