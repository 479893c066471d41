package io.sluice.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts processes in process groups of their own, so that Ctrl-C reaches only the program at the terminal, which then
 * ends the others in the right order; and so that they survive this program where that is wanted.
 */
public final class Spawner {

    /** Job control gives a background job its own process group, on every system that has bash. */
    private static final String SCRIPT = "set -m; log=$1; shift; \"$@\" >>\"$log\" 2>&1 </dev/null & echo $!";

    private Spawner() {}

    /**
     * Starts a process.
     *
     * @param command the program and its arguments
     * @param environment what is added to this program's own environment
     * @param log where its output goes, appended
     * @throws IOException if it cannot be started
     */
    public static Mark spawn(List<String> command, Map<String, String> environment, Path log) throws IOException {
        List<String> wrapped = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bash", log.toString()));
        wrapped.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(wrapped).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process shell = builder.start();
        String answer;
        try (var output = shell.getInputStream()) {
            answer = new String(output.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
        try {
            if (!shell.waitFor(10, TimeUnit.SECONDS) || answer.isEmpty()) {
                throw new IOException("The shell did not start " + command.getFirst());
            }
        } catch (InterruptedException e) {
            // The process exists by now: it must not get lost because somebody lost patience.
            Thread.currentThread().interrupt();
        }
        long pid = Long.parseLong(answer);
        return ProcessHandle.of(pid)
                .flatMap(Mark::of)
                .orElseThrow(() -> new IOException(
                        command.getFirst() + " ended as soon as it was started; its output is in " + log));
    }
}
