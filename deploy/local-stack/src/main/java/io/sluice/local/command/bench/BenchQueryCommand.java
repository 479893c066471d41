package io.sluice.local.command.bench;

import io.sluice.local.bench.QueryBenchmark;
import io.sluice.local.bench.QueryBenchmark.Measured;
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

/** Runs the benchmark of questions. */
@Command(
        name = "query",
        description = {
            "How fast answers of 500,000 rows and 100 MB come through, with how much processor time and memory.",
            "Exit code 1 if sentinel-reader needs more than 256 MB of heap."
        },
        mixinStandardHelpOptions = true)
final class BenchQueryCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Measured> all =
                new QueryBenchmark(Here.home(), Here.wantedPorts(), Progress.on(out), Clock.systemUTC()).run();
        out.println();
        out.printf(
                "%8s %10s %9s %9s %10s %8s %8s %15s %11s %11s%n",
                "AT ONCE", "ROWS", "SIZE", "TIME", "ROWS/S", "MB/S", "CPU", "PEAK RESIDENT", "PEAK HEAP", "LIVE HEAP");
        for (Measured measured : all) {
            out.printf(
                    Locale.ROOT,
                    "%8d %10d %6.0f MB %7.1f s %10.0f %8.1f %6.1f s %12d MB %8d MB %8d MB%n",
                    measured.questions(),
                    measured.rows(),
                    measured.megabytes(),
                    measured.time().toMillis() / 1e3,
                    measured.rowsPerSecond(),
                    measured.megabytesPerSecond(),
                    measured.effort().cpu().toMillis() / 1e3,
                    measured.effort().peakResidentMegabytes(),
                    measured.effort().peakHeapMegabytes(),
                    measured.effort().liveHeapMegabytes());
        }
        out.printf("processors %d%n", Runtime.getRuntime().availableProcessors());
        long peak = all.stream()
                .mapToLong(measured -> measured.effort().peakHeapMegabytes())
                .max()
                .orElse(0);
        boolean ok = peak <= QueryBenchmark.HEAP_LIMIT_MEGABYTES;
        out.printf(
                "%s: all answers came with at most %d MB of heap; the bound is %d MB.%n",
                ok ? "OK" : "NOT OK", peak, QueryBenchmark.HEAP_LIMIT_MEGABYTES);
        return ok ? 0 : 1;
    }
}
