package io.sluice.local.command.incident;

import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.contracts.incident.IncidentRequestKind;
import io.sluice.local.command.AnswerOptions;
import io.sluice.local.incident.IncidentReport;
import io.sluice.local.request.Conversation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one incident. */
@Command(
        name = "incident",
        description = {
            "Shows an incident as Microsoft Defender has it now, with its alerts. One that was merged leads to the one that it",
            "was merged into. Exit code 1 if the request is rejected or fails."
        },
        mixinStandardHelpOptions = true)
public final class IncidentCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Microsoft's id of the incident: digits.")
    private String incidentId = "";

    @Option(names = "--connection", required = true, paramLabel = "NAME", description = "The connection's name or id.")
    private String connection = "";

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String id = UUID.randomUUID().toString();
        IncidentRequest request = new IncidentRequest(
                id,
                IncidentRequestKind.GET,
                connection,
                System.getProperty("user.name"),
                null,
                incidentId,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        answer.ask(Conversation.INCIDENTS, request, id, out, new IncidentReport(out)::print);
        return 0;
    }
}
