package io.sluice.local;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
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
