package io.sluice.local.command.bench;

import io.sluice.local.bench.correlation.CorrelationBenchmark;
import io.sluice.local.bench.correlation.CorrelationBenchmark.Plan;
import io.sluice.local.bench.correlation.CorrelationBenchmark.Section;
import io.sluice.local.command.Here;
import io.sluice.local.stack.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the benchmark of investigations. */
@Command(
        name = "correlate",
        description = {
            "How well alerts are put together to investigations, compared with the simulator's truth over a week of many"
                    + " tenants: in order, shuffled, doubled and delayed; whether a rebuild gives the same; how many events"
                    + " a second one processor core puts together, and how soon.",
            "Exit code 1 if a bound does not hold."
        },
        mixinStandardHelpOptions = true)
final class BenchCorrelateCommand implements Callable<Integer> {

    @Option(
            names = "--events",
            paramLabel = "FOLDER",
            description = "Where the recorded week is kept: read if it is there, otherwise written."
                    + " Without it, the week is read anew.")
    private @Nullable Path events;

    @Option(names = "--tenants", defaultValue = "50", description = "How many tenants are recorded (${DEFAULT-VALUE}).")
    private int tenants;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "SECTION",
            description = "What to run, of ${COMPLETION-CANDIDATES}; everything without it.")
    private Set<Section> only = EnumSet.allOf(Section.class);

    @Option(
            names = "--entities",
            split = ",",
            paramLabel = "N",
            defaultValue = "10000,100000",
            description = "How many entities a tenant has in the store when speed is measured (${DEFAULT-VALUE}).")
    private List<Integer> entities = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        boolean ok = new CorrelationBenchmark(Here.home(), Here.wantedPorts(), Progress.on(out), Clock.systemUTC())
                .run(new Plan(events, tenants, only, entities));
        return ok ? 0 : 1;
    }
}
