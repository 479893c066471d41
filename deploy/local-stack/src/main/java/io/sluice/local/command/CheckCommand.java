package io.sluice.local.command;

import io.sluice.local.check.Check;
import io.sluice.local.check.Check.Outcome;
import io.sluice.local.check.Check.Part;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares what is on the topics with the simulator's truth. */
@Command(
        name = "check",
        description = {
            "Pauses the simulator, waits until everything has arrived, and compares alerts, incidents and investigations with",
            "the truth: what is missing, doubled or wrong. Exit code 0 only if nothing is. How well alerts were put together",
            "is shown beside that, and changes nothing about the exit code."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    private static final int EXAMPLES = 10;

    @Option(
            names = "--tolerance",
            paramLabel = "SECONDS",
            description = "Demand replaced versions only if they could be read for longer than this; default"
                    + " ${DEFAULT-VALUE}. Should be longer than the longest outage that happened.")
    private long toleranceSeconds = 60;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long everything may take to arrive; default ${DEFAULT-VALUE}.")
    private long timeoutSeconds = 180;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("The simulator is paused; waiting until everything has arrived.");
        out.flush();
        Outcome outcome = new Check(Here.ports(), Clock.systemUTC())
                .run(Duration.ofSeconds(toleranceSeconds), Duration.ofSeconds(timeoutSeconds));
        out.printf(
                "%-21s %-8s %-16s %9s %9s %9s %9s %9s %9s%n",
                "TOPIC", "SOURCE", "TENANT", "VERSIONS", "DEMANDED", "RECORDS", "MISSING", "DOUBLED", "WRONG");
        outcome.parts().forEach(part -> table(out, part, outcome.names()));
        outcome.parts().forEach(part -> examples(out, part, outcome.names()));
        PairTable.print(out, outcome.pairs(), outcome.allPairs(), outcome.names());
        if (!outcome.settled()) {
            out.println("Not everything had arrived after " + timeoutSeconds
                    + " seconds: what is missing may be late. ./sluice status and ./sluice logs incident-poller,"
                    + " sentinel-reader or enrichment-service say more.");
        }
        out.println(
                outcome.isClean()
                        ? "Nothing is missing, doubled or wrong."
                        : "The topics do not agree with the truth.");
        return outcome.isClean() ? 0 : 1;
    }

    private static void table(PrintWriter out, Part part, Map<String, String> names) {
        part.findings()
                .forEach((tenant, found) -> out.printf(
                        "%-21s %-8s %-16s %9d %9d %9d %9d %9d %9d%n",
                        part.topic(),
                        part.source(),
                        names.getOrDefault(tenant, tenant),
                        found.versions(),
                        found.demanded(),
                        found.records(),
                        found.missing().size(),
                        found.doubled().size(),
                        found.wrong().size()));
    }

    private static void examples(PrintWriter out, Part part, Map<String, String> names) {
        part.findings().forEach((tenant, found) -> {
            String where = part.topic() + " (" + part.source() + ") of " + names.getOrDefault(tenant, tenant);
            examples(out, "Missing on " + where, found.missing());
            examples(out, "Doubled on " + where, found.doubled());
            examples(out, "Wrong on " + where, found.wrong());
        });
    }

    private static void examples(PrintWriter out, String title, List<String> all) {
        if (!all.isEmpty()) {
            out.println();
            out.println(title + ":");
            all.stream().limit(EXAMPLES).forEach(one -> out.println("  " + one));
            if (all.size() > EXAMPLES) {
                out.println("  and " + (all.size() - EXAMPLES) + " more");
            }
        }
    }
}
