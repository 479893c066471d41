package io.sluice.local.command.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.contracts.quarantine.QuarantineRequest;
import io.sluice.contracts.quarantine.RequestKind;
import io.sluice.local.command.AnswerOptions;
import io.sluice.local.quarantine.Facts;
import io.sluice.local.quarantine.MessageReport;
import io.sluice.local.quarantine.MessageTable;
import io.sluice.local.request.Conversation;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fetches quarantined mail. */
@Command(
        name = "quarantine",
        description = {
            "Shows the mail that Microsoft 365 holds in quarantine: the list, with --headers the headers of messages,",
            "with --export what is in them and where their bytes are. Exit code 1 if the request is rejected or fails."
        },
        mixinStandardHelpOptions = true)
final class FetchQuarantineCommand implements Callable<Integer> {

    @Option(names = "--connection", required = true, paramLabel = "NAME", description = "The connection's name or id.")
    private String connection = "";

    @ArgGroup
    private What what = new What();

    /** What is wanted of the messages, if it is more than the list. */
    static final class What {

        @Option(names = "--headers", description = "The headers of the messages.")
        private boolean headers;

        @Option(names = "--export", description = "The messages themselves: stored, analysed and shown.")
        private boolean export;
    }

    @Option(names = "--identity", paramLabel = "ID", description = "One message, as the list names it (quote it: '…').")
    private @Nullable String identity;

    @Option(names = "--network-message-id", paramLabel = "GUID", description = "One message for all its recipients.")
    private @Nullable String networkMessageId;

    @Option(names = "--message-id", paramLabel = "ID", description = "Messages by their header Message-ID.")
    private @Nullable String messageId;

    @Option(names = "--recipient", paramLabel = "ADDRESS", description = "To this address; may be repeated.")
    private List<String> recipients = new ArrayList<>();

    @Option(names = "--sender", paramLabel = "ADDRESS", description = "From this address; may be repeated.")
    private List<String> senders = new ArrayList<>();

    @Option(names = "--subject", paramLabel = "TEXT", description = "With this subject, as a whole.")
    private @Nullable String subject;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Held for this reason, such as HighConfPhish, Malware, Spam; may be repeated.")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--release-status",
            paramLabel = "STATUS",
            description = "Such as NotReleased, Requested, Released; may be repeated.")
    private List<String> releaseStatuses = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "Received within this time, such as PT24H or P7D.")
    private @Nullable Duration since;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Received then or later, such as 2026-02-03T00:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Received before then.")
    private @Nullable Instant to;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many messages.")
    private @Nullable Integer limit;

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String id = UUID.randomUUID().toString();
        QuarantineRequest request = request(id);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Consumer<JsonNode> item =
                request.kind() == RequestKind.LIST ? new MessageTable(out)::print : new MessageReport(out)::print;
        JsonNode last = answer.ask(Conversation.QUARANTINE, request, id, out, item);
        if (!answer.json()) {
            out.println();
            out.println(summary(last));
        }
        return 0;
    }

    private QuarantineRequest request(String id) {
        return new QuarantineRequest(
                id,
                what.export ? RequestKind.EXPORT : what.headers ? RequestKind.HEADERS : RequestKind.LIST,
                connection,
                System.getProperty("user.name"),
                null,
                identity,
                networkMessageId,
                messageId,
                from,
                to,
                since,
                recipients,
                senders,
                subject,
                types,
                releaseStatuses,
                limit);
    }

    private static String summary(JsonNode last) {
        JsonNode extent = last.path("extent");
        if (!extent.isObject()) {
            return "Done.";
        }
        long returned = extent.path("returned").asLong();
        String messages = returned == 1 ? "1 message" : returned + " messages";
        String window = extent.hasNonNull("from") && extent.hasNonNull("to")
                ? " received from " + minute(extent, "from") + " to " + minute(extent, "to") + " (UTC)"
                : "";
        return messages
                + window
                + (extent.path("complete").asBoolean()
                        ? "; that is all there is."
                        : "; there may be more, --limit says how many are shown.");
    }

    private static String minute(JsonNode extent, String member) {
        return Facts.minute(extent.path(member).asText());
    }
}
