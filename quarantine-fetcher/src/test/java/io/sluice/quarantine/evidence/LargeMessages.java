package io.sluice.quarantine.evidence;

import io.sluice.contracts.quarantine.Evidence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A process that keeps and reads several large messages at once, in whatever heap it is given. */
final class LargeMessages {

    static final int AT_ONCE = 4;
    static final int SIZE = 150 * 1024 * 1024;

    private LargeMessages() {}

    /** Takes settings as {@code name=value}; the last line that it prints says how many messages passed. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = List.of(arguments).stream()
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        try (EvidenceStore store = EvidenceAtStart.open(Stores.settings(settings), Clock.systemUTC());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = threads.invokeAll(IntStream.range(0, AT_ONCE)
                    .<Callable<Boolean>>mapToObj(seed -> () -> passes(store, seed))
                    .toList());
            int passed = 0;
            for (Future<Boolean> each : all) {
                passed += each.get() ? 1 : 0;
            }
            System.out.println("passed: " + passed);
        }
    }

    /** Reading verifies the digest; so what comes out is what went in. */
    private static boolean passes(EvidenceStore store, int seed) throws IOException {
        Random random = new Random(seed);
        byte[] block = new byte[64 * 1024];
        Evidence evidence;
        try (EvidenceDraft draft = store.begin(Stores.CONTOSO)) {
            for (int written = 0; written < SIZE; written += block.length) {
                random.nextBytes(block);
                draft.write(block);
            }
            evidence = draft.keep();
        }
        long read = 0;
        try (EvidenceStream stream = store.open(Stores.CONTOSO, evidence.sha256())) {
            for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
                read += count;
            }
        }
        return read == SIZE && evidence.size() == SIZE;
    }

    /** Runs this in a process with a small heap and returns the last line that it printed. */
    static String run(String heap, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LargeMessages.class.getName()));
        settings.forEach((name, value) -> command.add(name + "=" + value));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return process.inputReader().lines().reduce("nothing", (_, line) -> line);
    }
}
