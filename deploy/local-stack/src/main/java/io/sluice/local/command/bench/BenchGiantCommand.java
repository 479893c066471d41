package io.sluice.local.command.bench;

import io.sluice.local.bench.Bound;
import io.sluice.local.bench.incidents.GiantBenchmark;
import io.sluice.local.bench.incidents.GiantBenchmark.Page;
import io.sluice.local.bench.incidents.GiantBenchmark.Plan;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the benchmark of giant pages. */
@Command(
        name = "giant",
        description = {
            "How much memory the poller needs for pages of 50 incidents with 400 alerts each, 130 MB of JSON.",
            "Exit code 1 if it is more than the bound."
        },
        mixinStandardHelpOptions = true)
final class BenchGiantCommand implements Callable<Integer> {

    @Option(
            names = "--pages",
            defaultValue = "3",
            description = "How many pages, one after the other (${DEFAULT-VALUE}).")
    private int pages;

    @Option(names = "--incidents", defaultValue = "50", description = "How many on each page (${DEFAULT-VALUE}).")
    private int incidents;

    @Option(names = "--alerts", defaultValue = "400", description = "How many in each incident (${DEFAULT-VALUE}).")
    private int alerts;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Page> measured = new GiantBenchmark(Here.home(), Here.wantedPorts(), Progress.on(out), Clock.systemUTC())
                .run(new Plan(pages, incidents, alerts));
        out.println();
        out.printf(
                "%5s %8s %8s %8s %8s %15s %11s %11s%n",
                "PAGE", "ALERTS", "SIZE", "TIME", "CPU", "PEAK RESIDENT", "PEAK HEAP", "LIVE HEAP");
        int number = 0;
        for (Page page : measured) {
            out.printf(
                    Locale.ROOT,
                    "%5d %8d %5d MB %6.1f s %6.1f s %12d MB %8d MB %8d MB%n",
                    ++number,
                    page.alerts(),
                    page.bytes() / 1_000_000,
                    page.time().toMillis() / 1e3,
                    page.effort().cpu().toMillis() / 1e3,
                    page.effort().peakResidentMegabytes(),
                    page.effort().peakHeapMegabytes(),
                    page.effort().liveHeapMegabytes());
        }
        out.printf("processors %d%n", Runtime.getRuntime().availableProcessors());
        Bound memory = new Bound(
                "peak resident memory of the poller since its start",
                measured.getLast().effort().peakResidentMegabytes(),
                GiantBenchmark.RESIDENT_MEGABYTES,
                "MB");
        out.println(memory.line());
        return memory.holds() ? 0 : 1;
    }
}
