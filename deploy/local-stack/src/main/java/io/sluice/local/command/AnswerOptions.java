package io.sluice.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.UserError;
import io.sluice.local.request.Complaint;
import io.sluice.local.request.Conversation;
import io.sluice.local.request.Inquiry;
import io.sluice.local.text.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How long the answer to a request is waited for, and how it is shown; a mixin of the commands that ask. */
public final class AnswerOptions {

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "The records of the answer as they are, one JSON line each.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            scope = ScopeType.INHERIT,
            description = "Wait at most so long (${DEFAULT-VALUE}).")
    private long timeoutSeconds;

    /** Returns whether the answer's records are shown as they are, and nothing else. */
    public boolean json() {
        return json;
    }

    /**
     * Asks, and shows each record of the answer as soon as it is there.
     *
     * @param request of the contract's type
     * @param id its id
     * @param item shows an item of the answer to people
     * @return the last record
     * @throws UserError if there is no answer in time, or it says that the request was rejected or failed
     */
    public JsonNode ask(Conversation conversation, Object request, String id, PrintWriter out, Consumer<JsonNode> item)
            throws InterruptedException {
        JsonNode last;
        try (Inquiry inquiry = new Inquiry(Here.ports(), conversation)) {
            inquiry.send(request);
            last = inquiry.await(id, Duration.ofSeconds(timeoutSeconds), part -> {
                if (json) {
                    out.println(Printable.json(part.toString()));
                } else {
                    part.path("items").forEach(item);
                }
                out.flush();
            });
        }
        Complaint.checked(last);
        return last;
    }
}
