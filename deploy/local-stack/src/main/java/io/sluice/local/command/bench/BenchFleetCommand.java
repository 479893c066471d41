package io.sluice.local.command.bench;

import io.sluice.local.bench.Bound;
import io.sluice.local.bench.incidents.FleetBenchmark;
import io.sluice.local.bench.incidents.FleetBenchmark.Plan;
import io.sluice.local.bench.incidents.FleetBenchmark.Result;
import io.sluice.local.command.Here;
import io.sluice.local.stack.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the benchmark of many connections. */
@Command(
        name = "fleet",
        description = {
            "What polling 2,000 connections every 10 seconds costs one poller that has one processor core.",
            "Exit code 1 if they are not polled in time, or it takes more than one core or 512 MB."
        },
        mixinStandardHelpOptions = true)
final class BenchFleetCommand implements Callable<Integer> {

    @Option(names = "--connections", defaultValue = "2000", description = "How many there are (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--time",
            defaultValue = "PT3M",
            paramLabel = "DURATION",
            description = "How long they are watched (${DEFAULT-VALUE}).")
    private Duration time = Duration.ZERO;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        int processors = Runtime.getRuntime().availableProcessors(); // later, this program has fewer
        Result result = new FleetBenchmark(Here.home(), Here.wantedPorts(), Progress.on(out), Clock.systemUTC())
                .run(new Plan(connections, time));
        out.println();
        out.printf(Locale.ROOT, "connections              %10d%n", result.connections());
        out.printf(Locale.ROOT, "polls a second           %10.1f%n", result.pollsPerSecond());
        out.printf(Locale.ROOT, "time between two polls   %10.1f s on average%n", result.averageInterval());
        out.printf(Locale.ROOT, "processor time a poll    %10.0f µs%n", result.cpuMicrosPerPoll());
        out.printf(
                Locale.ROOT,
                "peak heap, live heap     %10d MB, %d MB%n",
                result.effort().peakHeapMegabytes(),
                result.effort().liveHeapMegabytes());
        out.printf(
                "processors               %10d%s%n",
                processors,
                result.pinned()
                        ? ", one of them the poller's alone"
                        : "; the poller could not be given one of its own");
        List<Bound> bounds = List.of(
                new Bound(
                        "time between two polls of 99 of 100 connections",
                        result.intervals().of(0.99).toMillis() / 1e3,
                        FleetBenchmark.INTERVAL.toMillis() / 1e3,
                        "s"),
                new Bound("processor cores in use", result.cores(), 1, ""),
                new Bound(
                        "peak resident memory of the poller",
                        result.effort().peakResidentMegabytes(),
                        FleetBenchmark.RESIDENT_MEGABYTES,
                        "MB"));
        bounds.forEach(bound -> out.println(bound.line()));
        return bounds.stream().allMatch(Bound::holds) ? 0 : 1;
    }
}
