package io.sluice.local.command.bench;

import io.sluice.local.bench.QuarantineBenchmark;
import io.sluice.local.bench.QuarantineBenchmark.Measured;
import io.sluice.local.command.Here;
import io.sluice.local.stack.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the benchmark of quarantined mail. */
@Command(
        name = "quarantine",
        description = {
            "How fast messages of 10 KB to 150 MB are exported, kept and analysed, with how much processor time and memory.",
            "Exit code 1 if quarantine-fetcher needs more than 256 MB of heap."
        },
        mixinStandardHelpOptions = true)
final class BenchQuarantineCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Measured> all =
                new QuarantineBenchmark(Here.home(), Here.wantedPorts(), Progress.on(out), Clock.systemUTC()).run();
        out.println();
        out.printf(
                "%9s %9s %11s %8s %13s %15s %11s %11s%n",
                "SIZE", "MESSAGES", "MESSAGES/S", "MB/S", "CPU PER MB", "PEAK RESIDENT", "PEAK HEAP", "LIVE HEAP");
        for (Measured measured : all) {
            out.printf(
                    Locale.ROOT,
                    "%9s %9d %11.1f %8.1f %10.1f ms %12d MB %8d MB %8d MB%n",
                    size(measured.size()),
                    measured.messages(),
                    measured.messagesPerSecond(),
                    measured.megabytesPerSecond(),
                    measured.cpuMillisPerMegabyte(),
                    measured.effort().peakResidentMegabytes(),
                    measured.effort().peakHeapMegabytes(),
                    measured.effort().liveHeapMegabytes());
        }
        out.printf("processors %d%n", Runtime.getRuntime().availableProcessors());
        long peak = all.stream()
                .mapToLong(measured -> measured.effort().peakHeapMegabytes())
                .max()
                .orElse(0);
        boolean ok = peak <= QuarantineBenchmark.HEAP_LIMIT_MEGABYTES;
        out.printf(
                "%s: all messages, also those of %s, passed with at most %d MB of heap; the bound is %d MB.%n",
                ok ? "OK" : "NOT OK", size(all.getLast().size()), peak, QuarantineBenchmark.HEAP_LIMIT_MEGABYTES);
        return ok ? 0 : 1;
    }

    private static String size(long bytes) {
        return bytes < 1_000_000 ? bytes / 1_000 + " KB" : bytes / 1_000_000 + " MB";
    }
}
