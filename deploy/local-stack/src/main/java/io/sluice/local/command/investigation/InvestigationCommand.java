package io.sluice.local.command.investigation;

import io.sluice.local.command.Here;
import io.sluice.local.home.Ports;
import io.sluice.local.investigation.GraphLanguage;
import io.sluice.local.investigation.InvestigationReport;
import io.sluice.local.investigation.InvestigationTopic;
import io.sluice.local.investigation.Investigations;
import io.sluice.local.investigation.StoredInvestigation;
import io.sluice.local.text.Page;
import io.sluice.local.text.Printable;
import io.sluice.local.topic.TenantNames;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows an investigation. */
@Command(
        name = "investigation",
        description = {
            "Shows an investigation: what it is, how urgent and why, whom and what it is about, what happened, what joins",
            "it, what was asked by itself, and what became of it. One that was merged leads to the one it was merged into."
        },
        mixinStandardHelpOptions = true)
public final class InvestigationCommand implements Callable<Integer> {

    /** What is printed to a pipe ends up in tickets and mails. */
    private static final int WIDTH_OF_A_PIPE = 100;

    private static final int WIDEST = 120;
    private static final int MOST_LINES = 15;

    @Parameters(paramLabel = "ID", description = "The investigation's id, or the beginning of it.")
    private String id = "";

    @Option(
            names = "--graph",
            paramLabel = "LANGUAGE",
            description = "Only the graph of findings and entities, for another program: ${COMPLETION-CANDIDATES}.")
    private @Nullable GraphLanguage graph;

    @Option(names = "--all", description = "Do not cut long lists.")
    private boolean all;

    @Option(names = "--json", description = "The record as it is, on one line.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        Ports ports = Here.ports();
        Investigations.Found found = new Investigations(InvestigationTopic.newest(ports)).find(id);
        StoredInvestigation investigation = found.investigation();
        if (json || graph != null) {
            // What goes to another program says only to people that it is about another investigation.
            found.mergedAway()
                    .forEach(merged -> command.commandLine()
                            .getErr()
                            .println(Printable.of("Investigation " + merged + " was found to be one with "
                                    + investigation.id() + ".")));
            out.print(
                    graph == null
                            ? Printable.json(investigation.json().toString()) + System.lineSeparator()
                            : graph.of(investigation));
            out.flush();
            return 0;
        }
        int width = Math.min(WIDEST, Integer.getInteger("sluice.width", WIDTH_OF_A_PIPE));
        new InvestigationReport(new Page(out, width), all ? Integer.MAX_VALUE : MOST_LINES)
                .print(
                        found,
                        TenantNames.of(ports)
                                .byTenant()
                                .getOrDefault(investigation.tenantId(), "unknown to connection-service"),
                        InvestigationTopic.changes(ports, investigation.key()));
        out.flush();
        return 0;
    }
}
