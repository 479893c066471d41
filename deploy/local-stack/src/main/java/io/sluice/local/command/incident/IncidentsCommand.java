package io.sluice.local.command.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.incident.IncidentRequest;
import io.sluice.contracts.incident.IncidentRequestKind;
import io.sluice.contracts.incident.IncidentTime;
import io.sluice.local.UserError;
import io.sluice.local.command.AnswerOptions;
import io.sluice.local.incident.AlertTable;
import io.sluice.local.incident.IncidentTable;
import io.sluice.local.quarantine.Facts;
import io.sluice.local.request.Conversation;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists incidents. */
@Command(
        name = "incidents",
        description = {
            "Shows a tenant's incidents as Microsoft Defender has them now, newest first; with --alerts their alerts, each with",
            "its incident. Exit code 1 if the request is rejected or fails."
        },
        mixinStandardHelpOptions = true)
public final class IncidentsCommand implements Callable<Integer> {

    @Option(names = "--connection", required = true, paramLabel = "NAME", description = "The connection's name or id.")
    private String connection = "";

    @Option(names = "--alerts", description = "The alerts of the incidents instead of the incidents.")
    private boolean alerts;

    @Option(
            names = {"--duration", "--since"},
            paramLabel = "DURATION",
            description = "Changed within this time, such as PT6H or P7D; otherwise within a day.")
    private @Nullable Duration duration;

    @Option(
            names = "--duration-type",
            paramLabel = "TIME",
            description = "Which time that is: lastUpdateTime, if nothing is said, or createdTime.")
    private @Nullable String durationType;

    @Option(names = "--from", paramLabel = "TIME", description = "Changed then or later, such as 2026-02-03T00:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Changed before then.")
    private @Nullable Instant to;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Such as Active, InProgress, Resolved, Redirected; may be repeated.")
    private List<String> statuses = new ArrayList<>();

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            description = "High, Medium, Low or Informational; may be repeated.")
    private List<String> severities = new ArrayList<>();

    @Option(names = "--assignee", paramLabel = "ADDRESS", description = "Whom they are assigned to; may be repeated.")
    private List<String> assignees = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (1000).")
    private @Nullable Integer limit;

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String id = UUID.randomUUID().toString();
        IncidentRequest request = request(id);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Consumer<JsonNode> item = alerts ? new AlertTable(out)::print : new IncidentTable(out)::print;
        JsonNode last = answer.ask(Conversation.INCIDENTS, request, id, out, item);
        if (!answer.json()) {
            out.println();
            out.println(summary(last.path("extent")));
        }
        return 0;
    }

    private IncidentRequest request(String id) {
        return new IncidentRequest(
                id,
                alerts ? IncidentRequestKind.LIST_DETECTIONS : IncidentRequestKind.LIST,
                connection,
                System.getProperty("user.name"),
                null,
                null,
                from,
                to,
                duration,
                time(),
                statuses,
                severities,
                assignees,
                limit);
    }

    private @Nullable IncidentTime time() {
        if (durationType == null) {
            return null;
        }
        return Arrays.stream(IncidentTime.values())
                .filter(time -> time.word().equalsIgnoreCase(durationType))
                .findFirst()
                .orElseThrow(() -> new UserError("'" + durationType
                        + "' is none of the times of incidents: say lastUpdateTime or createdTime."));
    }

    private String summary(JsonNode extent) {
        long returned = extent.path("returned").asLong();
        String what = alerts ? "alert" : "incident";
        boolean created = time() == IncidentTime.CREATED;
        return returned + " " + (returned == 1 ? what : what + "s")
                + (alerts ? " of incidents " : " ")
                + (created ? "created from " : "changed from ")
                + Facts.minute(extent.path("from").asText()) + " to "
                + Facts.minute(extent.path("to").asText()) + " (UTC)"
                + (extent.path("complete").asBoolean()
                        ? "; that is all there is."
                        : "; there may be more, --limit says how many are shown.");
    }
}
