package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.connections.ConnectionsApi;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists connections. */
@Command(name = "list", description = "Lists the connections, by name.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Option(names = "--name", paramLabel = "TEXT", description = "Only those whose name holds this text.")
    private @Nullable String name;

    @Option(names = "--tenant", paramLabel = "ID", description = "Only those of this tenant.")
    private @Nullable String tenant;

    @Option(names = "--cloud", paramLabel = "CLOUD", description = "Only those of this cloud.")
    private @Nullable String cloud;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those that are healthy, starting, degraded, failing or disabled.")
    private @Nullable String state;

    @Option(names = "--capability", paramLabel = "WORD", description = "Only those with this capability.")
    private List<String> capabilities = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default) or json")
    private OutputFormat output = OutputFormat.TABLE;

    @Override
    public Integer call() throws InterruptedException {
        List<JsonNode> connections = target.api().list(filter());
        switch (output) {
            case JSON -> connections.forEach(connection -> target.out().println(connection));
            case TABLE -> table(connections);
        }
        return 0;
    }

    private void table(List<JsonNode> connections) {
        target.out().printf("%-28s %-38s %-10s %-9s %s%n", "CONNECTION", "TENANT", "CLOUD", "STATE", "CAPABILITIES");
        for (JsonNode connection : connections) {
            StringJoiner words = new StringJoiner(", ");
            connection.path("capabilities").fieldNames().forEachRemaining(words::add);
            target.out()
                    .printf(
                            "%-28s %-38s %-10s %-9s %s%n",
                            connection.path("name").asText(),
                            connection.path("tenantId").asText(),
                            connection.path("cloud").asText(),
                            connection
                                    .path("state")
                                    .asText(connection.path("enabled").asBoolean() ? "enabled" : "disabled"),
                            words);
        }
    }

    private String filter() {
        StringJoiner filter = new StringJoiner("&");
        add(filter, "name", name);
        add(filter, "tenantId", tenant);
        add(filter, "cloud", cloud);
        add(filter, "state", state);
        capabilities.forEach(capability -> add(filter, "capability", capability));
        return filter.toString();
    }

    private static void add(StringJoiner filter, String parameter, @Nullable String value) {
        if (value != null) {
            filter.add(parameter + "=" + ConnectionsApi.encoded(value));
        }
    }
}
