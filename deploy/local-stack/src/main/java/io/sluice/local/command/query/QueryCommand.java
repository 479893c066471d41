package io.sluice.local.command.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.investigation.Investigation;
import io.sluice.contracts.investigation.Investigations;
import io.sluice.contracts.query.Engine;
import io.sluice.contracts.query.QueryKind;
import io.sluice.contracts.query.QueryLimits;
import io.sluice.contracts.query.QueryRequest;
import io.sluice.local.UserError;
import io.sluice.local.command.AnswerOptions;
import io.sluice.local.query.ExecutionSummary;
import io.sluice.local.query.ResultTable;
import io.sluice.local.request.Conversation;
import io.sluice.local.text.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Asks a question. The named investigations are its subcommands, each with its parameters as options. */
@Command(
        name = "query",
        description = {
            "Asks a tenant's Sentinel workspace or Defender's advanced hunting: a query of one's own with --kql, or a named",
            "investigation. Exit code 1 if the question is rejected, fails or is not answered in time."
        },
        synopsisSubcommandLabel = "[INVESTIGATION]",
        mixinStandardHelpOptions = true)
public final class QueryCommand implements Callable<Integer> {

    @Option(names = "--list", description = "Show the named investigations with their parameters.")
    private boolean list;

    @Option(names = "--kql", paramLabel = "TEXT", description = "A query in the Kusto Query Language (quote it: '…').")
    private @Nullable String kql;

    @Option(
            names = "--connection",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The connection's name or id.")
    private @Nullable String connection;

    @Option(
            names = "--through",
            paramLabel = "ENGINE",
            scope = ScopeType.INHERIT,
            description = "Who runs it: ${COMPLETION-CANDIDATES}; otherwise what the connection has.")
    private @Nullable Engine through;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "Rows within this time before --to, such as PT6H or P7D.")
    private @Nullable Duration since;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            description = "Rows of then or later, such as 2026-02-03T00:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", scope = ScopeType.INHERIT, description = "Rows before then.")
    private @Nullable Instant to;

    @Option(names = "--limit", paramLabel = "N", scope = ScopeType.INHERIT, description = "At most so many rows.")
    private @Nullable Integer limit;

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "At most so many bytes of rows.")
    private @Nullable Integer maxBytes;

    @Option(
            names = "--show-query",
            scope = ScopeType.INHERIT,
            description = "Show the query that was run as well: what to paste into the portal.")
    private boolean showQuery;

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private QueryCommand() {}

    /** Returns the command with an investigation for each subcommand. */
    public static CommandLine withInvestigations() {
        QueryCommand query = new QueryCommand();
        CommandLine line = new CommandLine(query);
        for (Investigation investigation : Investigations.all()) {
            line.addSubcommand(investigation.name(), InvestigationCommand.spec(investigation, query));
        }
        return line;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (list) {
            InvestigationList.print(out());
            return 0;
        }
        if (kql == null) {
            throw new UserError("Say --kql 'TEXT' or the name of an investigation; ./sluice query --list shows them.");
        }
        return ask(QueryKind.KQL, kql, null, null);
    }

    /** Asks for an investigation. */
    int investigate(String name, ObjectNode parameters) throws InterruptedException {
        if (kql != null || list) {
            throw new UserError("--kql and --list have no meaning for an investigation.");
        }
        return ask(QueryKind.INVESTIGATION, null, name, parameters);
    }

    private int ask(QueryKind kind, @Nullable String text, @Nullable String name, @Nullable ObjectNode parameters)
            throws InterruptedException {
        if (connection == null) {
            throw new UserError("Say with --connection which tenant is meant; ./sluice connections list shows them.");
        }
        String id = UUID.randomUUID().toString();
        QueryRequest request = new QueryRequest(
                id,
                kind,
                connection,
                System.getProperty("user.name"),
                null,
                text,
                name,
                parameters,
                through,
                from,
                to,
                since,
                limit == null && maxBytes == null ? null : new QueryLimits(limit, maxBytes, null));
        PrintWriter out = out();
        ResultTable table = new ResultTable(out, Integer.getInteger("sluice.width", Integer.MAX_VALUE));
        JsonNode last = answer.ask(Conversation.QUERY, request, id, out, table::print);
        if (!answer.json()) {
            conclude(out, table, last.at("/items/" + (last.path("items").size() - 1) + "/execution"));
        }
        return 0;
    }

    private void conclude(PrintWriter out, ResultTable table, JsonNode execution) {
        out.println();
        out.println(ExecutionSummary.of(execution));
        if (!table.leftOut().isEmpty()) {
            out.println("Columns that do not fit here: " + String.join(", ", table.leftOut())
                    + ". --json shows all, and so does a pipe.");
        }
        if (showQuery) {
            out.println();
            execution.path("query").asText().lines().map(Printable::of).forEach(out::println);
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
