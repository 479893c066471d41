package io.sluice.local.command;

import io.sluice.local.check.Check;
import io.sluice.local.check.Check.Outcome;
import io.sluice.local.check.Check.Part;
import io.sluice.local.check.Waiting;
import io.sluice.local.check.Whereabouts;
import io.sluice.local.correlation.PairScore;
import io.sluice.local.home.Ports;
import io.sluice.local.topic.KafkaAddress;
import java.io.PrintWriter;
import java.net.URI;
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
            "is shown beside that; what it has to be can be said.",
            "Any system that reads a simulator can be checked, such as the one that docker-compose.yml runs: addresses are the"
                    + " local stack's, which are the compose file's too, unless others are given."
                    + " KAFKA_BOOTSTRAP_SERVERS, KAFKA_SECURITY_PROTOCOL and so on name another Kafka, as for the services."
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
    private long timeoutSeconds = 600;

    @Option(
            names = "--least-precision",
            paramLabel = "SHARE",
            description = "Of the pairs of alerts that were put together, what share has to belong together, over all"
                    + " tenants; 0.98 is what Sluice promises for attacks as they are in life, some a week.")
    private double leastPrecision;

    @Option(
            names = "--least-recall",
            paramLabel = "SHARE",
            description = "Of the pairs of alerts that belong together, what share has to be put together, over all"
                    + " tenants; promised is 0.95.")
    private double leastRecall;

    @Option(names = "--simulator", paramLabel = "URL", description = "The simulator.")
    private @Nullable URI simulator;

    @Option(names = "--control", paramLabel = "URL", description = "The simulator's control API.")
    private @Nullable URI control;

    @Option(names = "--url", paramLabel = "URL", description = "connection-service.")
    private @Nullable URI connectionService;

    @Option(names = "--incident-poller", paramLabel = "URL", description = "Where incident-poller tells its metrics.")
    private @Nullable URI incidentPoller;

    @Option(names = "--sentinel-reader", paramLabel = "URL", description = "Where sentinel-reader tells its metrics.")
    private @Nullable URI sentinelReader;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(
                "The simulator is paused until everything has arrived, for " + timeoutSeconds + " seconds at most.");
        out.flush();
        Waiting waiting = new Waiting(line -> {
            out.println(line);
            out.flush();
        });
        Outcome outcome = new Check(system(Here.ports(), System.getenv()), Clock.systemUTC(), waiting)
                .run(Duration.ofSeconds(toleranceSeconds), Duration.ofSeconds(timeoutSeconds));
        out.printf(
                "%-21s %-8s %-16s %9s %9s %9s %9s %9s %9s%n",
                "TOPIC", "SOURCE", "TENANT", "VERSIONS", "DEMANDED", "RECORDS", "MISSING", "DOUBLED", "WRONG");
        outcome.parts().forEach(part -> table(out, part, outcome.names()));
        outcome.parts().forEach(part -> examples(out, part, outcome.names()));
        PairTable.print(out, outcome.pairs(), outcome.allPairs(), outcome.names());
        boolean wellPaired = wellPaired(out, outcome.allPairs().total());
        if (!outcome.settled()) {
            out.println("Not everything had arrived after " + timeoutSeconds
                    + " seconds: what is missing may be late. ./sluice status and ./sluice logs incident-poller,"
                    + " sentinel-reader or enrichment-service say more.");
        }
        out.println(
                outcome.isClean()
                        ? "Nothing is missing, doubled or wrong."
                        : "The topics do not agree with the truth.");
        return outcome.isClean() && wellPaired ? 0 : 1;
    }

    /** Says whether alerts were put together as well as is demanded, and tells what was not reached. */
    boolean wellPaired(PrintWriter out, PairScore score) {
        boolean precise = score.precision() >= leastPrecision;
        boolean complete = score.recall() >= leastRecall;
        if (!precise) {
            out.printf("Precision is %.4f, and was to be at least %.4f.%n", score.precision(), leastPrecision);
        }
        if (!complete) {
            out.printf("Recall is %.4f, and was to be at least %.4f.%n", score.recall(), leastRecall);
        }
        return precise && complete;
    }

    /** Returns where the system is that is meant: what is not said is as in the stack with these ports. */
    Whereabouts system(Ports ports, Map<String, String> environment) {
        Whereabouts local = Whereabouts.of(ports);
        return new Whereabouts(
                KafkaAddress.of(environment, ports.bootstrapServers()),
                Objects.requireNonNullElse(simulator, local.simulator()),
                Objects.requireNonNullElse(control, local.control()),
                Objects.requireNonNullElse(connectionService, local.connectionService()),
                Objects.requireNonNullElse(incidentPoller, local.incidentPoller()),
                Objects.requireNonNullElse(sentinelReader, local.sentinelReader()));
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
