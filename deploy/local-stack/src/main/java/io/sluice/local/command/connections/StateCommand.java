package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.connections.ConnectionsApi;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how connections fare. */
@Command(
        name = "status",
        description =
                "Shows how a connection fares, or without a name how all of them do. Exit code 1 if one is failing.",
        mixinStandardHelpOptions = true)
final class StateCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "the connection's name or id")
    private @Nullable String name;

    @Override
    public Integer call() throws InterruptedException {
        ConnectionsApi api = target.api();
        return name == null ? fleet(api) : one(api, name);
    }

    private int one(ConnectionsApi api, String wanted) throws InterruptedException {
        JsonNode report = ConnectionsApi.done(
                        api.send("GET", "/connections/" + api.id(wanted) + "/status"), "does not tell the status")
                .json();
        target.out().println(report.path("name").asText() + " is " + since(report));
        for (JsonNode capability : report.path("capabilities")) {
            target.out().printf("  %-20s %s%n", capability.path("capability").asText(), since(capability));
            if (capability.hasNonNull("lastSuccess")) {
                target.out()
                        .println("      last success "
                                + capability.path("lastSuccess").asText());
            }
            if (capability.hasNonNull("credentialExpiresAt")) {
                target.out()
                        .println("      expires "
                                + capability.path("credentialExpiresAt").asText());
            }
            trouble(capability.path("error"));
        }
        return report.path("state").asText().equals("failing") ? 1 : 0;
    }

    private int fleet(ConnectionsApi api) throws InterruptedException {
        JsonNode summary = ConnectionsApi.done(api.send("GET", "/connections/summary"), "does not tell the states")
                .json();
        StringJoiner states = new StringJoiner(", ");
        summary.path("states").properties().forEach(state -> states.add(state.getValue() + " " + state.getKey()));
        target.out().println(summary.path("connections").asInt() + " connections: " + states);
        for (JsonNode worst : summary.path("worst")) {
            target.out()
                    .printf(
                            "%n%s is %s in %s%n",
                            worst.path("name").asText(),
                            since(worst),
                            worst.path("capability").asText());
            trouble(worst.path("error"));
        }
        for (JsonNode expiring : summary.path("expiring")) {
            target.out()
                    .printf(
                            "%nA credential of %s expires %s%n",
                            expiring.path("name").asText(),
                            expiring.path("expiresAt").asText());
        }
        return summary.at("/states/failing").asInt() > 0 ? 1 : 0;
    }

    private static String since(JsonNode node) {
        return node.path("state").asText()
                + (node.hasNonNull("since") ? " since " + node.path("since").asText() : "");
    }

    private void trouble(JsonNode error) {
        if (error.isObject()) {
            target.out().println("      " + error.path("message").asText());
            if (error.hasNonNull("remedy")) {
                target.out().println("      What to do: " + error.path("remedy").asText());
            }
        }
    }
}
