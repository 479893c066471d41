package io.sluice.observability;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prometheus' own tool, {@code promtool}: from the path, or the one that {@code SLUICE_PROMTOOL} names. Where there is
 * none, tests that need it are skipped, unless it was named.
 */
final class Promtool {

    private static final String VARIABLE = "SLUICE_PROMTOOL";

    private Promtool() {}

    /** What it printed and how it ended. */
    record Result(int exitCode, String output) {}

    /** Runs it. */
    static Result run(String... arguments) throws IOException, InterruptedException {
        Optional<Path> program = find();
        assumeTrue(
                program.isPresent(),
                "There is no promtool on the PATH: install Prometheus, or set " + VARIABLE + " to where promtool is");
        List<String> command = new ArrayList<>(List.of(program.orElseThrow().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static Optional<Path> find() {
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        String path = System.getenv("PATH");
        return path == null
                ? Optional.empty()
                : Stream.of(path.split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "promtool"))
                        .filter(Files::isExecutable)
                        .findFirst();
    }
}
