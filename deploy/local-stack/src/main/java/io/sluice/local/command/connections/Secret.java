package io.sluice.local.command.connections;

import io.sluice.local.UserError;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a secret comes from: never from the command line, which other users of the machine can see. */
final class Secret {

    private Secret() {}

    /**
     * Reads a secret from a file, from standard input ({@code -}), or from the keyboard without showing it.
     *
     * @param file {@code null} to ask at the keyboard
     */
    static String read(@Nullable Path file, String prompt) {
        String secret = file == null ? typed(prompt) : read(file);
        if (secret.isBlank()) {
            throw new UserError("The secret is empty.");
        }
        return secret.strip();
    }

    private static String read(Path file) {
        try {
            return file.toString().equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (IOException e) {
            throw new UserError("The secret cannot be read from " + file + ".", e);
        }
    }

    private static String typed(String prompt) {
        Console console = Objects.requireNonNull(System.console());
        if (!console.isTerminal()) {
            throw new UserError("There is no terminal to ask for the secret: use --secret-file FILE, or - for standard"
                    + " input.");
        }
        char[] typed = console.readPassword("%s: ", prompt);
        if (typed == null) {
            throw new UserError("No secret was typed.");
        }
        return new String(typed);
    }
}
