package io.sluice.local;

import io.sluice.local.command.CheckCommand;
import io.sluice.local.command.DownCommand;
import io.sluice.local.command.EvidenceCommand;
import io.sluice.local.command.LogsCommand;
import io.sluice.local.command.StatusCommand;
import io.sluice.local.command.SuperviseCommand;
import io.sluice.local.command.TokenCommand;
import io.sluice.local.command.TopicCommand;
import io.sluice.local.command.TopicsCommand;
import io.sluice.local.command.UpCommand;
import io.sluice.local.command.bench.BenchCommand;
import io.sluice.local.command.connections.ConnectionsCommand;
import io.sluice.local.command.fetch.FetchCommand;
import io.sluice.local.command.incident.IncidentCommand;
import io.sluice.local.command.incident.IncidentsCommand;
import io.sluice.local.command.investigation.InvestigationCommand;
import io.sluice.local.command.investigation.InvestigationsCommand;
import io.sluice.local.command.query.QueryCommand;
import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The commands that the script {@code ./sluice} does not do itself. */
@Command(
        name = "sluice",
        description = "Runs all of Sluice on this machine and looks into it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            TopicCommand.class,
            TopicsCommand.class,
            TokenCommand.class,
            ConnectionsCommand.class,
            FetchCommand.class,
            EvidenceCommand.class,
            IncidentsCommand.class,
            IncidentCommand.class,
            InvestigationsCommand.class,
            InvestigationCommand.class,
            CheckCommand.class,
            BenchCommand.class,
            SuperviseCommand.class,
            HelpCommand.class
        })
public final class Sluice {

    private Sluice() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) throws IOException {
        try (InputStream logging = Sluice.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        System.exit(commandLine().execute(arguments));
    }

    /** Returns the commands, ready to be run. */
    public static CommandLine commandLine() {
        return new CommandLine(new Sluice())
                .addSubcommand(QueryCommand.withInvestigations())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    switch (failure) {
                        case UserError said -> line.getErr().println("sluice: " + said.getMessage());
                        case InterruptedException interrupted -> line.getErr().println("sluice: interrupted.");
                        default -> {
                            line.getErr()
                                    .println(
                                            "sluice: this is a fault of ./sluice itself; please report it with these lines:");
                            failure.printStackTrace(line.getErr());
                        }
                    }
                    return 1;
                });
    }
}
