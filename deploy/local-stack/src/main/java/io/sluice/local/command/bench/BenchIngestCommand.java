package io.sluice.local.command.bench;

import io.sluice.local.bench.IngestBenchmark;
import io.sluice.local.bench.IngestBenchmark.Result;
import io.sluice.local.command.Here;
import io.sluice.local.stack.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the benchmark of incidents. */
@Command(
        name = "ingest",
        description = "How fast a day's backlog of three tenants is read, normalized and committed.",
        mixinStandardHelpOptions = true)
final class BenchIngestCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Result result = new IngestBenchmark(Here.home(), Here.wantedPorts(), Progress.on(out), Clock.systemUTC()).run();
        out.printf("alerts                  %10d (%d MB of values)%n", result.alerts(), result.bytes() / 1_000_000);
        out.printf("first alert after       %10.1f s%n", seconds(result.first()));
        out.printf("all alerts after        %10.1f s%n", seconds(result.all()));
        out.printf("alerts a second         %10.0f%n", result.alertsPerSecond());
        result.cpu()
                .forEach((part, time) -> out.printf(
                        "%-23s %10.1f s of processor time, %.2f ms an alert%n",
                        part, seconds(time), result.cpuMillisPerAlert(part)));
        out.printf("incident-poller memory  %10d MB%n", result.pollerMegabytes());
        out.printf("processors              %10d%n", Runtime.getRuntime().availableProcessors());
        return 0;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
