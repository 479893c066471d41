package io.sluice.local.command.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.connections.ConnectionsApi;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tests a connection. */
@Command(
        name = "test",
        description =
                "Tests a connection: tokens, permissions, and a call for each capability. Exit code 1 if it fails.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "NAME", description = "the connection's name or id")
    private String name = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default) or json")
    private OutputFormat output = OutputFormat.TABLE;

    @Override
    public Integer call() throws InterruptedException {
        ConnectionsApi api = target.api();
        JsonNode report = ConnectionsApi.done(
                        api.send("POST", "/connections/" + api.id(name) + "/test"), "did not test the connection")
                .json();
        switch (output) {
            case JSON -> target.out().println(report.toPrettyString());
            case TABLE -> TestReport.print(target.out(), report);
        }
        return report.path("verdict").asText().equals("failed") ? 1 : 0;
    }
}
