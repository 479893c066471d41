package io.sluice.local.command.bench;

import io.sluice.local.bench.Bound;
import io.sluice.local.bench.incidents.IngestBenchmark;
import io.sluice.local.bench.incidents.IngestBenchmark.Plan;
import io.sluice.local.bench.incidents.IngestBenchmark.Result;
import io.sluice.local.bench.incidents.IngestBenchmark.Round;
import io.sluice.local.command.Here;
import io.sluice.local.stack.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the benchmark of incidents. */
@Command(
        name = "ingest",
        description = {
            "How fast a day's backlog is read, normalized and committed without quotas, in rounds: with the warm-up of the"
                    + " JVM, and without; compared with a plain producer that writes the same bytes.",
            "Exit code 1 if an alert costs the poller more processor time than the bound."
        },
        mixinStandardHelpOptions = true)
final class BenchIngestCommand implements Callable<Integer> {

    private static final String POLLER = "incident-poller";

    @Option(
            names = "--rounds",
            defaultValue = "4",
            description = "How many backlogs are read, one after the other (${DEFAULT-VALUE}); the last one counts.")
    private int rounds;

    @Option(names = "--tenants", defaultValue = "3", description = "How many tenants each has (${DEFAULT-VALUE}).")
    private int tenants;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Result result = new IngestBenchmark(Here.home(), Here.wantedPorts(), Progress.on(out), Clock.systemUTC())
                .run(new Plan(rounds, tenants));
        out.println();
        out.printf(
                "%5s %8s %8s %8s %9s %12s %12s %12s %9s%n",
                "ROUND", "ALERTS", "SIZE", "TIME", "ALERTS/S", "POLLER CPU", "KAFKA CPU", "MICROSOFT", "RESIDENT");
        int number = 0;
        for (Round round : result.rounds()) {
            out.printf(
                    Locale.ROOT,
                    "%5d %8d %5d MB %6.1f s %9.0f %9.0f µs %9.0f µs %9.0f µs %6d MB%n",
                    ++number,
                    round.alerts(),
                    round.bytes() / 1_000_000,
                    round.time().toMillis() / 1e3,
                    round.alertsPerSecond(),
                    round.cpuMicrosPerAlert(POLLER),
                    round.cpuMicrosPerAlert("kafka"),
                    round.cpuMicrosPerAlert("microsoft-simulator"),
                    round.residentMegabytes());
        }
        out.printf(
                Locale.ROOT,
                "A plain producer writes the same %d records of %d MB in %.1f s (%.1f MB/s): %.0f alerts a second."
                        + " The poller reaches %.2f of that.%n",
                result.raw().records(),
                result.raw().bytes() / 1_000_000,
                result.raw().time().toMillis() / 1e3,
                result.raw().megabytesPerSecond(),
                result.rawAlertsPerSecond(),
                result.shareOfRaw());
        out.printf("processors %d%n", Runtime.getRuntime().availableProcessors());
        Bound cpu = new Bound(
                "processor time of the poller for an alert, in the last round",
                Math.rint(result.steady().cpuMicrosPerAlert(POLLER)),
                IngestBenchmark.CPU_MICROS_PER_ALERT,
                "µs");
        out.println(cpu.line());
        return cpu.holds() ? 0 : 1;
    }
}
