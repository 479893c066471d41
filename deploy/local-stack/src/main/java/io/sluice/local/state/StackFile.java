package io.sluice.local.state;

import io.sluice.contracts.json.Json;
import io.sluice.local.UserError;
import io.sluice.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The file in which a stack's state stands. A reader sees the old state or the new one, never a half of one. */
public final class StackFile {

    private final Path file;

    /** Takes the clone whose stack it is about. */
    public StackFile(Home home) {
        this.file = home.stackFile();
    }

    /** Reads the state; none if no stack was started since the last one was ended, or the file is unreadable. */
    public Optional<StackState> read() {
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), StackState.class));
        } catch (NoSuchFileException nothing) {
            return Optional.empty();
        } catch (IOException damaged) {
            // A disk that was full, or a version that wrote something else: the processes can be found without it.
            return Optional.empty();
        }
    }

    /** Replaces the state. */
    public void write(StackState state) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.write(next, Json.write(state));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserError(
                    "Cannot write " + file + " (" + e.getClass().getSimpleName()
                            + "): is the disk full, or does the folder belong to another user?",
                    e);
        }
    }

    /** Forgets the state: nothing runs any more. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UserError("Cannot delete " + file + ": does the folder belong to another user?", e);
        }
    }
}
