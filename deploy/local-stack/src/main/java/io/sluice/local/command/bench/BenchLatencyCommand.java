package io.sluice.local.command.bench;

import io.sluice.local.bench.Bound;
import io.sluice.local.bench.incidents.LatencyBenchmark;
import io.sluice.local.bench.incidents.LatencyBenchmark.Plan;
import io.sluice.local.bench.incidents.LatencyBenchmark.Result;
import io.sluice.local.command.Here;
import io.sluice.local.stack.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the benchmark of how soon changes arrive. */
@Command(
        name = "latency",
        description = {
            "How soon a change of an alert is on its topic after Microsoft shows it, with default settings and under"
                    + " steady load.",
            "Exit code 1 if half of the changes, or 99 of 100, take longer than the bounds."
        },
        mixinStandardHelpOptions = true)
final class BenchLatencyCommand implements Callable<Integer> {

    @Option(
            names = "--tenants",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,200",
            description = "How many tenants there are, one run after the other (${DEFAULT-VALUE}).")
    private List<Integer> tenants = List.of();

    @Option(
            names = "--time",
            defaultValue = "PT3M",
            paramLabel = "DURATION",
            description = "How long changes are measured (${DEFAULT-VALUE}).")
    private Duration time = Duration.ZERO;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        LatencyBenchmark benchmark =
                new LatencyBenchmark(Here.home(), Here.wantedPorts(), Progress.on(out), Clock.systemUTC());
        List<Result> results = new ArrayList<>();
        for (int each : tenants) {
            results.add(benchmark.run(new Plan(each, time)));
        }
        out.println();
        out.printf(
                "%7s %8s %9s %8s %8s %8s %8s %8s%n",
                "TENANTS", "CHANGES", "REPLACED", "MISSING", "P50", "P90", "P99", "LONGEST");
        for (Result result : results) {
            out.printf(
                    Locale.ROOT,
                    "%7d %8d %9d %8d %6.1f s %6.1f s %6.1f s %6.1f s%n",
                    result.tenants(),
                    result.changes(),
                    result.replaced(),
                    result.missing(),
                    seconds(result.of(0.5)),
                    seconds(result.of(0.9)),
                    seconds(result.of(0.99)),
                    seconds(result.of(1)));
        }
        out.printf("processors %d%n", Runtime.getRuntime().availableProcessors());
        List<Bound> bounds = results.stream()
                .flatMap(result -> List.of(
                        bound(result, "half of the changes", 0.5, LatencyBenchmark.P50),
                        bound(result, "99 of 100 changes", 0.99, LatencyBenchmark.P99))
                        .stream())
                .toList();
        bounds.forEach(bound -> out.println(bound.line()));
        return bounds.stream().allMatch(Bound::holds) ? 0 : 1;
    }

    private static Bound bound(Result result, String which, double share, Duration most) {
        String tenants = result.tenants() == 1 ? "1 tenant" : result.tenants() + " tenants";
        return new Bound(which + " of " + tenants, seconds(result.of(share)), seconds(most), "s");
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
